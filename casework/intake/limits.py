"""Until when a new report is answered or passed up, and how much of that is left."""

from __future__ import annotations

from datetime import date, timedelta

from portal.calendar import china, working_days_after
from portal.calendar.limits import ACCEPT_DAYS, acceptance

PASS_UP_DAYS = 5
"""Working days in which what belongs to the superior authority is passed up (检举控告工作规则 art.
15)."""


def due(delivered: date, today: date) -> dict[str, str | bool | int]:
    """By when the reporter is told whether it is accepted, and by when it would be passed up.

    left, up_left: working days until then; below zero, those since. provisional: one of the days
    rests on a year that is not announced yet (暂定).
    """
    accept = acceptance(delivered)
    up, provisional = working_days_after(delivered, PASS_UP_DAYS)
    accept_by = date.fromisoformat(str(accept["accept_by"]))
    return {
        **accept,
        "provisional": bool(accept["provisional"]) or provisional,
        "left": working_days_left(today, accept_by),
        "pass_up_by": up.isoformat(),
        "up_left": working_days_left(today, up),
    }


def working_days_left(today: date, due: date) -> int:
    """Working days after today up to a day, that one included; below zero where it is over."""
    if due < today:
        return -working_days_left(due, today)
    days = (today + timedelta(days=n) for n in range(1, (due - today).days + 1))
    return sum(map(china().is_working_day, days))


def overdue_before(today: date) -> date:
    """What was delivered before this day should have been answered before today."""
    day = today - timedelta(days=ACCEPT_DAYS)
    while working_days_after(day, ACCEPT_DAYS)[0] >= today:
        day -= timedelta(days=1)
    return day + timedelta(days=1)
