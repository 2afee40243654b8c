"""A member at the page of a case: writes entries, decides, signs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from playwright.sync_api import Locator, Page, expect

from portal.days import today
from tests.journeys.conftest import DESK, OpenContext
from tests.journeys.inspector import Inspector
from tests.journeys.server import Server

Value = str | bool | list[Any]
DAY = today().isoformat()
LATER = (today() + timedelta(days=40)).isoformat()


def at_desk(opened: OpenContext, server: Server, name: str) -> Inspector:
    """Another member at another desk."""
    member = Inspector(opened(DESK), server, name)
    member.sign_in()
    return member


class CaseDesk:
    """The page of a case that one member has open.

    mark: stands before everything that is typed.
    """

    def __init__(self, page: Page, mark: str = "") -> None:
        self.page = page
        self.mark = mark

    @property
    def stage(self) -> Locator:
        """The stage that the line shows as now."""
        return self.page.locator("#stages .now")

    def open(self, address: str) -> None:
        """Go to the case and see it opened."""
        self.page.goto(address)
        expect(self.page.locator("#progress")).to_be_visible()

    def write(self, kind: str, **values: Value) -> None:
        """Write an entry of this kind and see it in the case."""
        before = self.page.locator("#entries > li").count()
        self.page.locator("#entry-kind").select_option(kind)
        box = self.page.locator("#entry-fields")
        for name, value in values.items():
            fill(box, name, value, self.mark)
        self.page.locator("#entry-send").click()
        expect(self.page.locator("#entries > li")).to_have_count(before + 1)

    @property
    def newest(self) -> str:
        """The id of the newest entry."""
        item = self.page.locator("#entries > li").first.get_attribute("id")
        return (item or "").removeprefix("entry-")

    def refused(self, kind: str, why: str, **values: Value) -> None:
        """Try to write an entry, hear why it cannot be yet, and give it up."""
        before = self.page.locator("#entries > li").count()
        self.page.locator("#entry-kind").select_option(kind)
        for name, value in values.items():
            fill(self.page.locator("#entry-fields"), name, value, self.mark)
        self.page.locator("#entry-send").click()
        expect(self.page.locator("[role=alert]:visible")).to_contain_text(why)
        expect(self.page.locator("#entries > li")).to_have_count(before)
        self.page.locator("#entry-no").click()

    def decide(self, verdict: str = "同意", opinion: str = "") -> None:
        """Decide the newest request that waits."""
        box = self.page.locator(".decide").first
        box.locator("textarea").fill(opinion and self.mark + opinion)
        before = self.page.locator("#entries > li").count()
        box.get_by_role("button", name=verdict, exact=True).click()
        expect(self.page.locator("#entries > li")).to_have_count(before + 1)

    def sign(self) -> None:
        """Sign the newest entry that one is to sign."""
        before = self.page.locator("#entries > li").count()
        self.page.get_by_role("button", name="签名", exact=True).first.click()
        expect(self.page.locator("#entries > li")).to_have_count(before + 1)


def fill(box: Locator, name: str, value: Value, mark: str = "") -> None:
    """Fill one field: a text, a choice, ticks, or rows of fields. Words get the mark."""
    field = box.locator(f':scope > [data-field="{name}"]').first
    if isinstance(value, bool):
        field.locator("input").set_checked(value)
    elif isinstance(value, list):
        for n, one in enumerate(value):
            if isinstance(one, dict):
                fill_row(field, n, one, mark)
            else:
                field.locator(f'input[value="{one}"]').check()
    else:
        control = field.locator("input, textarea, select")
        if control.evaluate("(one) => one.localName") == "select":
            control.select_option(value)
        else:
            is_words = control.evaluate("(one) => ['text', 'textarea'].includes(one.type)")
            control.fill(mark + value if is_words and not value.isdecimal() else value)


def fill_row(field: Locator, n: int, values: dict[str, Value], mark: str) -> None:
    """Fill the nth row, adding it where there is none yet."""
    rows = field.locator(":scope > ol > li")
    if rows.count() <= n:
        field.locator(":scope > button").click()
    for name, value in values.items():
        fill(rows.nth(n), name, value, mark)


def start(desk: CaseDesk, **assessed: str) -> None:
    """From registration to a lead."""
    desk.write("preservation")
    desk.write(
        "assessment",
        category="T02",
        level="own",
        accused=[{"name": "李某", "unit": "设备科"}],
        detriment="low",
        summary="回扣",
        opinion="可查",
        **assessed,
    )
    desk.write("lead")


def verify(desk: CaseDesk, colleague: CaseDesk, leader: CaseDesk, case: str, finding: str) -> None:
    """From a lead to a report signed by the whole team."""
    desk.write("study", held_on=DAY, attendees=[{"name": "甲"}, {"name": "乙"}], minutes="同意")
    team = ["registrar", "investigator"]
    desk.write("sheet", way="verify", checkability="可查", plan="查账", team=team, until=LATER)
    leader.open(case)
    leader.decide()
    colleague.open(case)
    colleague.write("evidence", evidence=[{"what": "入库单", "source": "设备科"}])
    found = {"person": "李某", "allegation": "拿回扣", "finding": finding, "grounds": "查账"}
    colleague.write("findings", findings=[found])
    colleague.write(
        "report", process="查账", facts_found="见附", nature="见附", proposal_words="见附"
    )
    desk.open(case)
    desk.sign()
    expect(desk.stage).to_contain_text("结果审批")
