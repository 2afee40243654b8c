"""An inspector at a desk: signs in, reads, answers."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.journeys.server import Server

TODAY = re.compile(r"/casework/(today|tasks)?$")
"""Today; who has no part in cases is led to where their work begins."""
OPENING = re.compile("解密中|Opening|Decrypting")
UPLOADED = re.compile("已上传|Uploaded")
SENT = re.compile("已签名、加密并发出|Signed, sealed and sent")


class Inspector:
    """A member of one of the demo's offices, by default the hospital's, in front of casework."""

    def __init__(
        self,
        context: BrowserContext,
        server: Server,
        name: str = "registrar",
        language: str = "zh-Hans",
        office: str = "demo",
    ) -> None:
        self.page: Page = context.new_page()
        self.server = server
        self.name = name
        self.language = language
        self.office = office

    def fill_in(self, passphrase: str) -> None:
        """Type what the page to sign in on asks for, and press its button."""
        self.page.goto(f"{self.server.casework}sign-in?language={self.language}")
        self.page.locator("#office").fill(self.office)
        self.page.locator("#name").fill(self.name)
        self.page.locator("#passphrase").fill(passphrase)
        self.page.locator("#ready button").click()

    def sign_in(self) -> None:
        """Sign in with the demo passphrase and go to the list."""
        self.fill_in(self.server.passphrase(self.name, self.office))
        self.arrive()

    def arrive(self) -> None:
        """See where signing in leads, and go on to the list of reports."""
        self.page.wait_for_url(TODAY)
        expect(self.page.locator("#work")).to_be_visible()
        self.page.goto(self.server.casework)
        expect(self.page.locator("#work")).to_be_visible()

    def row(self, title: str) -> Locator:
        """The report with this title in the list, on whichever page of it."""
        row = self.page.locator("#reports li").filter(has_text=title)
        self.see_titles()
        while row.count() == 0:
            self.page.locator("#older").click()
            self.page.wait_for_load_state()
            self.see_titles()
        return row

    def see_titles(self) -> None:
        """Wait until every title on this page of the list has been opened."""
        expect(self.page.locator("#reports")).to_be_visible()
        expect(self.page.locator("#reports b").filter(has_text=OPENING)).to_have_count(0)

    def see_titles_or_none(self) -> None:
        """Go to the list of cases and wait until every title on this page has been opened."""
        self.page.goto(f"{self.server.casework}cases")
        expect(self.page.locator("#cases, #no-cases").locator("visible=true")).to_have_count(1)
        expect(self.page.locator(".list b").filter(has_text=OPENING)).to_have_count(0)

    def open(self, title: str) -> None:
        """Open a report from the list."""
        self.row(title).locator("a").click()
        self.see_report()

    def see_report(self) -> None:
        """Wait for the words of the report whose page this is."""
        expect(self.page.locator("#opened")).to_be_visible()

    def words(self) -> dict[str, str]:
        """What was asked and what was said, as the page shows it."""
        said = self.page.locator("#words > blockquote, #words > .items")
        asked = self.page.locator("#words > h3:has(+ :is(blockquote, .items))")
        return dict(zip(asked.all_text_contents(), said.all_text_contents(), strict=True))

    def items(self) -> list[dict[str, str]]:
        """The things handed in, each as what was asked and what was said."""
        lists = self.page.locator("#words .items > li")
        return [
            dict(
                zip(
                    one.locator("dt").all_text_contents(),
                    one.locator("dd").all_text_contents(),
                    strict=True,
                )
            )
            for one in lists.all()
        ]

    def files(self) -> list[bytes]:
        """The files that came with the report, each opened and saved."""
        return [self._saved(entry) for entry in self.page.locator("#words .files li").all()]

    def _saved(self, entry: Locator) -> bytes:
        entry.get_by_role("button").click()
        with self.page.expect_download() as download:
            entry.locator("a[download]").click()
        return Path(download.value.path()).read_bytes()

    def letters(self) -> list[str]:
        """The texts of the conversation, from the first to the last."""
        return self.page.locator("#letters > li > p").all_text_contents()

    def answer(self, words: str, state: str = "", *files: Path, to: str = "") -> None:
        """Write one answer, which may say how the case stands, and see that it went.

        to: the unit that the state names.
        """
        before = self.page.locator("#letters > li").count()
        self.page.locator("#words-to-send").fill(words)
        self.page.locator("#state").select_option(state)
        if to:
            self.page.locator("#to").fill(to)
        for file in files:
            self.page.locator("#answer-evidence [data-pick]").last.set_input_files(file)
            expect(self.page.locator("#answer-evidence li")).to_contain_text(UPLOADED)
        self.page.locator("#send").click()
        expect(self.page.locator("#letters > li")).to_have_count(before + 1)
        expect(self.page.locator("#sent")).to_have_text(SENT)

    def save_original(self, folder: Path) -> Path:
        """Save the sealed file that the page offers."""
        with self.page.expect_download() as download:
            self.page.locator("a[download]").click()
        path = folder / download.value.suggested_filename
        download.value.save_as(path)
        return path

    def lock(self) -> None:
        """Lock by hand."""
        self.page.locator("#lock").click()
        expect(self.page.locator("#locked")).to_be_visible()
        expect(self.page.locator("#work")).to_be_empty()

    def unlock(self) -> None:
        """Unlock with the passphrase."""
        self.page.locator("#passphrase").fill(self.server.passphrase(self.name, self.office))
        self.page.locator("#locked form button").click()
        expect(self.page.locator("#work")).to_be_visible()

    def sign_out(self) -> None:
        """Sign out."""
        self.page.locator("#sign-out").click()
        self.page.wait_for_url(self.server.casework + "sign-in")
