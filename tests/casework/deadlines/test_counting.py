"""How deadlines are counted: the given dates, the rules of 民法典 201–203, and where one stands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.deadlines.counting import (
    GREEN,
    OVERDUE,
    YELLOW,
    DayNeeded,
    Due,
    count,
    due,
    soon_until,
    standing,
)
from casework.deadlines.kinds import DAYS, KINDS, MONTHS, WORKING_DAYS
from casework.lists.limits import Limits
from portal.calendar import shipped
from tests.casework.deadlines.conftest import day

COUNTED = [name for name, kind in KINDS.items() if not kind.is_given]
ANY_DAY = st.dates(date(2024, 1, 1), date(2051, 12, 31))
ANNOUNCED = st.dates(date(2025, 1, 1), date(2026, 6, 1))
LIMITS = Limits()


@pytest.mark.parametrize(
    ("kind", "from_day", "due_on"),
    [  # domain.md, How days are counted
        ("reply", "2026-02-10", "2026-03-09"),
        ("reply", "2026-04-28", "2026-05-21"),
        ("answer", "2026-09-18", "2026-10-15"),
        ("answer", "2026-09-30", "2026-10-27"),
        ("pass_up", "2026-02-10", "2026-02-24"),
        ("pass_up", "2026-09-18", "2026-09-24"),
    ],
)
def test_the_given_dates_hold(kind: str, from_day: str, due_on: str) -> None:
    assert due(kind, day(from_day), LIMITS)[:2] == (day(due_on), False)


def test_what_needs_a_year_without_a_notice_is_provisional_and_fails_nowhere() -> None:
    assert due("reply", day("2026-12-14"), LIMITS) == Due(day("2027-01-05"), True, 15)


@pytest.mark.parametrize(
    ("from_day", "due_on"),
    [
        ("2026-03-16", "2026-04-16"),  # the day of the same number
        ("2026-01-31", "2026-02-28"),  # there is none: the month's end, a Saturday that is worked
        ("2025-05-31", "2025-06-30"),
        ("2026-03-11", "2026-04-13"),  # a Saturday: the Monday after
        ("2026-09-05", "2026-10-08"),  # 5 October, in the holidays: the first day after them
        ("2026-08-20", "2026-09-20"),  # a Sunday that is worked is no rest day
        ("2026-11-30", "2026-12-30"),
    ],
)
def test_a_month_ends_as_the_civil_code_says(from_day: str, due_on: str) -> None:
    assert due("disposal", day(from_day), LIMITS)[:2] == (day(due_on), False)


def test_days_are_calendar_days_and_the_last_is_one_of_work() -> None:
    assert due("verification", day("2026-03-02"), LIMITS).due_on == day("2026-05-06")  # from 1 May
    assert due("first_reply", day("2026-03-02"), LIMITS).due_on == day("2026-03-09")
    assert due("retaliation_180", day("2026-03-02"), LIMITS).due_on == day("2026-08-31")


def test_an_offices_own_limits_are_counted_with() -> None:
    own = Limits(verification_days=30, review_months=2)
    assert due("verification", day("2026-03-02"), own).due_on == day("2026-04-01")
    assert due("review", day("2026-03-02"), own) == Due(day("2026-05-06"), False, 2)


@pytest.mark.parametrize("kind", ["task", "transfer_result", "supervision"])
def test_what_a_letter_sets_is_not_counted(kind: str) -> None:
    with pytest.raises(DayNeeded):
        due(kind, day("2026-03-02"), LIMITS)


@given(st.sampled_from(COUNTED), ANY_DAY)
def test_no_deadline_ends_on_a_day_of_rest_or_before_it_began(kind: str, from_day: date) -> None:
    found = due(kind, from_day, LIMITS)
    assert found.due_on > from_day
    assert shipped().is_working_day(found.due_on)


@given(st.sampled_from((WORKING_DAYS, DAYS, MONTHS)), ANY_DAY, st.integers(1, 12))
def test_who_begins_later_is_due_no_earlier(unit: str, from_day: date, length: int) -> None:
    later = count(unit, from_day + timedelta(days=1), length)
    assert count(unit, from_day, length).due_on <= later.due_on


@given(ANY_DAY, st.integers(1, 40))
def test_so_many_working_days_lie_between_as_were_counted(from_day: date, length: int) -> None:
    last = count(WORKING_DAYS, from_day, length).due_on
    assert shipped().between(from_day, last) == length


@given(ANY_DAY, st.integers(1, 12))
def test_a_month_never_ends_before_its_own_last_days(from_day: date, length: int) -> None:
    found = count(MONTHS, from_day, length).due_on
    months = (found.year - from_day.year) * 12 + found.month - from_day.month
    assert months in (length, length + 1)  # the next, where the month ends with days of rest
    assert months == length + 1 or found.day >= min(from_day.day, 28)


@given(st.sampled_from(COUNTED), ANNOUNCED)
def test_within_announced_years_nothing_is_provisional(kind: str, from_day: date) -> None:
    found = due(kind, from_day, LIMITS)
    assert found.provisional is (found.due_on.year > 2026)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        ("2026-09-14", (GREEN, 4)),
        ("2026-09-15", (YELLOW, 3)),
        ("2026-09-18", (YELLOW, 0)),
        ("2026-09-19", (OVERDUE, 1)),  # a Saturday: late, though no working day has gone
        ("2026-09-20", (OVERDUE, 1)),  # a Sunday that is worked
        ("2026-09-21", (OVERDUE, 2)),
        ("2026-10-08", (OVERDUE, 9)),
    ],
)
def test_where_a_deadline_stands(today: str, expected: tuple[str, int]) -> None:
    assert standing(day("2026-09-18"), day(today)) == expected


@given(ANY_DAY, st.integers(0, 40))
def test_all_that_is_yellow_is_due_by_the_same_day(today: date, ahead: int) -> None:
    due_on = today + timedelta(days=ahead)
    assert (standing(due_on, today).colour == YELLOW) == (due_on <= soon_until(today))
