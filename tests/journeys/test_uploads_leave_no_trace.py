"""Uploads, delayed deliveries and look-ups leave no line, no time, no address, no device."""

from __future__ import annotations

from datetime import date
from ipaddress import ip_address

import pytest

from portal.blobs import NO_TIME
from tests.journeys.post import Visitor
from tests.journeys.server import Server
from tests.journeys.traces import found_below, found_in
from tests.reporter import Reporter
from tests.uploader import Uploader, ids_field, sealed_file

ADDRESS, FORWARDED = "127.83.61.47", "203.0.113.77"
TELLING = {
    "User-Agent": "MicroMessenger MMWEBID/zqagent-Vx7",
    "X-Requested-With": "com.tencent.mm zqwechat-Vx7",
    "X-Forwarded-For": FORWARDED,
    "Forwarded": f"for={FORWARDED}",
    "Referer": "https://zqreferer-Vx7.example/",
    "Cookie": "zqcookie-Vx7=1",
    "Accept-Language": "zqlanguage-Vx7",
}
WORDS = "不是密封的 zqpart-Vx7"


@pytest.fixture
def visitor(server: Server) -> Visitor:
    """Somebody whose address and device would be known anywhere."""
    return Visitor(server, ADDRESS, TELLING)


@pytest.fixture
def uploader(server: Server, visitor: Visitor) -> Uploader:
    """The same, with a file of two parts to send."""
    return Uploader(visitor, server.get("/challenge"), sealed_file(1_200_000), office="demo")


@pytest.fixture
def reporter(server: Server) -> Reporter:
    """Somebody about to write."""
    return Reporter(server.get("/o/demo/office.json"), server.get("/challenge"))


def whole_way(visitor: Visitor, uploader: Uploader, reporter: Reporter) -> list[int]:
    """An upload with all that can go wrong, a report in four weeks with it, look-ups."""
    stranger = Uploader(visitor, uploader.challenge, uploader.sealed, "demo", uploader.id)
    large = {"size": f"{10**11:012}"}
    answers = [
        uploader.begin(),
        uploader.put(0),
        uploader.put(0),
        uploader.put(0, WORDS.encode().ljust(len(uploader.pieces[0]))),
        uploader.put(1, WORDS.encode()),
        stranger.put(1),
        stranger.parts(),
        uploader.put(1),
        uploader.parts(),
        Uploader(visitor, uploader.challenge, uploader.sealed, "demo").begin(**large),
    ]
    given_up = Uploader(visitor, uploader.challenge, sealed_file(9), "demo")
    answers += [given_up.begin(), given_up.put(0, WORDS.encode().ljust(len(given_up.sealed)))]
    answers += [given_up.put(0), given_up.delete(), given_up.delete()]
    form = {**reporter.report(), "deliver": "4wk", "attachments": ids_field(uploader.id)}
    answers.append(visitor.post("/reports", data=form))
    answers.append(visitor.post("/mailbox", data=reporter.look_up()))
    answers.append(visitor.post("/mailbox", data=reporter.look_up(bytes(32))))
    ticket = {"Authorization": f"Bearer {answers[-2].json['ticket']}"}
    path = f"/mailbox/attachments/{uploader.id}/parts/0"
    answers += [visitor.get(path, headers=ticket), visitor.get("/o/zqnowhere-Vx7/")]
    return [answer.status_code for answer in answers]


def test_an_upload_leaves_no_line(
    server: Server, visitor: Visitor, uploader: Uploader, reporter: Reporter
) -> None:
    before = len(server.said_since_start())
    statuses = whole_way(visitor, uploader, reporter)
    assert statuses[:10] == [201, 201, 201, 409, 400, 404, 404, 201, 200, 413]
    assert statuses[10:] == [201, 400, 201, 200, 404, 201, 200, 404, 404, 404]
    assert server.said_since_start()[before:] == b""


def test_no_address_and_no_device_is_kept_anywhere(
    server: Server, visitor: Visitor, uploader: Uploader, reporter: Reporter
) -> None:
    whole_way(visitor, uploader, reporter)
    telling = {**TELLING, "address": ADDRESS, "forwarded": FORWARDED, "part": "zqpart-Vx7"}
    telling = {name: text.rpartition(" ")[2] for name, text in telling.items()}
    but = [server.data / "demo"]
    assert found_below(server.folder, telling, but=but) == []
    packed = [ip_address(one).packed for one in (ADDRESS, FORWARDED)]
    files = [path for path in server.data.rglob("*") if path.is_file()]
    assert files and not [path for path in files if any(one in path.read_bytes() for one in packed)]
    assert found_in(visitor.get("/challenge").data, telling) == []


def test_what_is_kept_of_an_upload_tells_no_time(
    server: Server, visitor: Visitor, uploader: Uploader, reporter: Reporter
) -> None:
    whole_way(visitor, uploader, reporter)
    blobs = server.data / "blobs"
    kept = [blobs, *blobs.rglob("*")]
    assert [path for path in kept if path.is_file()]
    assert [path for path in kept if path.stat().st_mtime != NO_TIME] == []
    assert list((server.folder / "tmp").iterdir()) == []
    begun = server.rows("select begun_on from attachments where report_id is not null")
    assert begun and all(date.fromisoformat(str(on)) for (on,) in begun)
