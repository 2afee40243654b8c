"""A rush makes the work harder while people write: they notice nothing but a little time."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, OpenContext
from tests.journeys.post import prepare
from tests.journeys.reporter import PhoneReporter, Report
from tests.journeys.server import Server, serving
from tests.journeys.watch import Watch
from tests.reporter import Reporter

CALM = 4
A_HANDFUL = 50


@pytest.fixture
def quiet(tmp_path: Path) -> Iterator[Server]:
    """A server of its own: a rush lasts for minutes."""
    with serving(tmp_path) as server:
        yield server


def rush(server: Server) -> None:
    """Send reports until three bits more are asked for than before."""
    reporter = Reporter(server.get("/o/demo/office.json"), server.get("/challenge"))
    sealed = reporter.seal(reporter.body(uuid.uuid4(), "一样的话"))
    while (challenge := server.get("/challenge"))["difficulty"] < CALM + 3:
        reporter.challenge = challenge
        for _ in range(A_HANDFUL):
            mailbox = uuid.uuid4().hex + uuid.uuid4().hex
            form = reporter.form(uuid.uuid4(), sealed) | {"mailbox_id": mailbox}
            prepare("/reports", form).send(server)


def test_what_was_begun_before_a_rush_is_sent_without_a_word(
    quiet: Server, opened: OpenContext, watch: Watch
) -> None:
    watch.expect("403 (FORBIDDEN)")
    watch.expect("403 (Forbidden)")
    earlier, writing, coming = (PhoneReporter(opened(PHONE), quiet) for _ in range(3))
    code = earlier.report()
    earlier.read_box(code)
    with coming.page.expect_response("**/challenge"):
        coming.open("/mailbox")
    writing.begin()
    writing.answer(Report())
    writing.write_down_the_code()
    rush(quiet)
    writing.send()
    earlier.write_more("还有一件事")
    coming.page.locator("#code").fill(code)
    coming.page.locator("[data-part=enter] button.go").click()
    expect(coming.page.locator("[data-part=box]")).to_be_visible()
    expect(earlier.page.locator("[role=alert]:visible")).to_have_count(0)
    statuses = [
        [one.response().status for one in watch.posts(path) if one.response()]
        for path in ("/reports", "/mailbox/messages", "/mailbox")
    ]
    assert statuses == [[201, 403, 201], [403, 201], [200, 403, 200]]
