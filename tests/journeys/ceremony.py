"""The ceremonies with sheets, in front of a real browser: setting up, recovering."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy.orm import Session

from casework.administration.setup import Welcome
from portal.database import make_engine
from portal.offices.service import office_named, the_site
from tests.casework.founder import open_clinic, welcome_leader
from tests.journeys.server import Server


def found(server: Server, slug: str = "clinic") -> Welcome:
    """An office without keys in the server's database; gives its leader."""
    engine = make_engine(f"sqlite:///{server.database}")
    with Session(engine, expire_on_commit=False) as session:
        leader = open_clinic(session, slug).leader
    engine.dispose()
    return leader


def reinvite(server: Server, slug: str = "clinic") -> Welcome:
    """The leader with new keys that nobody vouches for, as after a lost passphrase."""
    engine = make_engine(f"sqlite:///{server.database}")
    with Session(engine, expire_on_commit=False) as session:
        office = office_named(session, slug)
        leader = welcome_leader(session, office, the_site(session).site)
    engine.dispose()
    return leader


def publish(server: Server, slug: str) -> None:
    """Show the public an office's door."""
    engine = make_engine(f"sqlite:///{server.database}")
    with Session(engine) as session:
        office_named(session, slug).published = True
        session.commit()
    engine.dispose()


class Leader:
    """The leader of an office at their desk."""

    def __init__(
        self, context: BrowserContext, server: Server, leader: Welcome, office: str = "clinic"
    ) -> None:
        self.page: Page = context.new_page()
        self.server, self.leader, self.office = server, leader, office
        self.sheets: list[str] = []

    def sign_in(self) -> None:
        """Sign in and see the desk."""
        self.page.goto(f"{self.server.casework}sign-in?language=zh-Hans")
        self.page.locator("#office").fill(self.office)
        self.page.locator("#name").fill(self.leader.member.name)
        self.page.locator("#passphrase").fill(self.leader.passphrase)
        self.page.locator("#ready button").click()
        expect(self.page.locator("#work")).to_be_visible()

    def go(self, path: str) -> None:
        """Open one of the desk's pages."""
        self.page.goto(f"{self.server.casework}{path}")
        expect(self.page.locator("#work")).to_be_visible()

    def make_sheets(self, count: int = 5, threshold: int = 3) -> None:
        """Choose how many sheets there are, and keep what the paper says."""
        self.page.locator("#count").select_option(str(count))
        self.page.locator("#threshold").select_option(str(threshold))
        self.page.locator("#trustee-1").fill("周书记")
        self.page.locator("[data-step=choose] form button").click()
        expect(self.page.locator(".paper")).to_have_count(count)
        self.sheets = [self._words(n) for n in range(count)]

    def _words(self, sheet: int) -> str:
        paper = self.page.locator(".paper").nth(sheet)
        numbers = [int(number) for number in paper.locator("th").all_text_contents()]
        words = dict(zip(numbers, paper.locator("td").all_text_contents(), strict=True))
        return " ".join(words[number] for number in sorted(words))

    def confirm(self) -> None:
        """Type the words that are asked for, as they stand on the paper."""
        self.page.locator("#printed").click()
        for field in self.page.locator("#sheets-to-confirm input").all():
            _, sheet, position = str(field.get_attribute("id")).split("-")
            field.fill(self.sheets[int(sheet) - 1].split()[int(position) - 1][:4].upper())
        self.page.locator("[data-step=confirm] form button").click()

    def sign(self) -> str:
        """Type the passphrase and see it done; gives the office's fingerprint."""
        self.page.locator("#own-passphrase").fill(self.leader.passphrase)
        self.page.locator("[data-step=sign] form button").click()
        expect(self.page.locator("[data-step=done]")).to_be_visible(timeout=60000)
        return str(self.page.locator("#own-fingerprint").text_content())

    def type_sheets(self, *sheets: int) -> None:
        """Type sheets by their index and see that they join."""
        for n, sheet in enumerate(sheets, 1):
            self.page.locator(f"#sheet-{n}").fill(self.sheets[sheet])
            expect(self.page.locator(f"#said-{n}")).to_have_class("right")
        self.page.locator("[data-step=sheets] form button").click()
        expect(self.page.locator("[data-step=plan]")).to_be_visible()

    def set_up(self, count: int = 5, threshold: int = 3) -> str:
        """The whole ceremony; gives the office's fingerprint."""
        self.go("set-up")
        self.make_sheets(count, threshold)
        self.confirm()
        return self.sign()
