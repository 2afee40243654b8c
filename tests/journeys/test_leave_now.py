"""'Leave now' is on every page, empties it at once, and leaves nothing to come back to."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, FilePayload, Page, expect

from tests.journeys.conftest import title_of
from tests.journeys.reporter import PhoneReporter
from tests.journeys.server import Server
from tests.journeys.test_there_and_back import NOTHING, kept
from tests.journeys.watch import Watch
from tests.reporter import Reporter

WORDS = "正写到一半的话"
FILM = FilePayload(name="film.mp4", mimeType="video/mp4", buffer=bytes(9_000_000))


def questions(reporter: PhoneReporter) -> None:
    """Words are written and a film is on its way."""
    page = reporter.page
    reporter.begin()
    page.locator("[data-step=what] [data-skip]").click()
    reporter.choose_addressee()
    reporter.fill(words=WORDS)
    reporter.go_on("words")
    reporter.step("evidence")
    page.locator("form[data-step=evidence] [data-pick]").last.set_input_files(FILM)
    expect(page.locator("form[data-step=evidence] [data-files] button")).to_have_count(2)
    page.locator("form[data-step=evidence] [data-files] button").first.click()
    expect(page.locator("form[data-step=evidence] progress")).to_be_visible()


def hand_in(reporter: PhoneReporter) -> None:
    """Something is being handed in."""
    reporter.begin("surrender")
    reporter.tap("path", "now")
    reporter.go_on("path")
    reporter.fill(description=WORDS)


PAGES = ("/", "/o/demo/", "/o/demo/help", "/o/demo/report", "/o/nowhere/", "/mailbox")
PLACES: dict[str, Callable[[PhoneReporter], object]] = {
    **{path: lambda reporter, path=path: reporter.open(path) for path in PAGES},
    "questions": questions,
    "hand-in": hand_in,
}


@pytest.mark.parametrize("place", PLACES)
def test_leaving_empties_the_page_and_leads_elsewhere(
    phone: BrowserContext, server: Server, watch: Watch, place: str
) -> None:
    watch.expect("404 (Not Found)")
    watch.expect("net::ERR_")
    reporter = PhoneReporter(phone, server)
    PLACES[place](reporter)
    leaves(reporter.page, reporter.page.url)


def test_leaving_an_open_mailbox_closes_it(
    phone: BrowserContext, server: Server, watch: Watch, writer: Reporter
) -> None:
    reporter = PhoneReporter(phone, server)
    reporter.read_box(writer.code)
    reporter.page.locator("#to-write").click()
    reporter.page.locator("#more").fill(WORDS)
    leaves(reporter.page, reporter.page.url)
    assert title_of(writer) not in reporter.page.content()


def leaves(page: Page, place: str) -> None:
    """Leave, then come back."""
    page.context.route(
        "https://**",
        lambda route: route.fulfill(body="<title>weather</title>", content_type="text/html"),
    )
    leave = page.locator(".leave")
    target = leave.get_attribute("href")
    emptied = "leave => { leave.click(); return document.body.innerHTML; }"
    assert leave.evaluate(emptied) == ""
    page.wait_for_url(str(target))
    page.goto(place)
    assert WORDS not in page.content()
    boxes = "[...document.querySelectorAll('input, textarea')].map((box) => box.value).join('|')"
    assert WORDS not in page.evaluate(boxes)
    assert kept(page) == NOTHING
