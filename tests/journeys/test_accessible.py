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
from tests.journeys.office import Keys
from tests.journeys.post import prepare
from tests.journeys.reporter import PhoneReporter
from tests.journeys.server import Server
from tests.journeys.tamper import tamper
from tests.journeys.watch import Watch
from tests.reporter import Reporter

STEPS = ("what", "who", "where", "words")


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
    for path in ("/", "/o/demo/", "/mailbox", "/o/demo/surrender"):
        reporter.open(path)
        look.at(path)
    watch.expect("404 (Not Found)")
    reporter.open("/o/nowhere/")
    look.at("an unknown office")
    report(reporter, look)
    hand_in(reporter, look)
    mailbox(reporter, look)
    stopped(reporter, look)
    assert look.found == []


def report(reporter: PhoneReporter, look: Look) -> None:
    """Every step of a report, and its errors."""
    page = reporter.page
    reporter.open("/o/demo/report")
    look.at("before")
    page.locator("[data-begin]").click()
    for step in STEPS:
        reporter.step(step)
        look.at(step)
        reporter.go_on(step)
    expect(page.locator("#errors")).to_be_visible()
    look.at("nothing said")
    page.locator("#field-words").fill("收了红包")
    reporter.go_on("words")
    reporter.step("receipt")
    expect(page.locator("#code span")).to_have_count(6)
    look.at("receipt")
    reporter.go_on("receipt")
    expect(page.locator("#errors")).to_be_visible()
    look.at("not written down")
    reporter.write_down_the_code()
    reporter.step("check")
    look.at("check")
    reporter.send()
    look.at("done")


def hand_in(reporter: PhoneReporter, look: Look) -> None:
    """The questions of a hand-in, as far as they differ."""
    page = reporter.page
    reporter.open("/o/demo/surrender")
    page.locator("[data-begin]").click()
    for step in ("item", "giver", "how", "words", "name"):
        reporter.step(step)
        look.at(f"hand-in, {step}")
        if step == "item":
            page.locator("#field-amount").fill("两千元")
        reporter.go_on(step)


def mailbox(reporter: PhoneReporter, look: Look) -> None:
    """The mailbox: mistyped, empty, with an answer, distrusted, deleted."""
    page, server = reporter.page, reporter.server
    writer = Reporter(server.get("/o/demo/office.json"), server.get("/challenge"))
    assert prepare("/reports", writer.report()).send(server)[0] == 201
    reporter.look_up("1111 2222 3333")
    expect(page.locator("#errors")).to_be_visible()
    look.at("mistyped")
    reporter.read_box(writer.code)
    look.at("empty box")
    answers = [Keys.of(server).answer(writer, "已受理"), Keys.new().answer(writer, "假的", seq=2)]
    documents = [answer.document for answer in answers]
    tamper(page, "/mailbox", lambda box: {**box, "answers": documents})
    reporter.read_box(writer.code)
    expect(page.locator("#letters .letter")).to_have_count(1)
    look.at("box with an answer and a forged one")
    page.locator("#to-delete").click()
    look.at("delete")
    page.locator("[data-part=delete] button.danger").click()
    expect(page.locator("[data-part=deleted]")).to_be_visible()
    look.at("deleted")


def stopped(reporter: PhoneReporter, look: Look) -> None:
    """What stands in place of a page whose keys cannot be trusted."""
    tamper(reporter.page, "/o/demo/office.json", Keys.new().posing_as)
    reporter.open("/o/demo/")
    expect(reporter.page.locator("#stop")).to_be_visible()
    look.at("stopped")


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
        investigator.page, "/reports.json?page=1", lambda _: {"reports": [], "pages": 0, "total": 0}
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
