"""F4: the connection breaks at every part of a 20 MB upload, and the file arrives whole."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from pathlib import Path

from playwright.sync_api import BrowserContext

from tests.journeys.cutting import Cut, cutting
from tests.journeys.evidence import EvidencePage, opened, sealed_parts
from tests.journeys.server import Server
from tests.journeys.watch import Watch

SIZE = 20_000_000
PARTS = 20
PART = re.compile(r"/attachments/[0-9a-f-]{36}/parts/([0-9]+)")


class Cuts:
    """Break each part's first sending in the middle, and the answer to its second one."""

    def __init__(self) -> None:
        self.made: Counter[tuple[Cut, str]] = Counter()

    def __call__(self, method: str, path: str) -> Cut:
        if method == "POST" and path == "/attachments":
            return self._next("begin")
        found = PART.fullmatch(path)
        return self._next(found[1]) if method == "PUT" and found else ""

    def _next(self, what: str) -> Cut:
        kinds: tuple[Cut, ...] = ("request", "answer")
        cut = next((kind for kind in kinds if not self.made[kind, what]), "")
        self.made[cut, what] += 1
        return cut


def test_an_upload_survives_a_cut_at_every_part(
    desk: BrowserContext, server: Server, watch: Watch, tmp_path: Path
) -> None:
    watch.expect("net::ERR_")
    film = tmp_path / "film.mp4"
    film.write_bytes(b"\0\0\0\x18ftypmp42" + os.urandom(SIZE - 12))
    cuts = Cuts()
    with cutting(server, cuts) as wire:
        page = EvidencePage(desk, wire.server)
        page.choose("film.mp4", film)
        page.keep("film.mp4")
        (attachment,) = page.settled(seconds=300)
        page.page.close()
    assert all(cuts.made["request", str(part)] == 1 for part in range(PARTS))
    assert all(cuts.made["answer", str(part)] == 1 for part in range(PARTS))
    assert cuts.made["request", "begin"] == cuts.made["answer", "begin"] == 1
    assert len(sealed_parts(server, attachment["id"])) == PARTS
    assert opened(server, attachment) == film.read_bytes()
    assert attachment["sha256"] == hashlib.sha256(film.read_bytes()).hexdigest()
