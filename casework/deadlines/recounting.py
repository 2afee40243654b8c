"""Counting deadlines anew when a year's working days are announced, or announced otherwise."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from casework.audit.service import record
from casework.deadlines.counting import count
from casework.deadlines.kinds import KINDS
from casework.deadlines.models import Deadline
from portal.calendar import Calendar
from portal.calendar.years import calendar_of
from portal.offices.models import Office
from portal.scope import in_office


def recount(session: Session, year: int, *, now: datetime) -> int:
    """Count every open deadline anew that this year has to do with; tells how many are others now.

    One look and one batch for each office, and an entry in its chain where anything moved. What was
    given or extended to a day stays. The caller commits.
    """
    calendar = calendar_of(session)
    offices = session.scalars(select(Office.id).where(Office.epoch > 0).order_by(Office.id)).all()
    return sum(_recount_of(session, office, calendar, year, now) for office in offices)


def _recount_of(
    session: Session, office: uuid.UUID, calendar: Calendar, year: int, now: datetime
) -> int:
    with in_office(session, office):
        moved = [
            {"office_id": office, "id": one.id, "due_on": due_on, "provisional": provisional}
            for one in _counted_through(session, office, year)
            for due_on, provisional, _ in [
                count(KINDS[one.kind].unit, one.begun_on, one.counted or 0, calendar)
            ]
            if (due_on, provisional) != (one.due_on, one.provisional)
        ]
        if moved:
            session.execute(update(Deadline), moved)
            session.expire_all()
            record(session, office, "", "deadline_recount", str(year), now=now, due=len(moved))
    return len(moved)


def _counted_through(session: Session, office: uuid.UUID, year: int) -> list[Deadline]:
    return list(
        session.scalars(
            select(Deadline).where(
                Deadline.office_id == office,
                Deadline.met_on.is_(None),
                Deadline.counted.is_not(None),
                Deadline.due_on >= date(year, 1, 1),
                Deadline.begun_on <= date(year, 12, 31),
            )
        )
    )
