"""Reading the forms of the administration pages: named fields, each told apart where it is wrong.

They hold nothing that is sealed, so they come as they were typed: a JSON object of texts, and of
lists of texts where boxes are ticked.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from flask_babel import LazyString, lazy_gettext

from casework.forms import given_json
from portal.reports.forms import FormInvalid

_ = lazy_gettext
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Neither seen nor meant; tabs and line breaks are."""
DAY = re.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2}")
EMPTY = _("请填这一项")
TOO_LONG = _("太长了，请缩短")
NO_DAY = _("请填日期，例如 2026-11-22")


class FieldsWrong(FormInvalid):
    """Fields to look at again; `told` says for each what to do."""

    def __init__(self, told: dict[str, LazyString]) -> None:
        super().__init__(sorted(told))
        self.told = told


class Given:
    """The fields of this request; `check` raises for all that were wrong at once."""

    def __init__(self) -> None:
        given = given_json()
        self.fields = given if isinstance(given, dict) else {}
        self.wrong: dict[str, LazyString] = {}

    def check(self) -> None:
        """Raises FieldsWrong if anything was."""
        if self.wrong:
            raise FieldsWrong(self.wrong)

    def words(self, name: str, most: int, *, needed: bool = False) -> str:
        """A text of several lines."""
        given = self.fields.get(name, "")
        plain = str(given).replace("\r\n", "\n") if isinstance(given, str) else ""
        text = unicodedata.normalize("NFC", CONTROL.sub("", plain)).strip()
        if needed and not text:
            self.wrong[name] = EMPTY
        if len(text) > most:
            self.wrong[name] = TOO_LONG
        return text

    def line(self, name: str, most: int = 80, *, needed: bool = False) -> str:
        """A text of one line."""
        return " ".join(self.words(name, most, needed=needed).split())

    def lines(self, name: str, most: int, longest: int) -> list[str]:
        """Texts of one line each, none twice, in their order."""
        found = [" ".join(line.split()) for line in self.words(name, most * longest).split("\n")]
        listed = list(dict.fromkeys(line for line in found if line))
        if len(listed) > most or any(len(line) > longest for line in listed):
            self.wrong[name] = TOO_LONG
        return listed

    def matching(self, name: str, pattern: re.Pattern[str], wrong: LazyString) -> str:
        """A text of one line that must be made like this."""
        text = self.line(name)
        if not pattern.fullmatch(text):
            self.wrong[name] = wrong
        return text

    def one_of(self, name: str, allowed: tuple[str, ...]) -> str:
        """One of these; what a form offers, so anything else was not typed on it."""
        given = self.fields.get(name)
        if given not in allowed:
            raise FormInvalid([name])
        return str(given)

    def whole(self, name: str, least: int, most: int, wrong: LazyString) -> int:
        """A whole number."""
        text = self.line(name)
        if not re.fullmatch(r"[0-9]{1,4}", text) or not least <= int(text) <= most:
            self.wrong[name] = wrong
            return least
        return int(text)

    def day(self, name: str, *, needed: bool = False) -> date | None:
        """A date; none where it is empty and need not be given."""
        text = self.line(name, needed=needed)
        if not text:
            return None
        try:
            if not DAY.fullmatch(text):
                raise ValueError(text)
            return date.fromisoformat(text)
        except ValueError:
            self.wrong[name] = NO_DAY
            return None

    def ticked(self, name: str) -> list[str]:
        """The boxes of this name that are ticked."""
        given = self.fields.get(name, [])
        if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
            raise FormInvalid([name])
        return given
