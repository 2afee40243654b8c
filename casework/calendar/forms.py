"""Reading a year's days as somebody copies them from the notice, or from a file.

`2027-02-05`, `2/5`, `02-05`, `2月5日`, `2027年2月5日`, and spans of them: `2月5日至11日`.
What stands in brackets (the day of the week) is passed over, and the notice's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from flask_babel import lazy_gettext

from casework.administration.forms import Given
from portal.calendar import FIXED, SATURDAY

_ = lazy_gettext
FIRST_YEAR, LAST_YEAR = 2025, 2099
"""From 2025 on there are the statutory days that FIXED names."""
LONGEST = 4000
MOST_DAYS = 60
NOISE = re.compile(r"[（(][^（()）]*[)）]|放假|调休|补休|上班|共\d+天")
WORKING = "上班"
BETWEEN = re.compile(r"[\s,，、;；。和]+|and")
SPAN = re.compile(r"\s*(?:至|到|~|～|—|–|\bto\b)\s*")
DAY = re.compile(r"(?:(\d{4})\s*[-/年.]\s*)?(?:(\d{1,2})\s*[-/月.]\s*)?(\d{1,2})\s*[日号]?")
YEAR_WRONG = _("请填年份，2025 到 2099")
DAYS_WRONG = _("有不认识的日期。请写成 2027-02-05 或 2月5日，一行一个，连着的写 2月5日至11日")
WORKING_AMONG_OFF = _("写着“上班”的日子，请移到“周末上班的日子”一栏")
NONE_OFF = _("请填放假的日子")
OTHER_YEAR = _("有一天不在这一年里，请核对年份")
WORKED_WEEKDAY = _("上班的日子里有一天本来就要上班，请核对年份和日期")
BOTH = _("有一天既放假又上班，请核对")
FIXED_MISSING = _("元旦、劳动节、国庆节的法定假日没有写全，请核对年份，把全年的都填上")
TOO_MANY = _("日子太多了，请只填放假和调休上班的日子")
ADDRESS = re.compile(r"(https://[^\s]{1,180})?")
ADDRESS_WRONG = _("请填通知的网址，以 https:// 开头，也可以不填")


class DaysUnread(ValueError):
    """Something that is no day stands among them."""


class YearForm:
    """A year as it is to be imported. notice: as `china.json` has it, and what `read_year` takes.
    again: whoever sends it knows that the year is there and was announced anew."""

    def __init__(self) -> None:
        """Read the request. Raises FieldsWrong."""
        given = self.given = Given()
        self.year = given.whole("year", FIRST_YEAR, LAST_YEAR, YEAR_WRONG)
        address = given.matching("notice", ADDRESS, ADDRESS_WRONG)
        given.check()
        off, worked = self._days("off"), self._days("worked")
        self.again = "yes" in given.ticked("again")
        self._check(off, worked)
        given.check()
        self.notice = {"notice": address, "off": _written(off), "worked": _written(worked)}

    def _days(self, name: str) -> set[date]:
        text = self.given.words(name, LONGEST)
        if name == "off" and WORKING in text:
            self.given.wrong[name] = WORKING_AMONG_OFF
        try:
            days = set(read_days(self.year, text))
        except DaysUnread:
            self.given.wrong[name] = DAYS_WRONG
            return set()
        if any(day.year != self.year for day in days):
            self.given.wrong[name] = OTHER_YEAR
        if len(days) > MOST_DAYS:
            self.given.wrong[name] = TOO_MANY
        # The notice counts whole holidays; a weekend is off anyway.
        return {day for day in days if name == "worked" or day.weekday() < SATURDAY}

    def _check(self, off: set[date], worked: set[date]) -> None:
        wrong = self.given.wrong
        fixed = {date.fromisoformat(f"{self.year}-{day}") for day in FIXED}
        if not off:
            wrong.setdefault("off", NONE_OFF)
        if {day for day in fixed if day.weekday() < SATURDAY} - off:
            wrong.setdefault("off", FIXED_MISSING)
        if off & worked:
            wrong.setdefault("worked", BOTH)
        if any(day.weekday() < SATURDAY for day in worked):
            wrong.setdefault("worked", WORKED_WEEKDAY)


def read_days(year: int, text: str) -> Iterator[date]:
    """The days that a text names, each span day by day. Raises DaysUnread."""
    plain = SPAN.sub("~", NOISE.sub("", text))
    for part in filter(None, BETWEEN.split(plain)):
        ends = part.split("~")
        if len(ends) > 2:
            raise DaysUnread(part)
        first = _read(ends[0], date(year, 1, 1), whole=True)
        last = _read(ends[-1], first, whole=len(ends) == 1)
        if not 0 <= (last - first).days < MOST_DAYS:
            raise DaysUnread(part)
        yield from (first + timedelta(days=n) for n in range((last - first).days + 1))


def _read(text: str, before: date, *, whole: bool) -> date:
    """One day. before: whose year, and whose month where `whole` does not ask for it, is meant."""
    found = DAY.fullmatch(text.strip())
    if found is None or (whole and found[2] is None):
        raise DaysUnread(text)
    try:
        return date(int(found[1] or before.year), int(found[2] or before.month), int(found[3]))
    except ValueError:
        raise DaysUnread(text) from None


def _written(days: set[date]) -> list[str]:
    return [f"{day:%m-%d}" for day in sorted(days)]
