"""Importing a year's working days, for the whole installation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from casework.audit.service import record
from casework.calendar.forms import YearForm
from casework.deadlines.recounting import recount
from portal.calendar import Year, read_year, shipped
from portal.calendar.years import calendar_of, imported_years, store_year
from portal.offices.models import Office


class NotYourCalendar(Exception):
    """The calendar is the whole installation's: only an office at the top sets it."""


class YearKnown(Exception):
    """The year's days are known and other ones: it must be said that they were announced anew."""


@dataclass(frozen=True)
class Taken:
    """What was imported. news: it was not known so before. moved: deadlines that are others now."""

    days: Year
    news: bool
    moved: int

    @property
    def counts(self) -> dict[str, int]:
        """For the audit chain."""
        return {"off": len(self.days.off), "worked": len(self.days.worked)}


def may_import(office: Office) -> bool:
    """Whether an office's administrator imports years: nobody stands above it."""
    return office.authority_id is None


def known_year(session: Session, year: int) -> Year | None:
    """A year's days as they are known, imported or of this release."""
    notice = imported_years(session).get(year)
    return read_year(year, notice) if notice else shipped().published.get(year)


def import_year(
    session: Session, office: Office, form: YearForm, *, by: str, now: datetime
) -> Taken:
    """Import a year, by an administrator of an office. The caller commits.

    Raises NotYourCalendar, YearKnown.
    """
    if not may_import(office):
        raise NotYourCalendar
    taken = take_year(session, form.year, form.notice, again=form.again, now=now)
    if taken.news:
        record(session, office.id, by, "calendar_import", str(form.year), now=now, **taken.counts)
    return taken


def take_year(
    session: Session, year: int, notice: Mapping[str, Any], *, again: bool, now: datetime
) -> Taken:
    """Keep a year's days and count every open deadline anew. The caller records and commits.

    again: the year was announced anew. Raises YearKnown, CalendarInvalid.
    """
    days, known = read_year(year, notice), known_year(session, year)
    if known is not None and known != days and not again:
        raise YearKnown
    store_year(session, year, notice)
    return Taken(days, known != days, recount(session, year, now=now))


def changes(
    session: Session, year: int, notice: Mapping[str, Any]
) -> tuple[list[date], list[date]]:
    """Days that were taken for working days and are off by a notice, and the other way round."""
    before = calendar_of(session)
    after = before.with_years({year: read_year(year, notice)})
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]
    moved = [day for day in days if before.is_working_day(day) != after.is_working_day(day)]
    return (
        [day for day in moved if not after.is_working_day(day)],
        [day for day in moved if after.is_working_day(day)],
    )
