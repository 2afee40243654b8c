"""A reporter at a phone: what a person sees, taps and types."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.server import Server


@dataclass
class Report:
    """What somebody has to say. The tiles are those of the first question."""

    tiles: tuple[str, ...] = ("took_gifts",)
    who: str = "骨科主任"
    where: str = "住院部三楼"
    when: str = "上个月"
    words: str = "术前有人要红包"


class PhoneReporter:
    """Somebody with a phone in front of the public area."""

    def __init__(self, context: BrowserContext, server: Server, prefix: str = "") -> None:
        self.page: Page = context.new_page()
        self.server = server
        self.root = server.portal + prefix
        self.code = ""

    def open(self, path: str) -> Page:
        """Go to a page of the public area."""
        self.page.goto(self.root + path)
        return self.page

    def step(self, name: str) -> None:
        """Be at a step of the questions."""
        expect(self.page.locator(f"[data-step={name}] h1")).to_be_visible()

    def go_on(self, name: str) -> None:
        """Leave a step by its large button."""
        self.page.locator(f"form[data-step={name}] button.go").click()

    def begin(self, kind: str = "report") -> None:
        """Through the landing page's door to the first question."""
        self.open("/o/demo/")
        self.page.locator(f"a.door[href*='/{kind}']").click()
        self.page.locator("[data-begin]").click()

    def answer(self, report: Report) -> None:
        """Answer the four questions of a report."""
        page = self.page
        self.step("what")
        for tile in report.tiles:
            page.locator(f"label:has([data-choice={tile}])").click()
        self.go_on("what")
        for step, fields in (
            ("who", {"who": report.who}),
            ("where", {"where": report.where, "when": report.when}),
            ("words", {"words": report.words}),
        ):
            self.step(step)
            for field, words in fields.items():
                page.locator(f"#field-{field}").fill(words)
            self.go_on(step)

    def write_down_the_code(self) -> str:
        """Copy the receipt code from the screen and go on."""
        self.step("receipt")
        self.code = shown_code(self.page, "#code")
        self.page.locator("#written-down").check()
        self.go_on("receipt")
        return self.code

    def send(self) -> None:
        """Send from the last step and see the confirmation."""
        self.step("check")
        self.page.locator("#send").click()
        self.step("done")

    def report(self, report: Report | None = None) -> str:
        """The whole way: a report sent, its receipt code written down."""
        self.begin()
        self.answer(report or Report())
        code = self.write_down_the_code()
        self.send()
        return code

    def hand_in(self, amount: str = "三千元", giver: str = "姓钱的家属") -> None:
        """The whole way of a hand-in (上交), without a name and without the code."""
        page = self.page
        self.begin("surrender")
        page.locator("label:has([data-choice=cash])").click()
        page.locator("#field-amount").fill(amount)
        self.go_on("item")
        page.locator("label:has([data-choice=relative])").click()
        page.locator("#field-giver_name").fill(giver)
        self.go_on("giver")
        page.locator("label:has([data-choice=found_later])").click()
        self.go_on("how")
        page.locator("[data-step=words] [data-skip]").click()
        page.locator("[data-step=name] [data-skip]").click()
        self.step("receipt")
        shown_code(page, "#code")
        page.locator("#without").click()
        self.send()

    def look_up(self, code: str, fragment: str = "") -> None:
        """Open the mailbox behind a code."""
        self.open(f"/mailbox{fragment}")
        self.page.locator("#code").fill(code)
        self.page.locator("[data-part=enter] button.go").click()

    def read_box(self, code: str, fragment: str = "") -> None:
        """Open the mailbox behind a code and see it."""
        self.look_up(code, fragment)
        expect(self.page.locator("[data-part=box]")).to_be_visible()

    def write_more(self, words: str) -> None:
        """Send a message from the open mailbox."""
        self.page.locator("#to-write").click()
        self.page.locator("#more").fill(words)
        self.send_letter()

    def send_letter(self) -> None:
        """Send what has been written and be back at the box."""
        self.page.locator("[data-part=write] button.go").click()
        expect(self.page.locator("#told")).to_be_focused()
        expect(self.page.locator("#more")).to_have_value("")

    def delete(self) -> None:
        """Delete the open mailbox."""
        self.page.locator("#to-delete").click()
        self.page.locator("[data-part=delete] button.danger").click()
        expect(self.page.locator("[data-part=deleted]")).to_be_visible()


def shown_code(page: Page, place: str) -> str:
    """The receipt code on the screen, once it is there."""
    groups = page.locator(f"{place} span")
    expect(groups).to_have_count(6)
    code = "".join(groups.all_inner_texts())
    assert re.fullmatch("[0-9]{24}", code)
    return code
