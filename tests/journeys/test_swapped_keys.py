"""A server that swaps an office's keys is caught before anything is sealed to it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.journeys.office import Keys, expired
from tests.journeys.reporter import PhoneReporter, Report
from tests.journeys.server import Server
from tests.journeys.tamper import tamper
from tests.journeys.watch import Watch

OTHER_POSTER = "核对码和海报上的不一样"
RUN_OUT = "收件证明过期了"
DOES_NOT_FIT = "收件证明对不上"
WHAT_TO_DO = "请打海报上印的电话说明情况（应该是 010-5550-0123），或把信投进门诊一楼大厅西侧的信箱"

OpenTampered = Callable[[dict[str, object]], PhoneReporter]


@pytest.fixture(scope="module")
def hospital(server: Server) -> Keys:
    return Keys.of(server)


@pytest.fixture
def visit(phone: BrowserContext, server: Server) -> Callable[..., PhoneReporter]:
    """Open the report page from the poster while the server answers with this office.json."""

    def open(document: dict[str, object]) -> PhoneReporter:
        reporter = PhoneReporter(phone, server)
        tamper(reporter.page, "/o/demo/office.json", lambda _real: document)
        fingerprint = server.get("/o/demo/office.json")["fingerprint"]
        reporter.open(f"/o/demo/report#f={fingerprint}")
        return reporter

    return open


def assert_stopped(page: Page, watch: Watch, reason: str) -> None:
    """The page says why and what to do instead; there is nothing to write in; nothing was sent."""
    stop = page.locator("#stop")
    shown = stop.locator("[data-reason]:visible")
    expect(shown).to_have_count(1)
    expect(shown).to_contain_text(reason)
    expect(stop).to_contain_text(WHAT_TO_DO)
    expect(page.locator("main :is(input, textarea, button):visible")).to_have_count(0)
    assert watch.posts("/reports") == []


def test_a_swapped_recipient_is_caught(visit: OpenTampered, server: Server, watch: Watch) -> None:
    document = server.get("/o/demo/office.json")
    document["statement"]["recipient"] = Keys.new().recipient
    assert_stopped(visit(document).page, watch, DOES_NOT_FIT)


def test_an_impostor_with_keys_of_their_own_is_caught_by_the_poster(
    visit: OpenTampered, server: Server, watch: Watch
) -> None:
    document = Keys.new().posing_as(server.get("/o/demo/office.json"))
    assert_stopped(visit(document).page, watch, OTHER_POSTER)


def test_another_offices_statement_is_caught(
    visit: OpenTampered, server: Server, watch: Watch
) -> None:
    document = server.get("/o/demo/office.json")
    document["statement"] = server.get("/o/authority/office.json")["statement"]
    assert_stopped(visit(document).page, watch, DOES_NOT_FIT)


def test_another_office_altogether_is_caught_by_the_poster(
    visit: OpenTampered, server: Server, watch: Watch
) -> None:
    assert_stopped(visit(server.get("/o/authority/office.json")).page, watch, OTHER_POSTER)


def test_an_expired_statement_is_caught(
    visit: OpenTampered, server: Server, hospital: Keys, watch: Watch
) -> None:
    document = expired(server.get("/o/demo/office.json"), hospital)
    assert_stopped(visit(document).page, watch, RUN_OUT)


def test_the_landing_page_already_stops_an_impostor(
    phone: BrowserContext, server: Server, watch: Watch
) -> None:
    real = server.get("/o/demo/office.json")
    reporter = PhoneReporter(phone, server)
    tamper(reporter.page, "/o/demo/office.json", Keys.new().posing_as)
    page = reporter.open(f"/o/demo/#f={real['fingerprint']}")
    agrees = page.locator("#compared").filter(has_text="和您扫的码一致")
    expect(page.locator("#stop:visible").or_(agrees)).to_be_visible()
    assert agrees.count() == 0
    assert_stopped(reporter.page, watch, OTHER_POSTER)
    expect(reporter.page.locator("a.door:visible")).to_have_count(0)


def test_keys_swapped_at_the_moment_of_sending_are_caught(
    phone: BrowserContext, server: Server, watch: Watch
) -> None:
    document = Keys.new().posing_as(server.get("/o/demo/office.json"))
    reporter = PhoneReporter(phone, server)
    refusal = {"error": "epoch_retired", "message": "", "office": document}
    sent: list[str] = []

    def refuse(route: Route) -> None:
        sent.append(route.request.url)
        route.fulfill(status=409, json=refusal)

    reporter.page.route("**/reports", refuse)
    watch.expect("409 (Conflict)")
    reporter.begin()
    reporter.answer(Report())
    reporter.write_down_the_code()
    reporter.step("check")
    reporter.page.locator("#send").click()
    shown = reporter.page.locator("#stop [data-reason]:visible")
    expect(shown).to_contain_text(OTHER_POSTER)
    assert len(sent) == 1
