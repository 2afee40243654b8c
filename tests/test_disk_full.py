"""A disk that is really full: a clear refusal, nothing half stored, and on it goes (budgets, F3).

The server runs on a small disk of its own: a tmpfs, mounted in a mount namespace of its own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import free_port
from tests.over_http import OverHttp
from tests.reporter import Reporter, fresh
from tests.uploader import PART, Uploader, ids_field, sealed_file

DISK = "24m"
MOUNT = f'mount -t tmpfs -o size={DISK} tmpfs "$QINGFENG_DATA" && exec "$@"'
FLOORS = {"QINGFENG_DISK_FLOOR": "0", "QINGFENG_UPLOAD_FLOOR": "0", "QINGFENG_DIFFICULTY": "4"}
SEALED = sealed_file(3 * PART)
ROOT = os.geteuid() == 0
PROGRAM = str(Path(sys.executable).with_name("qingfeng"))
AGE = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1] + "/qingfeng.sqlite") as database:
    database.execute("update attachments set begun_on = '2026-01-02'")
"""
"""Has every attachment begun long ago."""


@dataclass(frozen=True)
class Small:
    """A server on a small disk; `data` is the disk, seen from outside."""

    client: OverHttp
    data: Path
    pid: int

    @property
    def inside(self) -> Path:
        """The disk as the server sees it."""
        return Path("/", *self.data.parts[4:])

    @property
    def beside(self) -> list[str]:
        """What sets a command apart in the same way."""
        user = [] if ROOT else ["-U", "--preserve-credentials"]
        return ["nsenter", "-t", str(self.pid), "-m", *user]

    def fill(self, leave: int) -> None:
        """Leave so many bytes free."""
        disk = os.statvfs(self.data)
        with (self.data / "filler").open("ab") as filler:
            filler.write(b"x" * (disk.f_bavail * disk.f_frsize - leave))

    def free(self) -> None:
        """Make room again."""
        (self.data / "filler").unlink(missing_ok=True)

    def blobs(self) -> list[str]:
        """Every file of the blob store, finished or not."""
        return sorted(file.name for file in self.data.glob("blobs/*/*"))


def start(apart: list[str], data: Path, *options: str) -> tuple[subprocess.Popen[bytes], OverHttp]:
    """A server behind a command that sets it apart; it answers, or has ended."""
    port = free_port()
    process = subprocess.Popen(
        [*apart, PROGRAM, "serve", "--port", str(port), *options],
        env=os.environ | FLOORS | {"QINGFENG_DATA": str(data)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    client = OverHttp(port)
    while process.poll() is None:
        try:
            client.get("/challenge")
            break
        except OSError:
            continue
    return process, client


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    assert process.communicate()[1] == b"", "the server wrote a line"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Small]:
    data = tmp_path_factory.mktemp("data")
    apart = ["unshare", "-m" if ROOT else "-rm", "sh", "-c", MOUNT, "sh"]
    process, client = start(apart, data, "--demo")
    assert process.poll() is None, (
        "No small disk could be mounted: run this test as root, or allow user namespaces."
        f" {process.stderr.read().decode() if process.stderr else ''}"
    )
    yield Small(client, Path(f"/proc/{process.pid}/root{data}"), process.pid)
    stop(process)


@pytest.fixture
def small(server: Small) -> Iterator[Small]:
    """The small disk, with room on it."""
    yield server
    server.free()


@pytest.fixture
def uploader(small: Small) -> Uploader:
    return Uploader(small.client, small.client.get("/challenge").json, SEALED, "demo")  # type: ignore[arg-type]


@pytest.fixture
def reporter(small: Small) -> Reporter:
    office = small.client.get("/o/demo/office.json").json
    return Reporter(office, small.client.get("/challenge").json)


@pytest.mark.parametrize("leave", [0, 512 * 1024, PART + 8192], ids=["at once", "midway", "rows"])
def test_a_disk_that_fills_up_during_an_upload(
    small: Small, uploader: Uploader, leave: int
) -> None:
    """At once, in the middle of a part, or when the part is there and its row finds no room."""
    uploader.begin()
    assert uploader.put(0).status_code == 201
    before = small.blobs(), uploader.parts().json
    small.fill(leave)
    refused = uploader.put(1)
    assert (refused.status_code, refused.json["error"]) == (503, "intake_closed")
    assert (small.blobs(), uploader.parts().json) == before
    telephone = small.client.get("/o/demo/office.json").json["phone"]
    page = small.client.get("/o/demo/", headers={"Accept": "text/html"})
    assert (page.status_code, telephone in page.get_data(as_text=True)) == (200, True)
    small.free()
    assert [uploader.put(part).status_code for part in (1, 2, 3)] == [201] * 3
    assert len(small.blobs()) == len(before[0]) + 3


def test_a_disk_that_fills_up_during_a_submission(
    small: Small, uploader: Uploader, reporter: Reporter
) -> None:
    attachment = uploader.send()
    form = reporter.report() | {"attachments": ids_field(attachment)}
    small.fill(0)
    refused = small.client.post("/reports", data=fresh(form))
    assert (refused.status_code, refused.json["error"]) == (503, "intake_closed")
    assert uploader.begin().status_code == 201, "what is there already is still confirmed"
    small.free()
    assert small.client.post("/reports", data=fresh(form)).status_code == 201
    assert uploader.delete().status_code == 404, "the attachment now belongs to the report"


def test_a_server_starts_on_a_full_disk(small: Small, uploader: Uploader) -> None:
    """Its sweep finds something to remove and no room to write that down."""
    uploader.send()
    subprocess.run([*small.beside, sys.executable, "-c", AGE, small.inside], check=True)
    small.fill(0)
    process, client = start(small.beside, small.inside)
    assert client.get("/o/demo/").status_code == 200
    stop(process)
    assert len(uploader.parts().json["parts"]) == 4
