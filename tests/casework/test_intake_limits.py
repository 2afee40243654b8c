"""Until when a new report is answered or passed up, in working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.intake.limits import due, overdue_before, working_days_left
from portal.calendar import working_days_after

DAYS = st.dates(date(2025, 1, 1), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("delivered", "accept_by", "pass_up_by"),
    [
        (date(2026, 2, 10), "2026-03-09", "2026-02-24"),
        (date(2026, 9, 18), "2026-10-15", "2026-09-24"),
    ],
)
def test_the_given_dates_hold(delivered: date, accept_by: str, pass_up_by: str) -> None:
    told = due(delivered, delivered)
    assert (told["accept_by"], told["pass_up_by"], told["provisional"]) == (
        accept_by,
        pass_up_by,
        False,
    )
    assert (told["left"], told["up_left"]) == (15, 5)


def test_a_day_that_is_over_counts_backwards() -> None:
    assert due(date(2026, 2, 10), date(2026, 3, 10))["left"] == -1
    assert due(date(2026, 2, 10), date(2026, 3, 9))["left"] == 0


@given(DAYS, st.integers(1, 40))
def test_what_is_left_is_what_was_counted(day: date, count: int) -> None:
    assert working_days_left(day, working_days_after(day, count)[0]) == count


@given(DAYS)
def test_overdue_is_what_was_delivered_before_one_day(today: date) -> None:
    day = overdue_before(today)
    assert int(due(day, today)["left"]) >= 0
    before = due(day - timedelta(days=1), today)
    assert str(before["accept_by"]) < today.isoformat()
