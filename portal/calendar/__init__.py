"""Working days in China (工作日): weekends, days off, and weekends that are worked (调休).

The State Council announces each year's days in the November before. `china.json` holds the years
announced so far, and an administrator imports later ones (years.py); for any other a count rests on
weekends and the statutory days alone and says so: it is provisional (暂定). docs/decisions/0013 and
0022 have the reasons.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from flask import current_app, has_app_context

SATURDAY = 5
FIXED = ("01-01", "05-01", "05-02", "10-01", "10-02", "10-03")
"""Statutory days that do not move with the moon (全国年节及纪念日放假办法, art. 2)."""
IMPORTED = "qingfeng.calendar"
"""Where an application keeps what it knows of imported years (years.py)."""


class CalendarInvalid(Exception):
    """A year's days cannot be right; the message says which."""


@dataclass(frozen=True)
class Year:
    """One year as announced: weekdays that are off, weekend days that are worked."""

    off: frozenset[date]
    worked: frozenset[date]


@dataclass(frozen=True, eq=False)  # told apart as objects: counts are remembered by them
class Calendar:
    """Announced years, and for years to come the weekdays that the statutory days take."""

    published: Mapping[int, Year]
    statutory: Mapping[int, frozenset[date]]

    def is_working_day(self, day: date) -> bool:
        """Whether offices work on a day, as far as is known."""
        year = self.published.get(day.year)
        if year is None:
            return day.weekday() < SATURDAY and day not in self._statutory(day.year)
        return day not in year.off if day.weekday() < SATURDAY else day in year.worked

    def after(self, day: date, count: int) -> tuple[date, bool]:
        """The last of so many working days after a day, which itself is not counted.

        The second value is true if the count went through a year that is not announced yet.
        """
        provisional = False
        while count > 0:
            day += timedelta(days=1)
            provisional = provisional or day.year not in self.published
            count -= self.is_working_day(day)
        return day, provisional

    def from_day(self, day: date) -> tuple[date, bool]:
        """A day itself if offices work on it, else the next one on which they do.

        The second value is true if a day that was looked at lies in a year not announced yet.
        """
        provisional = day.year not in self.published
        while not self.is_working_day(day):
            day += timedelta(days=1)
            provisional = provisional or day.year not in self.published
        return day, provisional

    def between(self, day: date, until: date) -> int:
        """How many working days come after a day, up to another and with it; 0 if none does."""
        days = range(1, (until - day).days + 1)
        return sum(self.is_working_day(day + timedelta(days=n)) for n in days)

    def with_years(self, years: Mapping[int, Year]) -> Calendar:
        """The same with further years, or with these in the place of those of before."""
        return Calendar({**self.published, **years}, self.statutory)

    def _statutory(self, year: int) -> frozenset[date]:
        return self.statutory.get(year) or _days(year, FIXED)


def working_days_after(day: date, count: int) -> tuple[date, bool]:
    """As `Calendar.after`, in China: `(date, provisional)`."""
    return _counted(china(), day, count)


@lru_cache(maxsize=256)  # every report asks, and there are few days to ask about
def _counted(calendar: Calendar, day: date, count: int) -> tuple[date, bool]:
    return calendar.after(day, count)


def china() -> Calendar:
    """The days as far as they are announced, as this process knows it."""
    known = current_app.extensions.get(IMPORTED) if has_app_context() else None
    calendar: Calendar = known() if known else shipped()
    return calendar


@cache
def shipped() -> Calendar:
    """The days as far as they were announced when this version was made."""
    known = json.loads(Path(__file__).with_name("china.json").read_text(encoding="utf-8"))
    return Calendar(
        {int(year): read_year(int(year), notice) for year, notice in known["published"].items()},
        {int(year): _days(int(year), days) for year, days in known["statutory"].items()},
    )


def read_year(year: int, notice: Mapping[str, Any]) -> Year:
    """Read one year's `off` and `worked`, lists of `MM-DD`. Raises CalendarInvalid."""
    off, worked = (_listed(year, notice.get(name)) for name in ("off", "worked"))
    for day in (*off, *worked):
        if (day.weekday() < SATURDAY) != (day in off):
            raise CalendarInvalid(f"{day} changes nothing")
    return Year(off, worked)


def _listed(year: int, listed: object) -> frozenset[date]:
    if not isinstance(listed, list):
        raise CalendarInvalid(f"{year}: not a list of days")
    days = _days(year, listed)
    if len(days) != len(listed):
        raise CalendarInvalid(f"{year}: a day stands twice")
    return days


def _days(year: int, listed: Iterable[Any]) -> frozenset[date]:
    try:
        return frozenset(date.fromisoformat(f"{year:04}-{day}") for day in listed)
    except (TypeError, ValueError):
        raise CalendarInvalid(f"{year}: {listed} are not all days as MM-DD") from None
