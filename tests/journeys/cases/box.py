"""What the reporter reads behind the receipt code, compared with all that it should be."""

from __future__ import annotations

from playwright.sync_api import expect

from portal.days import today
from tests.journeys.cases.typed import MARK, Typed
from tests.journeys.reporter import PhoneReporter

STAFF = ("周书记", "张登记", "李承办")


class Box:
    """The mailbox of one report, on the phone it was written on.

    events: what it should list so far, oldest first; letters: those it should show, newest first.
    """

    def __init__(self, reporter: PhoneReporter, typed: Typed, who: str) -> None:
        self.reporter = reporter
        self.typed = typed
        self.who = who
        self.events = ["送到"]
        self.letters: list[str] = []
        self.told_others: set[str] = set()

    def shows(self, now: str, *, owed: bool) -> None:
        """Open it and see how the case stands, what happened and when, the letters; no more.

        owed: whether it still says by when the office decides whether it accepts.
        """
        page = self.reporter.page
        self.reporter.read_box(self.reporter.code)
        expect(page.locator("#now")).to_have_text(now)
        expect(page.locator("#distrust")).to_be_hidden()
        expect(page.locator("#to-write")).to_be_visible()
        done = page.locator("#dates li:not(.due)")
        assert done.locator("span:last-child").all_text_contents() == self.events
        day = f"{today().year}年{today().month}月{today().day}日"
        assert set(done.locator("span:first-child").all_text_contents()) == {day}
        due = page.locator("#dates li.due").all_text_contents()
        assert [words.endswith("前告诉您是否受理") for words in due] == [True] * owed, due
        expect(page.locator("#next")).not_to_contain_text("过期")
        assert page.locator("#letters .letter").all_text_contents() == self.letters
        self._shows_no_more(page.locator("main").text_content() or "")

    def _shows_no_more(self, text: str) -> None:
        said = [*self.letters, *self.told_others]
        mine = self.typed.words[self.who]
        others = {one for one in self.typed.all - mine if not any(one in told for told in said)}
        assert [one for one in (*others, *STAFF) if one in text] == []
        for one in sorted(said, key=len, reverse=True):
            text = text.replace(one, "")
        assert MARK not in text

    def hears(self, event: str, letter: str = "", elsewhere: str = "") -> None:
        """From now on it lists one thing more. elsewhere: the unit that is named in it."""
        # All on one day: what the office did stands in its order, before what the reporter wrote.
        at = next((n for n, one in enumerate(self.events) if one.startswith("您又写了")), None)
        self.events.insert(len(self.events) if at is None else at, event)
        self.letters = [*([letter] if letter else []), *self.letters]
        self.told_others |= {elsewhere} - {""}

    def wrote(self, times: int) -> None:
        """The reporter has written so many times."""
        self.events = [one for one in self.events if not one.startswith("您又写了")]
        self.events.append(f"您又写了 {times} 次")
