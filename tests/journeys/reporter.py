"""A reporter at a phone: what a person sees, taps and types."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.server import Server

CLEANED = (".jpg", ".png", ".webp", ".pdf", ".docx", ".xlsx", ".pptx")


@dataclass
class Report:
    """What somebody has to say. The tiles are those of the first question.

    posts, benefits, occasions: tiles of later questions; amount: of a benefit, roughly.
    addressee: `hospital`, `authority`, or empty to leave it as the page proposes.
    deliver: as in `wishes.deliver`. name, contact: empty to give none.
    """

    tiles: tuple[str, ...] = ("took_gifts",)
    who: str = "骨科主任"
    where: str = "住院部三楼"
    when: str = "上个月"
    words: str = "术前有人要红包"
    posts: tuple[str, ...] = ()
    addressee: str = ""
    benefits: tuple[str, ...] = ()
    amount: str = ""
    occasions: tuple[str, ...] = ()
    deliver: str = "now"
    name: str = ""
    contact: str = ""
    files: tuple[Path, ...] = ()


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
        self.page.locator(f"form[data-step={name}] > button.go").click()

    def begin(self, kind: str = "report") -> None:
        """Through the landing page's door to the first question."""
        self.open("/o/demo/")
        self.page.locator(f"a.door[href*='/{kind}']").click()
        self.page.locator("[data-begin]").click()

    def tap(self, step: str, *choices: str) -> None:
        """Tap tiles of a step."""
        for choice in choices:
            tile = f"form[data-step={step}] label:has([data-choice='{choice}'])"
            self.page.locator(tile).first.click()

    def fill(self, **fields: str) -> None:
        """Type into fields of the step."""
        for field, words in fields.items():
            self.page.locator(f"#field-{field}").fill(words)

    def answer(self, report: Report) -> None:
        """Answer the questions of a report, up to the receipt code."""
        self.step("what")
        self.tap("what", *report.tiles)
        self.go_on("what")
        self.step("who")
        self.fill(who=report.who)
        self.tap("who", *report.posts)
        self.go_on("who")
        self.choose_addressee(report.addressee)
        self.step("where")
        self.fill(where=report.where, when=report.when)
        self.go_on("where")
        self.step("benefit")
        self.tap("benefit", *report.benefits)
        if report.amount:
            self.tap("benefit", "about")
            self.fill(amount=report.amount)
        self.go_on("benefit")
        self.step("occasion")
        self.tap("occasion", *report.occasions)
        self.go_on("occasion")
        self.step("words")
        self.fill(words=report.words)
        self.go_on("words")
        self.add_files(*report.files)
        self.step("delivery")
        self.tap("delivery", report.deliver)
        self.go_on("delivery")
        self.give_name(report.name, report.contact)

    def choose_addressee(self, addressee: str = "") -> None:
        """Say whom it goes to; empty: leave it as it stands."""
        self.step("addressee")
        if addressee:
            self.tap("addressee", addressee)
        self.go_on("addressee")

    def give_name(self, name: str = "", contact: str = "") -> None:
        """The last question of a report."""
        self.step("name")
        for field, choice, words in (("named", "name", name), ("reachable", "contact", contact)):
            if words:
                self.page.locator(f"[data-field={field}] label:has([data-choice=yes])").click()
                self.fill(**{choice: words})
        self.go_on("name")

    def add_files(self, *files: Path) -> None:
        """Choose evidence, one file a tap, and go on; what is chosen is uploaded meanwhile."""
        self.step("evidence")
        rows = self.page.locator("form[data-step=evidence] [data-files] li")
        for number, file in enumerate(files):
            self.page.locator("form[data-step=evidence] [data-pick]").last.set_input_files(file)
            if file.suffix not in CLEANED:
                # It asks whether to send it though it may tell on who made it.
                expect(rows.nth(number).locator("button")).to_have_count(2)
                rows.nth(number).locator("button").first.click()
        self.go_on("evidence")

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

    def hand_in(
        self,
        amount: str = "三千元",
        giver: str = "姓钱的家属",
        *,
        path: str = "now",
        fate: str = "bring",
        name: str = "",
        files: tuple[Path, ...] = (),
    ) -> None:
        """The whole way of a hand-in (上交) of cash, without the code.

        path: `now`, or `past` for owning up (自查自纠).
        """
        page = self.page
        self.begin("surrender")
        self.step("path")
        self.tap("path", path)
        self.go_on("path")
        self.step("items")
        self.tap("items", "cash")
        self.fill(value=amount)
        self.go_on("items")
        self.step("fate")
        self.tap("fate", fate)
        self.go_on("fate")
        self.step("giver")
        self.tap("giver", "relative")
        self.fill(giver_name=giver)
        self.go_on("giver")
        if path == "now":
            self.step("how")
            self.tap("how", "found_later")
            self.go_on("how")
            self.go_on("refused")
        else:
            self.step("past")
            self.fill(past_how="当时没推掉")
            self.go_on("past")
        page.locator("[data-step=words] [data-skip]").click()
        self.add_files(*files)
        self.step("name")
        if name:
            self.tap("name", "yes")
            self.fill(name=name)
        self.go_on("name")
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
