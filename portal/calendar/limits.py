"""The limits that the public is told, in working days."""

from __future__ import annotations

from datetime import date

from portal.calendar import working_days_after

ACCEPT_DAYS = 15
"""Working days until a reporter is told whether a report is accepted (检举控告工作规则, named
reports; the same is promised to everybody here)."""


def acceptance(deliver_on: date) -> dict[str, str | bool]:
    """Until when a report delivered on a day is answered with 'accepted' or not (受理)."""
    due, provisional = working_days_after(deliver_on, ACCEPT_DAYS)
    return {"accept_by": due.isoformat(), "provisional": provisional}


def hand_in(today: date, days: int) -> dict[str, str | int | bool]:
    """Until when a thing received today is handed in, by a hospital's rule of so many days."""
    due, provisional = working_days_after(today, days)
    return {
        "bring_by": due.isoformat(),
        "bring_by_provisional": provisional,
        "hand_in_days": days,
    }
