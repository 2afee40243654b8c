"""The product as it is started by hand: a process, a data folder, what it printed."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crypto import age
from tests.conftest import free_port

START_SECONDS = 60
LOOK_EVERY = 0.05


@dataclass(frozen=True)
class Server:
    """`qingfeng serve --demo` on a free port, with everything it writes in one folder.

    folder: holds `data`, `tmp` (its TMPDIR) and `out` (standard output and error).
    said_at_start: how many bytes it had printed when it was ready.
    """

    port: int
    folder: Path
    said_at_start: int

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def output(self) -> Path:
        return self.folder / "out"

    @property
    def portal(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def casework(self) -> str:
        return f"http://localhost:{self.port}/casework/"

    @property
    def database(self) -> Path:
        return self.data / "qingfeng.sqlite"

    def passphrase(self, name: str, office: str = "demo") -> str:
        """The demo passphrase of a member of an office, by default the hospital's."""
        known = json.loads((self.data / "demo" / "passphrases.json").read_text())
        return str(known[office][name])

    @property
    def identity(self) -> Path:
        """The file with the hospital's identity, for `qingfeng open`."""
        return self.identity_of("demo")

    def identity_of(self, office: str) -> Path:
        """The file with an office's identity."""
        return self.data / "demo" / f"{office}.identity"

    def get(self, path: str) -> Any:
        """A JSON document of the public area."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path)
        answer = json.loads(connection.getresponse().read())
        connection.close()
        return answer

    def reports(self, office: str = "demo") -> list[dict[str, Any]]:
        """Every report that an office was sent from a browser, opened with its identity."""
        identity = age.Identity.parse(self.identity_of(office).read_text().split("\n")[1])
        theirs = f"office_id = (select id from offices where slug = '{office}')"
        return [
            json.loads(age.open_sealed(body, [identity]))
            for (body,) in self.rows(
                f"select body from reports where channel = 'browser' and {theirs}"
            )
        ]

    def report_with(self, words: str, office: str = "demo") -> dict[str, Any]:
        """The one report of an office in which these words stand."""
        (report,) = [
            one for one in self.reports(office) if words in json.dumps(one, ensure_ascii=False)
        ]
        return report

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """What a query finds in the server's database."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as database:
            return database.execute(query).fetchall()

    def said_since_start(self) -> bytes:
        """What was printed after the server was ready."""
        return self.output.read_bytes()[self.said_at_start :]


@contextmanager
def serving(folder: Path, data: Path | None = None) -> Iterator[Server]:
    """Start the demo in an empty folder and stop it at the end.

    data: of a demo that was set up before, copied; setting one up takes seconds.
    """
    (folder / "tmp").mkdir()
    if data:
        shutil.copytree(data, folder / "data")
    port = free_port()
    settings = {
        "QINGFENG_DATA": str(folder / "data"),
        "QINGFENG_DIFFICULTY": "4",
        "PORT": str(port),
        "TMPDIR": str(folder / "tmp"),
    }
    environ = {name: text for name, text in os.environ.items() if not name.startswith("QINGFENG")}
    with (folder / "out").open("wb") as out:
        process = subprocess.Popen(
            [Path(sys.executable).with_name("qingfeng"), "serve", "--demo"],
            env=environ | settings,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        _until_it_answers(process, port, folder / "out")
        yield Server(port, folder, (folder / "out").stat().st_size)
    finally:
        process.terminate()
        process.wait(30)


def _until_it_answers(process: subprocess.Popen[bytes], port: int, out: Path) -> None:
    for _ in range(int(START_SECONDS / LOOK_EVERY)):
        try:
            process.wait(LOOK_EVERY)
        except subprocess.TimeoutExpired:
            if _answers(port):
                return
        else:
            break
    raise AssertionError(f"the server did not start:\n{out.read_text()}")


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", "/site.json")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
