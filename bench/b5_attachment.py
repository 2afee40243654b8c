"""B5: a 100 MB recording through a real browser: memory of its tab and of the server, and speed.

Compared with the same number of bytes from the same tab in bare PUTs of 1 MiB, which the server
reads and refuses: nothing is sealed or stored. The work costs nothing here (difficulty 4).
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bench.figure import Figure
from bench.server import Server, family, serving
from bench.tab import Tab, opened

SIZE = 100_000_000
MB = 1_000_000
RESET_PEAK = "5"  # proc(5), clear_refs
BARE = """async (parts) => {
  const [body, begun] = [new Uint8Array(1 << 20), performance.now()];
  const address = `/attachments/${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}/parts/0`;
  for (let n = 0; n < parts; n += 1) await fetch(address, { method: 'PUT', body });
  return (performance.now() - begun) / 1000;
}"""


class Memory:
    """The resident memory of a process in bytes, and its peak from now on."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.before = self._read("VmRSS")
        Path(f"/proc/{pid}/clear_refs").write_text(RESET_PEAK)

    def peak(self) -> int:
        """Bytes at the highest."""
        return self._read("VmHWM")

    def rise(self) -> int:
        """Bytes at the highest above what it was."""
        return self.peak() - self.before

    def _read(self, name: str) -> int:
        lines = Path(f"/proc/{self.pid}/status").read_text().splitlines()
        return next(1024 * int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


@dataclass(frozen=True)
class Measured:
    """Bytes and seconds of one upload; bare: seconds of the bare PUTs."""

    tab: int
    tab_before: int
    server_rise: int
    seconds: float
    bare: float


def renderers() -> list[int]:
    """The processes of our browser's pages, their workers included."""
    return [pid for pid in family(os.getpid()) if b"--type=renderer" in _command(pid)]


def _command(pid: int) -> bytes:
    with suppress(FileNotFoundError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def upload(tab: Tab, film: Path) -> float:
    """Seconds from the word to upload until the last part has arrived."""
    tab.choose("#evidence label:last-child [data-pick]", film)
    tab.until("document.querySelectorAll('#evidence li button').length === 2")
    begun = time.monotonic()
    tab.run("document.querySelector('#evidence li button').click()")
    tab.until("document.querySelector('#evidence [data-state]').textContent.includes('已上传')")
    return time.monotonic() - begun


def measure(server: Server, film: Path) -> Measured:
    """One upload from the page of questions, and the bare PUTs."""
    with opened() as tab:
        tab.ask("Page.navigate", url=f"{server.portal}/o/demo/report")
        tab.until("document.querySelector('[data-begin]')?.hidden === false")
        pages = [Memory(pid) for pid in renderers()]
        processes = [Memory(pid) for pid in family(server.process.pid)]
        seconds = upload(tab, film)
        # The browser keeps an empty page ready beside ours, and may drop it.
        page = max((page for page in pages if page.pid in renderers()), key=Memory.rise)
        peak, rise = page.peak(), sum(process.rise() for process in processes)
        bare = tab.run(f"({BARE})({-(-SIZE // (1 << 20))})")
    return Measured(peak, page.before, rise, seconds, bare)


def figures() -> Iterator[Figure]:
    """Upload once, into a new installation."""
    with tempfile.TemporaryDirectory() as folder, serving() as server:
        film = Path(folder) / "film.mp4"
        film.write_bytes(b"\0\0\0\x18ftypmp42" + os.urandom(SIZE - 12))
        found = measure(server, film)
    before = f"{found.tab_before / MB:.0f} MB before a file was chosen"
    yield Figure(
        "B5", "100 MB attachment, memory of the tab", found.tab / MB, "MB", "≤", 300, before
    )
    yield Figure(
        "B5", "100 MB attachment, rise of server memory", found.server_rise / MB, "MB", "≤", 20
    )
    speed, bare = SIZE / MB / found.seconds, SIZE / MB / found.bare
    compared = f"bare PUTs {bare:.0f} MB/s, nothing sealed or stored"
    yield Figure(
        "B5", "100 MB attachment, cleaned, sealed, uploaded", speed, "MB/s", "≥", 10, compared
    )
