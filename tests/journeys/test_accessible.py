"""Every state of every page can be used by everybody: axe finds nothing, nothing is too small.

Each state is also pictured: `build/sheets/` holds contact sheets of all of them after a run.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.conftest import PHONE, OpenContext
from tests.journeys.inspector import Inspector
from tests.journeys.look import Look, Sheets
from tests.journeys.post import prepare
from tests.journeys.reporter import PhoneReporter
from tests.journeys.server import Server
from tests.journeys.states import WALKS
from tests.journeys.tamper import tamper
from tests.journeys.watch import Watch
from tests.reporter import Reporter

FINGER, ELDER_FINGER, ELDER_LETTERS = 44, 60, 24


# Colours are the same in every language.
@pytest.mark.parametrize(
    ("prefix", "schemes"),
    [
        ("", ("light", "dark")),
        ("/en", ("light",)),
        ("/elder", ("light", "dark")),
        ("/en/elder", ("light",)),
    ],
    ids=["plain", "en", "elder", "en-elder"],
)
def test_every_state_of_the_public_area(
    phone: BrowserContext,
    server: Server,
    watch: Watch,
    sheets: Sheets,
    prefix: str,
    schemes: tuple[str, ...],
) -> None:
    reporter = PhoneReporter(phone, server, prefix)
    elder = prefix.endswith("elder")
    look = Look(
        reporter.page,
        sheets,
        f"public{prefix.replace('/', '-')}",
        schemes,
        least=ELDER_FINGER if elder else FINGER,
        letters=ELDER_LETTERS if elder else 0,
        desk=prefix == "",
    )
    watch.expect("404 (Not Found)")
    watch.expect("ERR_INTERNET_DISCONNECTED")
    for walk in WALKS:
        walk(reporter, look)
    assert look.found == []


@pytest.mark.parametrize("place", ["report", "surrender", "mailbox"])
def test_advice_in_wechat_and_in_the_hospital(
    opened: OpenContext, server: Server, sheets: Sheets, place: str
) -> None:
    wechat = opened(PHONE, user_agent="Mozilla/5.0 (Linux; Android 10) MicroMessenger/8.0.50")
    reporter = PhoneReporter(wechat, server)
    look = Look(reporter.page, sheets, "public", least=FINGER)
    tamper(reporter.page, "/challenge", lambda told: {**told, "on_hospital_network": True})
    reporter.open("/mailbox" if place == "mailbox" else f"/o/demo/{place}")
    if place != "mailbox":
        expect(reporter.page.locator("[data-step=before] [data-wechat]")).to_be_visible()
        expect(reporter.page.locator("[data-step=before] [data-hospital]")).to_be_visible()
    look.at(f"{place} in WeChat in the hospital")
    assert look.found == []


@pytest.mark.parametrize(
    ("language", "schemes"), [("zh-Hans", ("light", "dark")), ("en", ("light",))], ids=["zh", "en"]
)
def test_every_state_of_casework(
    desk: BrowserContext,
    server: Server,
    watch: Watch,
    sheets: Sheets,
    language: str,
    schemes: tuple[str, ...],
) -> None:
    inspector = Inspector(desk, server, language=language)
    look = Look(inspector.page, sheets, f"casework-{language}", schemes)
    writer = Reporter(server.get("/o/demo/office.json"), server.get("/challenge"))
    title = f"无障碍 {language}"
    assert prepare("/reports", writer.report(title)).send(server)[0] == 201
    assert prepare("/mailbox/messages", writer.message("补充")).send(server)[0] == 201
    watch.expect("401 (Unauthorized)")
    inspector.fill_in("wrong")
    expect(inspector.page.locator("#errors")).to_be_visible()
    look.at("sign-in, refused")
    inspector.sign_in()
    inspector.see_titles()
    look.at("list")
    inspector.open(title)
    inspector.answer("已受理")
    look.at("report with letters")
    address = inspector.page.url
    inspector.lock()
    look.at("locked")
    inspector.unlock()
    watch.expect("404 (Not Found)")
    inspector.page.goto(f"{server.casework}reports/00000000-0000-4000-8000-000000000000")
    look.at("an unknown report")
    tamper(inspector.page, f"{address.rpartition('/')[2]}.json", swapped)
    inspector.page.goto(address)
    inspector.see_report()
    look.at("a swapped report")
    assert look.found == []


def test_every_state_of_casework_without_reports(
    desk: BrowserContext, server: Server, sheets: Sheets
) -> None:
    """Those of a member who holds no keys, and of a list with nothing in it."""
    investigator = Inspector(desk, server, "investigator")
    look = Look(investigator.page, sheets, "casework-rare")
    investigator.sign_in()
    look.at("no cases")
    investigator.sign_out()
    look.at("sign-in")
    tamper(
        investigator.page,
        "/reports.json?page=1",
        lambda _: {"reports": [], "pages": 0, "total": 0, "channels": {}, "overdue": 0},
    )
    investigator.name = "registrar"
    investigator.sign_in()
    expect(investigator.page.locator("#empty")).to_be_visible()
    look.at("an empty list")
    assert look.found == []


def swapped(document: dict[str, Any]) -> dict[str, Any]:
    """A report in another mailbox's row."""
    return {**document, "report": {**document["report"], "mailbox_id": "ab" * 32}}


@pytest.mark.parametrize(
    ("harm", "rule"),
    [
        ("document.documentElement.removeAttribute('lang')", "html-has-lang (serious)"),
        ("document.querySelector('#open h1').outerHTML += '<h4>?</h4>'", "heading-order (mod"),
        ("document.querySelector('main').outerHTML = '<b>?</b>'", "landmark-one-main"),
        ("document.querySelector('.seal').style.color = '#ccc'", "color-contrast"),
        ("document.querySelector('.door').style.cssText = 'height:9px;padding:0'", "px high"),
        ("document.querySelector('.door').style.width = '700px'", "320 px wide"),
        ("document.querySelector('.door').style.fontSize = '10px'", "is set in 11.5 px"),
    ],
)
def test_the_look_finds_what_is_wrong(
    opened: OpenContext, server: Server, harm: str, rule: str
) -> None:
    page = PhoneReporter(opened(PHONE, bypass_csp=True), server).open("/o/demo/")
    page.evaluate(harm)
    look = Look(page, Sheets(), "broken", ("light",), least=FINGER, letters=12)
    look.at("broken")
    assert [found for found in look.found if rule in found], look.found
