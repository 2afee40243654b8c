"""A browser that is killed in the middle of an upload has left nothing of it on the device."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, expect

from tests.files.photos import jpeg, picture
from tests.journeys.conftest import PHONE
from tests.journeys.cutting import Cut, cutting
from tests.journeys.evidence import EvidencePage
from tests.journeys.server import Server

WORDS = b"what-the-film-holds-" + secrets.token_hex(16).encode()
NAME = f"film-{secrets.token_hex(8)}.mp4"
FILM = b"\0\0\0\x18ftypmp42" + WORDS * 120_000


class UntilPart:
    """Lets everything through, and says when a part is on its way."""

    def __init__(self, part: int) -> None:
        self.ending = f"/parts/{part}"
        self.reached = threading.Event()

    def __call__(self, method: str, path: str) -> Cut:
        if method != "PUT" or not path.endswith(self.ending):
            return ""
        self.reached.set()
        return "request"


@pytest.fixture
def device() -> Iterator[Path]:
    """A folder for everything that the browser writes: its profile and its temporary files."""
    with tempfile.TemporaryDirectory() as folder:  # a short name: sockets are made in it
        (Path(folder) / "tmp").mkdir()
        yield Path(folder)


@pytest.fixture
def fresh(browser: Browser, device: Path) -> Iterator[BrowserContext]:
    """A browser of its own, with a profile on disk as phones have one."""
    context = browser.browser_type.launch_persistent_context(
        device / "profile",
        executable_path=shutil.which("chromium"),
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        env={**os.environ, "TMPDIR": str(device / "tmp")},
        **PHONE,
    )
    yield context
    with suppress(Error):  # it is gone already, unless the test failed before
        context.close()


def processes_of(device: Path) -> list[int]:
    """The processes that were started with this profile."""
    mark = f"--user-data-dir={device / 'profile'}".encode()
    return [
        int(folder.name)
        for folder in Path("/proc").iterdir()
        if folder.name.isdigit() and mark in _command(folder)
    ]


def _command(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""


def test_a_killed_browser_leaves_nothing_of_an_upload(
    fresh: BrowserContext, server: Server, device: Path, tmp_path: Path
) -> None:
    film = tmp_path / NAME
    film.write_bytes(FILM)
    photo = jpeg(picture(size=(900, 700)), quality=100)
    until = UntilPart(3)
    with cutting(server, until) as wire:
        page = EvidencePage(fresh, wire.server)
        page.choose("photo.jpg", photo, "image/jpeg")
        expect(page.row("photo.jpg")).to_contain_text("已上传")
        page.choose(NAME, film)
        page.keep(NAME)
        expect(page.row(NAME)).to_contain_text("网络断了")
        assert until.reached.is_set()
        for pid in processes_of(device):
            os.kill(pid, signal.SIGKILL)
    written = [path for path in device.rglob("*") if path.is_file() and not path.is_symlink()]
    assert len(written) > 20
    for path in written:
        content = path.read_bytes()
        for mark in (WORDS, NAME.encode(), NAME.encode("utf-16-le"), photo[20_000:20_040]):
            assert mark not in content, path
