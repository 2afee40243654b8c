"""A browser driven through a pipe, with nothing of it watched.

Playwright has every request reported, and the tab then keeps the bodies it sent: a tab whose memory
is measured must be left alone (Chrome DevTools Protocol, `--remote-debugging-pipe`).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

LOOK_EVERY = 0.2


class Tab:
    """One page of a browser."""

    def __init__(self, process: subprocess.Popen[bytes], write: int, read: int) -> None:
        self.process = process
        self._write = write
        self._read = os.fdopen(read, "rb", buffering=0)
        self._asked = 0
        self._heard = b""
        self._session: dict[str, str] = {}
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        opened = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = {"sessionId": opened["sessionId"]}

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """One command of the protocol and its result."""
        self._asked += 1
        question = {"id": self._asked, "method": method, "params": params, **self._session}
        os.write(self._write, json.dumps(question).encode() + b"\0")
        while (answer := self._next()).get("id") != self._asked:
            pass
        assert "error" not in answer, answer
        result: dict[str, Any] = answer["result"]
        return result

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._heard:
            self._heard += self._read.read(65536)
        message, _, self._heard = self._heard.partition(b"\0")
        heard: dict[str, Any] = json.loads(message)
        return heard

    def run(self, script: str) -> Any:
        """The value of an expression in the page, awaited."""
        options = {"returnByValue": True, "awaitPromise": True}
        return self.ask("Runtime.evaluate", expression=script, **options)["result"].get("value")

    def until(self, script: str) -> None:
        """Look at the page again and again until an expression is true."""
        while not self.run(script):
            time.sleep(LOOK_EVERY)

    def choose(self, selector: str, file: Path) -> None:
        """Choose a file in an input."""
        root = self.ask("DOM.getDocument")["root"]["nodeId"]
        node = self.ask("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.ask("DOM.setFileInputFiles", nodeId=node, files=[str(file)])


@contextmanager
def opened() -> Iterator[Tab]:
    """A browser with one page, closed at the end."""
    (theirs, write), (read, back) = os.pipe(), os.pipe()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        command = [
            str(shutil.which("chromium")), "--headless", "--no-sandbox", "--disable-gpu",
            "--disable-background-networking", "--remote-debugging-pipe",
            f"--user-data-dir={profile}",
        ]  # fmt: skip
        process = subprocess.Popen(
            ["sh", "-c", f'exec "$@" 3<&{theirs} 4>&{back}', "sh", *command],
            pass_fds=(theirs, back),
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs)
        os.close(back)
        try:
            yield Tab(process, write, read)
        finally:
            os.close(write)
            process.kill()
            process.wait()
