"""The server writes no line because somebody wrote, looked up or was refused (invariants 2, 3)."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from crypto import age, padding
from tests.journeys.post import prepare
from tests.journeys.server import Server
from tests.journeys.traces import found_below
from tests.reporter import Reporter

WORDS = "拒收的话里有石榴 zqrefused-Vx7"


@pytest.fixture
def reporter(server: Server) -> Reporter:
    """Somebody about to write."""
    return Reporter(server.get("/o/demo/office.json"), server.get("/challenge"))


def said_because_of(server: Server, *requests: tuple[str, dict[str, Any]]) -> tuple[list[int], str]:
    """The statuses of some requests, and what the server printed meanwhile."""
    before = len(server.said_since_start())
    statuses = [prepare(path, form).send(server)[0] for path, form in requests]
    return statuses, server.said_since_start()[before:].decode()


def test_a_report_a_message_and_a_look_up_leave_no_line(server: Server, reporter: Reporter) -> None:
    statuses, said = said_because_of(
        server,
        ("/reports", reporter.report()),
        ("/mailbox", reporter.look_up()),
        ("/mailbox/messages", reporter.message("还有")),
        ("/mailbox", reporter.look_up(bytes(32))),
    )
    assert statuses == [201, 200, 201, 404]
    assert said == ""


def test_a_refused_body_leaves_no_line_and_no_word(server: Server, reporter: Reporter) -> None:
    recipient = age.Recipient.parse(reporter.document["statement"]["recipient"])
    plain = WORDS.encode()
    bodies = [
        plain,
        plain.ljust(padding.SEALED_SIZES[0]),
        b"age-encryption.org/v1\n" + plain.ljust(padding.SEALED_SIZES[0]),
        age.seal(padding.pad(plain), [recipient, recipient]),
        age.seal(plain, [recipient]),
        plain * 10_000,
    ]
    forms = [("/reports", reporter.form(uuid.uuid4(), body)) for body in bodies]
    named = {**reporter.report(), "deliver": WORDS}
    statuses, said = said_because_of(server, *forms, ("/reports", named))
    assert statuses == [400, 400, 400, 400, 400, 413, 400]
    assert said == ""
    but = [server.data / "demo"]
    assert found_below(server.folder, {"words": WORDS}, but=but) == []
