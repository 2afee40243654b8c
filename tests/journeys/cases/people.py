"""Who takes part in a case: members at their desks, reporters with their phones."""

from __future__ import annotations

from dataclasses import replace

from playwright.sync_api import expect

from tests.journeys.cases.box import Box
from tests.journeys.cases.typed import MARK, Typed
from tests.journeys.casework import CaseDesk
from tests.journeys.conftest import DESK, PHONE, OpenContext
from tests.journeys.inspector import Inspector
from tests.journeys.reporter import PhoneReporter, Report
from tests.journeys.server import Server
from tests.journeys.test_case import register

SAID = Report(
    who=f"{MARK}骨科王䶮",
    where=f"{MARK}住院部三楼",
    when=f"{MARK}上个月初",
    words=f"{MARK}术前要三千元，牛皮纸信封",
)


class Desk(CaseDesk):
    """A member at a desk of their own; whatever they type bears the mark."""

    def __init__(self, member: Inspector) -> None:
        super().__init__(member.page, MARK)
        self.member = member

    def take_up(self, title: str, **parts: str) -> str:
        """Open the report with this title, register it; the address of the case."""
        self.page.goto(self.member.server.casework)
        self.member.open(title)
        register(self.page, **parts)
        return self.page.url

    def tell(self, words: str, state: str = "", *, to: str = "", noted: bool = True) -> None:
        """Write to the reporter from the case; noted: it then stands among the entries."""
        before = self.page.locator("#entries > li").count()
        self.member.answer(words, state, to=to)
        expect(self.page.locator("#entries > li")).to_have_count(before + noted)

    def ask(self, leader: Desk, kind: str, **values: str | bool | list[object]) -> str:
        """Write what asks for a decision, have the leader agree, see it here; its id."""
        self.write(kind, **values)
        asked = self.newest
        leader.open(self.page.url)
        leader.decide(opinion="同意")
        self.open(self.page.url)
        return asked

    def leave_half_written(self) -> None:
        """Begin an answer and an entry and lock the desk: both are kept on the server, sealed."""
        self.page.locator("#words-to-send").fill(f"{MARK}写到一半的答复")
        self.page.locator("#entry-kind").select_option("note")
        self.page.locator("#entry-fields textarea").fill(f"{MARK}写到一半的记录")
        self.member.lock()


class People:
    """Everybody, and all that they type."""

    def __init__(self, opened: OpenContext, server: Server) -> None:
        self.opened = opened
        self.server = server
        self.typed = Typed()

    def desk(self, name: str, office: str = "demo") -> Desk:
        """A member who has signed in."""
        context = self.opened(DESK)
        self.typed.over(context, f"{name} of {office}")
        member = Inspector(context, self.server, name, office=office)
        member.sign_in()
        return Desk(member)

    def reporter(self, who: str = "reporter", title: str = SAID.who) -> Box:
        """Somebody who scans the poster's code and writes; their mailbox."""
        context = self.opened(PHONE)
        self.typed.over(context, who)
        reporter = PhoneReporter(context, self.server)
        ours, above = (self.server.get(f"/o/{one}/office.json") for one in ("demo", "authority"))
        poster = f"#f={ours['fingerprint']}&a={above['fingerprint']}&w={MARK}骨科一病区"
        reporter.open(f"/o/demo/{poster}")
        expect(reporter.page.locator("#compared")).to_contain_text("✓")
        reporter.page.locator("a.door[href*='/report']").click()
        reporter.page.locator("[data-begin]").click()
        reporter.answer(replace(SAID, who=title))
        reporter.write_down_the_code()
        reporter.send()
        return Box(reporter, self.typed, who)
