"""A report that is to be delivered in four weeks, written with the keyboard alone."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from playwright.sync_api import BrowserContext, Page, expect

from portal.days import delivery_day, today
from tests.journeys.conftest import title_of
from tests.journeys.inspector import Inspector
from tests.journeys.reporter import PhoneReporter, shown_code
from tests.journeys.server import Server
from tests.journeys.test_there_and_back import tab_to
from tests.reporter import Reporter

TITLE = "键盘写的，四周以后"


def test_a_report_for_later_is_not_seen_before_its_day(
    phone: BrowserContext, desk: BrowserContext, server: Server, writer: Reporter
) -> None:
    reporter = PhoneReporter(phone, server)
    code = written_with_keys(reporter)
    day = delivery_day("4wk", today())
    assert day.weekday() == 0
    written = f"{day.year}年{day.month}月{day.day}日"
    expect(reporter.page.locator("#delivered")).to_contain_text(written)

    inspector = Inspector(desk, server)
    inspector.sign_in()
    expect(inspector.row(title_of(writer))).to_be_visible()
    assert seen(inspector) == 0
    reporter.read_box(code)
    expect(reporter.page.locator("#now")).to_contain_text(written)

    its_day_comes(server, reporter)
    inspector.page.reload()
    inspector.see_titles()
    assert seen(inspector) == 1
    inspector.open(TITLE)
    assert inspector.words()["是谁？"] == TITLE
    assert inspector.words()["用您自己的话说"] == "等我出院以后再查。"
    expect(inspector.page.locator("#facts")).to_contain_text("四周")


def seen(inspector: Inspector) -> int:
    """How often it stands in the list."""
    return inspector.page.locator("#reports li").filter(has_text=TITLE).count()


def its_day_comes(server: Server, reporter: PhoneReporter) -> None:
    """Move the day of delivery to today: the server's calendar cannot be moved to it."""
    with closing(sqlite3.connect(server.database)) as database, database:
        moved = database.execute(
            "update reports set deliver_on = ? where deliver_on = ?",
            [today().isoformat(), delivery_day("4wk", today()).isoformat()],
        )
        assert moved.rowcount >= 1


def written_with_keys(reporter: PhoneReporter) -> str:
    """The whole way without a finger; the receipt code."""
    page, keys = reporter.page, reporter.page.keyboard
    reporter.open("/o/demo/")
    press(page, "a.door[href*='/report']")
    page.wait_for_url("**/report")
    press(page, "[data-begin]")
    reporter.step("what")
    press(page, "[data-choice=asked]", "Space")
    on(page, "what")
    reporter.step("who")
    tab_to(page, "#field-who")
    keys.type(TITLE)
    on(page, "who")
    for step in ("addressee", "where", "benefit", "occasion"):
        reporter.step(step)
        on(page, step)
    reporter.step("words")
    tab_to(page, "#field-words")
    keys.type("等我出院以后再查。")
    on(page, "words")
    reporter.step("evidence")
    on(page, "evidence")
    reporter.step("delivery")
    tab_to(page, "[data-choice=now]")
    for _ in range(2):
        keys.press("ArrowDown")
    on(page, "delivery")
    reporter.step("name")
    on(page, "name")
    reporter.step("receipt")
    code = shown_code(page, "#code")
    press(page, "#written-down", "Space")
    on(page, "receipt")
    reporter.step("check")
    expect(page.locator("#answers")).to_contain_text("四周后的星期一")
    press(page, "#send")
    reporter.step("done")
    return code


def press(page: Page, selector: str, key: str = "Enter") -> None:
    """Go to something with Tab and press a key on it."""
    tab_to(page, selector)
    page.keyboard.press(key)


def on(page: Page, step: str) -> None:
    """Leave a step by its large button."""
    press(page, f"[data-step={step}] button.go")
