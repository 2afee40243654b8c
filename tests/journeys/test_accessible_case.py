"""The page of a case with each of its forms: what axe says, whether it fits, how it looks."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.casework import DAY, LATER, CaseDesk, start
from tests.journeys.conftest import DESK, OpenContext
from tests.journeys.inspector import Inspector
from tests.journeys.look import Look, Sheets
from tests.journeys.server import Server
from tests.journeys.test_case import register
from tests.journeys.test_search import send
from tests.journeys.ways import CHINESE_PHONE, ENGLISH_DESK, ENGLISH_PHONE, Way

WAYS = (CHINESE_PHONE, ENGLISH_PHONE, ENGLISH_DESK)
FORMS = {
    "assessment": ("preservation", "assessment", "transfer", "split", "merge", "task"),
    "disposal": ("study", "sheet"),
    "verification": ("talk", "findings", "report"),
}


class Seat:
    """One way of looking at the case, signed in."""

    def __init__(
        self, opened: OpenContext, server: Server, sheets: Sheets, way: Way, name: str
    ) -> None:
        member = Inspector(opened(way.device), server, name, way.language)
        member.sign_in()
        self.page = member.page
        self.look: Look = way.look(member.page, sheets, f"case-{name}")

    def see(self, case: str, stage: str, *forms: str) -> None:
        """Look at the case, and at each of these forms, in the stage it has come to."""
        self.page.goto(case)
        expect(self.page.locator("#progress")).to_be_visible()
        self.look.at(stage)
        for kind in forms:
            self.page.locator("#entry-kind").select_option(kind)
            expect(self.page.locator("#entry-hint")).not_to_be_empty()
            self.look.at(f"{stage}, {kind}")
            self.page.locator("#entry-no").click()


def test_every_form_of_a_case(opened: OpenContext, server: Server, sheets: Sheets) -> None:
    registrar = Inspector(opened(DESK), server)
    registrar.sign_in()
    send(server, "要看的案件")
    registrar.page.goto(server.casework)
    registrar.open("要看的案件")
    register(registrar.page, leader="granted", investigator="granted")
    case = registrar.page.url
    desk = CaseDesk(registrar.page)
    leading = Inspector(opened(DESK), server, "leader")
    leading.sign_in()
    leader = CaseDesk(leading.page)
    seats = [Seat(opened, server, sheets, way, "registrar") for way in WAYS]
    deciding = Seat(opened, server, sheets, CHINESE_PHONE, "leader")

    def see(stage: str) -> None:
        for seat in seats:
            seat.see(case, stage, *FORMS[stage])

    see("assessment")
    start(desk)
    desk.write("study", held_on=DAY, attendees=[{"name": "甲"}, {"name": "乙"}], minutes="同意")
    see("disposal")
    team = ["registrar", "investigator"]
    desk.write("sheet", way="verify", checkability="可查", plan="查账", team=team, until=LATER)
    deciding.see(case, "a sheet to decide")
    leader.open(case)
    leader.decide(opinion="同意")
    see("verification")
    assert [one for seat in (*seats, deciding) for one in seat.look.found] == []
