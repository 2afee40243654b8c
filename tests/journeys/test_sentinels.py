"""What a reporter wrote, and what opens it, is nowhere on the server (invariant 3)."""

from __future__ import annotations

import base64
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from crypto import keys, receipt
from tests.files import photos
from tests.journeys.conftest import DESK, PATIENCE_MS, PHONE
from tests.journeys.inspector import Inspector
from tests.journeys.reporter import PhoneReporter, Report
from tests.journeys.server import Server, serving
from tests.journeys.traces import disguises, found_below, found_in
from tests.journeys.wire import tapped

SAID = {
    "who": "鹈鹕主任 zqwho-Vx7",
    "where": "菖蒲病房 zqwhere-Vx7",
    "when": "惊蛰前后 zqwhen-Vx7",
    "words": "牛皮纸信封里有蝴蝶兰 zqwords-Vx7",
    "answer": "蒹葭苍苍 zqanswer-Vx7",
    "message": "白露为霜 zqmessage-Vx7",
}
# A file's words and its name; the place in a photo and its name; what comes with an answer.
FILED = {
    "file": "录音里的话 zqfile-Vx7",
    "file name": "王主任 zqfilename-Vx7",
    "photo": photos.SENTINEL,
    "photo name": "住院部合影 zqphotoname-Vx7",
    "paper": "附件里的话 zqpaper-Vx7",
    "paper name": "处理结果 zqpapername-Vx7",
}


@pytest.fixture(scope="module")
def used(
    tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[tuple[Server, dict[str, str], bytes]]:
    """A server through which a report and its answer went, the sentinels, all that was sent."""
    with serving(tmp_path_factory.mktemp("used")) as server:
        phone, desk = browser.new_context(**PHONE), browser.new_context(**DESK)
        for context in (phone, desk):
            context.set_default_timeout(PATIENCE_MS)
        files = filed(tmp_path_factory.mktemp("files"))
        with tapped(server) as wire:
            there = PhoneReporter(phone, wire.server), Inspector(desk, wire.server)
            code = there_and_back(*there, files)
            phone.close()
            desk.close()
        yield server, {**SAID, **FILED, **opens_with(server, code)}, wire.sent


def filed(folder: Path) -> tuple[Path, Path, Path]:
    """A recording, a photo, a paper."""
    recording = folder / f"{FILED['file name']}.bin"
    photo, paper = folder / f"{FILED['photo name']}.jpg", folder / f"{FILED['paper name']}.png"
    recording.write_bytes(FILED["file"].encode() * 9)
    photo.write_bytes(photos.jpeg())
    paper.write_bytes(photos.png() + FILED["paper"].encode())
    return recording, photo, paper


def there_and_back(
    reporter: PhoneReporter, inspector: Inspector, files: tuple[Path, Path, Path]
) -> str:
    """A report with files, an answer with one, a message; the receipt code."""
    said = {field: SAID[field] for field in ("who", "where", "when", "words")}
    code = reporter.report(Report(**said, files=files[:2]))
    inspector.sign_in()
    inspector.open(SAID["who"])
    recording, photo = inspector.files()
    assert recording == files[0].read_bytes() and photos.pixels(photo) == photos.pixels(
        photos.jpeg()
    )
    inspector.answer(SAID["answer"], "", files[2])
    reporter.read_box(code)
    reporter.page.locator("#letters .files button").first.click()
    expect(reporter.page.locator("#letters .files img")).to_be_visible()
    reporter.write_more(SAID["message"])
    inspector.page.reload()
    inspector.see_report()
    assert inspector.letters() == [SAID["answer"], SAID["message"]]
    return code


def opens_with(server: Server, code: str) -> dict[str, str]:
    """What opens a report or a mailbox: the receipt code and all that follows from it."""
    secret = receipt.reporter_secret(code, bytes.fromhex(server.get("/site.json")["site"]))
    token = receipt.mailbox_token(secret)
    identity = keys.reading_half("reporter", secret)
    return {
        "code": code,
        "code as shown": receipt.show(code),
        "passphrase": server.passphrase("registrar"),
        "token": token.hex(),
        "reporter secret": secret.hex(),
        "reporter identity": str(identity),
        "reporter recipient": str(identity.recipient)[:80],
    }


def test_a_report_leaves_no_word_of_it_anywhere(
    used: tuple[Server, dict[str, str], bytes],
) -> None:
    server, sentinels, _sent = used
    # The demo keeps its passphrases in this folder and prints them when it starts.
    but = [server.data / "demo", server.output]
    assert found_below(server.folder, sentinels, but=but) == []
    assert found_in(server.said_since_start(), sentinels) == []


def test_bytes_that_open_a_mailbox_are_nowhere_either(
    used: tuple[Server, dict[str, str], bytes],
) -> None:
    server, sentinels, _sent = used
    files = [path for path in server.folder.rglob("*") if path.is_file()]
    assert server.database in files
    for name in ("token", "reporter secret"):
        raw = bytes.fromhex(sentinels[name])
        needles = (raw, base64.b64encode(raw), raw.hex().upper().encode())
        kept = [path for path in files if any(one in path.read_bytes() for one in needles)]
        assert kept == [], name


def test_only_the_token_leaves_the_phone_and_no_word_does(
    used: tuple[Server, dict[str, str], bytes],
) -> None:
    _server, sentinels, sent = used
    for request in (
        b"POST /reports",
        b"POST /mailbox ",
        b"POST /mailbox/messages",
        b"/answers ",
        b"POST /attachments ",
        b"PUT /attachments/",
        b"POST /casework/attachments ",
        b"GET /mailbox/attachments/",
    ):
        assert request in sent
    assert b"age-encryption.org/v1" in sent
    assert found_in(sent, sentinels) == ["token (utf-8)"]


def test_no_line_is_written_because_somebody_wrote(
    used: tuple[Server, dict[str, str], bytes],
) -> None:
    server, _sentinels, _sent = used
    assert server.said_since_start() == b""
    assert list((server.folder / "tmp").rglob("*")) == []


@pytest.mark.parametrize("encoding", sorted(disguises("清风")))
def test_the_search_finds_what_is_there(
    used: tuple[Server, dict[str, str], bytes], encoding: str, tmp_path: Path
) -> None:
    server, sentinels, _sent = used
    copy = tmp_path / "copy"
    shutil.copytree(server.folder, copy, ignore=shutil.ignore_patterns("demo"))
    (planted, *_others) = disguises(SAID["words"])[encoding]
    with closing(sqlite3.connect(copy / "data" / "qingfeng.sqlite")) as database, database:
        database.execute("update offices set texts = cast(? as text)", [bytes(9000) + planted])
    (copy / "tmp" / "spool").write_bytes(b"before" + planted + b"after")
    traces = found_below(copy, {"words": sentinels["words"]})
    assert f"data/qingfeng.sqlite: words ({encoding})" in traces
    assert f"tmp/spool: words ({encoding})" in traces
