"""The browser's cleaning of files, as it is bundled, run on the floor of the oldest browsers."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "tests/js/support/serve-bundle.mjs"


@dataclass(frozen=True)
class Cleaned:
    """What cleaning found, `removed`, `none` or `unsure`, and the bytes that would be sent."""

    verdict: str
    data: bytes


class Browser:
    """The browser's file modules, asked one question at a time."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def clean(self, data: bytes) -> Cleaned:
        """A file without its metadata. No file whatever makes this fail."""
        answer = self._ask("clean", data)
        return Cleaned(answer["verdict"], base64.b64decode(answer["data"], validate=True))

    def kind(self, data: bytes) -> str:
        """What a file is taken for."""
        return str(self._ask("kind", data))

    def _ask(self, name: str, data: bytes) -> Any:
        assert self._process.stdin and self._process.stdout
        question = {"name": name, "args": {"data": base64.b64encode(data).decode()}}
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer["result"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The modules of static/js/files."""
    command = [str(ROOT / ".venv/bin/node"), str(PROGRAM), "files.js"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        yield Browser(process)
        assert process.stdin
        process.stdin.close()
