"""Counting a deadline, and where it stands on a day: pure functions.

The day from which it runs is not counted (民法典 art. 201). Months end on the day of the same
number, or at the month's end (art. 202). A last day on which offices rest moves to the next day on
which they work (art. 203): a weekend that is worked (调休) is no rest day.
"""

from __future__ import annotations

import calendar as months_of
from datetime import date, timedelta
from typing import NamedTuple

from casework.deadlines.kinds import DAYS, GIVEN, KINDS, MONTHS, WORKING_DAYS
from casework.lists.limits import Limits
from portal.calendar import Calendar, china

SOON = 3
"""Working days left from which on a deadline is yellow."""
GREEN, YELLOW, OVERDUE = "green", "yellow", "overdue"


class DayNeeded(Exception):
    """A deadline of this kind is until a day that somebody names."""


class Due(NamedTuple):
    """The last day. provisional: it may move, a year on the way is not announced yet (暂定).
    counted: of how many days or months."""

    due_on: date
    provisional: bool
    counted: int | None = None


class Standing(NamedTuple):
    """Where a deadline stands. colour: GREEN, YELLOW or OVERDUE. working_days: left until it, or,
    once it is overdue, gone since; then at least 1."""

    colour: str
    working_days: int


def due(kind: str, from_day: date, limits: Limits, calendar: Calendar | None = None) -> Due:
    """When something that began on a day is due. Raises DayNeeded."""
    rule = KINDS[kind]
    return count(rule.unit, from_day, rule.counts(limits), calendar)


def count(unit: str, from_day: date, length: int, calendar: Calendar | None = None) -> Due:
    """So many of a unit after a day. calendar: China's as this process knows it, if not given."""
    known = calendar or china()
    if unit == WORKING_DAYS:
        return Due(*known.after(from_day, length), length)
    if unit not in (DAYS, MONTHS):
        raise DayNeeded(GIVEN)
    last = from_day + timedelta(days=length) if unit == DAYS else _months_after(from_day, length)
    return Due(*known.from_day(last), length)


def standing(due_on: date, today: date, calendar: Calendar | None = None) -> Standing:
    """Where a deadline that is not met stands today."""
    known = calendar or china()
    if today > due_on:
        return Standing(OVERDUE, max(1, known.between(due_on, today)))
    left = known.between(today, due_on)
    return Standing(YELLOW if left <= SOON else GREEN, left)


def soon_until(today: date, calendar: Calendar | None = None) -> date:
    """The last due day that is yellow today: none after it has SOON working days left or fewer."""
    known = calendar or china()
    return known.after(today, SOON + 1)[0] - timedelta(days=1)


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = months_of.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
