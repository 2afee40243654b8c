"""Dates as statements write them (`YYYY-MM-DD`), counted in days.

Small enough to stand here, so that this package needs no clock and no calendar of its own.
"""

import re

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAYS_BEFORE_MONTH = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365)


class DateInvalid(ValueError):
    """The text is not a date of the Gregorian calendar in the form YYYY-MM-DD."""


def day_number(date: str) -> int:
    """Return the number of a day; the next day has the next number. Raises DateInvalid."""
    match = _DATE.fullmatch(date)
    year, month, day = (int(part) for part in match.groups()) if match else (0, 0, 0)
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    if year < 1 or not 1 <= month <= 12:
        raise DateInvalid(f"{date!r} is not a date")
    length = _DAYS_BEFORE_MONTH[month] - _DAYS_BEFORE_MONTH[month - 1] + (leap and month == 2)
    if not 1 <= day <= length:
        raise DateInvalid(f"{date!r} is not a date")
    before = year - 1
    years = before * 365 + before // 4 - before // 100 + before // 400
    return years + _DAYS_BEFORE_MONTH[month - 1] + (leap and month > 2) + day
