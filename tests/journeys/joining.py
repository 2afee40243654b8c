"""People who invite, join, are compared and leave, each in front of a browser of their own."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.inspector import Inspector
from tests.journeys.server import Server


class MembersPage(Inspector):
    """A leader on the members page."""

    def look(self) -> None:
        """Open the page anew."""
        self.page.goto(f"{self.server.casework}members")
        expect(self.page.locator("#members li").first).to_be_visible()

    def invite(self, name: str, display_name: str, *roles: str) -> str:
        """Invite somebody; gives the link that is shown."""
        self.page.locator("#new-display-name").fill(display_name)
        self.page.locator("#new-name").fill(name)
        for role in roles:
            self.page.locator(f"#new-roles input[value={role}]").check()
        self.page.locator("#invite button").click()
        return self.shown_link()

    def act(self, name: str, act: str) -> None:
        """Press a button beside a member."""
        self.page.locator(f"#member-{name} [data-act={act}]").click()

    def shown_link(self) -> str:
        """The link that is shown now, once."""
        expect(self.page.locator("#panel-link")).to_be_visible()
        return self.page.locator("#link").inner_text()

    def compare(self, name: str, heard: str) -> str:
        """Type what is heard; gives what the page says of whom it vouches for."""
        self.look()
        self.act(name, "compare")
        expect(self.page.locator("#panel-compare")).to_be_visible()
        shown = self.page.locator("#panel-compare dl").inner_text()
        self.page.locator("#heard").fill(heard.lower())
        self.page.locator("#compare button").click()
        return shown

    def remove(self, name: str) -> None:
        """Remove a member, and see what it means."""
        self.look()
        self.act(name, "remove")
        expect(self.page.locator("#panel-leave")).to_be_visible()
        self.page.locator("#leave-go").click()
        self.see_done()

    def see_done(self) -> None:
        """Wait until it is said that something was done."""
        expect(self.page.locator("#done")).to_be_visible()


class Joiner:
    """Somebody with a link."""

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self.page: Page = context.new_page()
        self.server = server
        self.passphrase = self.fingerprint = ""

    def follow(self, link: str) -> None:
        """Open the link and see whom it is for."""
        self.page.goto(link)
        expect(self.page.locator("#step-who")).to_be_visible()

    def make_keys(self) -> None:
        """Draw a passphrase, copy it, type it from the paper."""
        self.page.locator("#who-right").click()
        expect(self.page.locator("#drawn")).not_to_be_empty()
        self.passphrase = self.page.locator("#drawn").inner_text()
        self.page.locator("#copied").click()
        self.page.locator("#passphrase").fill(self.passphrase.replace("-", " "))
        self.page.locator("#step-type form button").click()
        expect(self.page.locator("#step-factor")).to_be_visible()

    def join(self, link: str) -> None:
        """Go the whole way, without a second factor."""
        self.follow(link)
        self.make_keys()
        self.page.locator("#skip-factor").click()
        self.see_joined()

    def see_joined(self) -> None:
        """Wait for the own fingerprint."""
        expect(self.page.locator("#step-done")).to_be_visible()
        self.fingerprint = self.page.locator("#step-done .prints").inner_text()

    def enter(self) -> None:
        """Go to the desk."""
        self.page.locator("#enter").click()
        expect(self.page.locator("#work")).to_be_visible()
