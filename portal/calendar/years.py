"""Years that were imported, and what each process knows of them (docs/decisions/0022)."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any

from flask import Flask, has_request_context, request
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.calendar import IMPORTED, Calendar, read_year, shipped
from portal.calendar.models import CalendarYear
from portal.database import insert_once

LOOK_SECONDS = 300
"""After so long a process asks the database again."""
EVERY_METHOD: tuple[str, ...] = ()


class Known:
    """The calendar as one process knows it. Asked for, it looks again after five minutes.

    methods: those of requests that may look; none named is all. What is taken in is not kept
    waiting for a look: it is answered with what was known before.
    """

    def __init__(self, app: Flask, methods: Collection[str]) -> None:
        self.app, self.methods = app, methods
        self.notices: Mapping[int, Any] = {}
        self.calendar = shipped()
        self.look_at = 0.0

    def __call__(self) -> Calendar:
        """The calendar, as far as it is known."""
        if self._may_look() and time.monotonic() >= self.look_at:
            self.look_at = time.monotonic() + LOOK_SECONDS
            # Dates are still told where the database is what has failed.
            with suppress(SQLAlchemyError), Session(self.app.extensions["qingfeng.reading"]) as own:
                self.take(imported_years(own))
        return self.calendar

    def take(self, notices: Mapping[int, Any]) -> None:
        """Know these years from now on."""
        if notices != self.notices:
            self.notices, self.calendar = notices, calendar_with(notices)

    def look_anew(self) -> None:
        """Look at once when asked next: a year was just imported here."""
        self.look_at = 0.0

    def _may_look(self) -> bool:
        return not (self.methods and has_request_context()) or request.method in self.methods


def know_calendar(app: Flask, methods: Collection[str] = EVERY_METHOD) -> None:
    """Let an application count with imported years; `methods` as in `Known`."""
    app.extensions[IMPORTED] = Known(app, methods)


def calendar_of(session: Session) -> Calendar:
    """The days as far as they are announced, as the database has them at this moment."""
    return calendar_with(imported_years(session))


def calendar_with(notices: Mapping[int, Any]) -> Calendar:
    """The calendar of this release with these years' notices."""
    if not notices:
        return shipped()
    return shipped().with_years({year: read_year(year, one) for year, one in notices.items()})


def imported_years(session: Session) -> dict[int, Any]:
    """The notices that were imported, by year."""
    rows = session.execute(select(CalendarYear.year, CalendarYear.notice)).all()
    return {row.year: row.notice for row in rows}


def store_year(session: Session, year: int, notice: Mapping[str, Any]) -> None:
    """Keep a year's notice in the place of the one before. The caller commits.

    Who stores the same year at the same moment waits. Raises CalendarInvalid.
    """
    read_year(year, notice)
    insert_once(session, CalendarYear, year=year, notice=dict(notice))
    row = session.get_one(CalendarYear, year, with_for_update=True, populate_existing=True)
    row.notice = dict(notice)
    session.flush()
