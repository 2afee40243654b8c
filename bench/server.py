"""A server of our own on a free port, in a folder of its own, and how much CPU it used."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DIFFICULTY = 4
START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    """A running server with the demo offices."""

    port: int
    data: Path
    process: subprocess.Popen[bytes]

    @property
    def portal(self) -> str:
        """Where the public area is."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str) -> Any:
        """One JSON document of the public area."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", path)
        document = json.loads(connection.getresponse().read())
        connection.close()
        return document

    def cpu_seconds(self) -> float:
        """User and system time of the server's processes so far."""
        ticks = sum(_ticks(pid) for pid in family(self.process.pid))
        return ticks / os.sysconf("SC_CLK_TCK")


def family(pid: int) -> list[int]:
    """A process and all that came from it, those of them that still run."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [pid, *(kin for child in children for kin in family(int(child)))]


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_answer(port: int) -> None:
    """Return at the first answer of a server that is starting."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/challenge")
            if connection.getresponse().status == 200:
                return
        except OSError:
            continue
    raise TimeoutError("the server does not answer")


@contextmanager
def serving(
    folder: Path | None = None, *, demo: bool = True, difficulty: int = DIFFICULTY
) -> Iterator[Server]:
    """Serve from a folder (a new one by default) until the block ends."""
    program = str(Path(sys.executable).parent / "qingfeng")
    command = [program, "serve", *(["--demo"] if demo else []), "--port"]
    with tempfile.TemporaryDirectory() as fresh:
        data = folder or Path(fresh)
        settings = {
            "QINGFENG_DATA": str(data),
            "QINGFENG_DIFFICULTY": str(difficulty),
            "QINGFENG_BUSY_A_MINUTE": "0",  # thousands a minute are what is measured here
        }
        with _running(command, data, settings) as server:
            yield server


@contextmanager
def serving_plain() -> Iterator[Server]:
    """Serve the plain intake that ours is compared with."""
    command = [sys.executable, "-c", "import sys, bench.plain as p; p.serve(int(sys.argv[1]))"]
    with tempfile.TemporaryDirectory() as fresh:
        settings = {"BENCH_PLAIN": str(Path(fresh) / "plain.sqlite")}
        with _running(command, Path(fresh), settings) as server:
            yield server


@contextmanager
def _running(command: list[str], data: Path, settings: dict[str, str]) -> Iterator[Server]:
    port = free_port()
    process = subprocess.Popen(
        [*command, str(port)], env=os.environ | settings, stdout=subprocess.DEVNULL
    )
    try:
        wait_for_answer(port)
        yield Server(port, data, process)
    finally:
        process.terminate()
        process.wait()
