"""Days as the public area knows them: a date in Asia/Shanghai, never a time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
DELIVERIES = {"now": 0, "2wk": 2, "4wk": 4, "8wk": 8}


def today() -> date:
    """Today's date in Asia/Shanghai."""
    return datetime.now(SHANGHAI).date()


def now() -> datetime:
    """This moment in UTC, for rows about inspectors only."""
    return datetime.now(UTC)


def day_of(moment: datetime) -> date:
    """The date of a moment in Asia/Shanghai; SQLite's moments come in UTC without saying so."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(SHANGHAI).date()


def delivery_day(deliver: str, today: date) -> date:
    """The day a report is handed to the office: today, or a Monday in 2, 4 or 8 weeks.

    A Monday, because a free date next to a discharge list would name the patient
    (anonymity.md, Time). Raises KeyError for a wish that is not in DELIVERIES.
    """
    weeks = DELIVERIES[deliver]
    if weeks == 0:
        return today
    later = today + timedelta(weeks=weeks)
    return later + timedelta(days=-later.weekday() % 7)
