"""Working days in China: the State Council's days, and a provisional count beyond them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from portal.calendar import Calendar, CalendarInvalid, china, read_year, working_days_after

VECTORS = [  # domain.md, How days are counted: agreed on by two packages
    ("2026-02-10", 15, "2026-03-09"),
    ("2026-04-28", 15, "2026-05-21"),
    ("2026-09-18", 15, "2026-10-15"),
    ("2026-09-30", 15, "2026-10-27"),
    ("2026-02-10", 5, "2026-02-24"),
    ("2026-09-18", 5, "2026-09-24"),
]
WORKED_WEEKENDS = ("01-04", "02-14", "02-28", "05-09", "09-20", "10-10")


def day(text: str) -> date:
    return date.fromisoformat(text)


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize(("received", "count", "due"), VECTORS)
def test_the_day_of_receipt_is_not_counted(received: str, count: int, due: str) -> None:
    assert working_days_after(day(received), count) == (day(due), False)


def test_weekends_that_are_worked_in_2026_count() -> None:
    worked = [one for one in days_of(2026) if one.weekday() >= 5 and china().is_working_day(one)]
    assert worked == [day(f"2026-{text}") for text in WORKED_WEEKENDS]


def test_no_working_day_is_the_day_itself() -> None:
    assert working_days_after(day("2026-10-01"), 0) == (day("2026-10-01"), False)


def test_the_last_limit_within_the_published_years_is_certain() -> None:
    assert working_days_after(day("2026-12-10"), 15) == (day("2026-12-31"), False)


def test_a_limit_in_a_year_without_a_notice_is_provisional() -> None:
    due, provisional = working_days_after(day("2026-12-14"), 15)
    assert (due, provisional) == (day("2027-01-05"), True)


def test_statutory_days_are_free_before_there_is_a_notice() -> None:
    spring_festival = [day(f"2027-02-{n:02}") for n in range(5, 11)]
    assert not any(china().is_working_day(one) for one in spring_festival)
    assert china().is_working_day(day("2027-02-11"))


@pytest.mark.parametrize("year", [1999, 2024, 2051, 2400])
def test_no_year_is_beyond_it(year: int) -> None:
    due, provisional = working_days_after(date(year, 9, 30), 5)
    assert (due.year, provisional) == (year, True)
    assert not china().is_working_day(date(year, 10, 1))


def test_a_new_years_notice_makes_its_limits_certain() -> None:
    notice = {"notice": "test", "off": ["01-01", "02-08"], "worked": ["02-06"]}
    calendar = Calendar(china().published | {2027: read_year(2027, notice)}, china().statutory)
    assert calendar.after(day("2026-12-31"), 1) == (day("2027-01-04"), False)
    assert calendar.is_working_day(day("2027-02-06"))


@pytest.mark.parametrize(
    "notice",
    [
        {"off": ["01-02"], "worked": []},  # a Saturday is off anyway
        {"off": [], "worked": ["01-04"]},  # a Monday is worked anyway
        {"off": ["02-30"], "worked": []},
        {"off": ["01-01", "01-01"], "worked": []},
        {"off": "01-01", "worked": []},
        {"off": []},
    ],
)
def test_a_notice_that_cannot_be_right_is_refused(notice: dict[str, object]) -> None:
    with pytest.raises(CalendarInvalid):
        read_year(2027, {"notice": "test", **notice})
