"""What can be done with the deadlines of cases: begin, meet, extend, drop and list them.

Whoever calls has found the case for the member and commits; nothing here asks who may.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy import case as when
from sqlalchemy.orm import Session

from casework.cases.access import granted_to
from casework.cases.models import Case
from casework.deadlines.counting import DayNeeded, Due, due, soon_until
from casework.deadlines.kinds import KINDS, ONE_AFTER_THE_OTHER
from casework.deadlines.models import Deadline
from casework.lists.service import limits_of
from casework.members.models import Member
from portal.calendar.years import calendar_of

MOST_LISTED = 200
"""Deadlines on 'today': more than anybody works through in one."""
FURTHEST_DAYS = 3660
"""How far from its beginning a day may be given: ten years; further is a slip of the hand."""


class DayRefused(Exception):
    """A day is given that cannot be meant, or where the deadline's day is always counted."""


class NothingOpen(Exception):
    """The case has no open deadline of this kind."""


class LimitFixed(Exception):
    """A rule sets this limit: nobody extends it."""


class ExtensionRefused(Exception):
    """A limit is extended to a later day, and by the office's extension_days at most."""

    def __init__(self, latest: date) -> None:
        super().__init__(latest.isoformat())
        self.latest = latest


class DueList(NamedTuple):
    """Open deadlines of the cases that a member may see, the most urgent first, MOST_LISTED at
    most. overdue, soon: how many of all are overdue, or due within three working days."""

    deadlines: Sequence[tuple[Deadline, Case]]
    overdue: int
    soon: int
    total: int


def begin(
    session: Session,
    case: Case,
    kind: str,
    on: date,
    *,
    entry_id: uuid.UUID | None = None,
    due_on: date | None = None,
) -> Deadline:
    """Let a deadline run from a day.

    due_on: the day that was named, where the kind takes one. Begun again while it runs, a deadline
    stays what it is: a `single` kind for the case, any other for the entry. Raises DayNeeded,
    DayRefused.
    """
    if running := _running(session, case, kind, entry_id):
        return running
    on_day = _due(session, case, kind, on, due_on)
    begun = Deadline(
        office_id=case.office_id,
        case_id=case.id,
        kind=kind,
        entry_id=entry_id,
        begun_on=on,
        due_on=on_day.due_on,
        counted=on_day.counted,
        provisional=on_day.provisional,
    )
    session.add(begun)
    session.flush()
    return begun


def meet(
    session: Session, case: Case, kind: str, on: date, *, entry_id: uuid.UUID | None = None
) -> Sequence[Deadline]:
    """What a deadline asked for was done on a day; gives those that are met by it, perhaps none.

    entry_id: of several, only that which this entry began. `retaliation` meets the earliest of its
    three.
    """
    running = session.scalars(_open(case, kind, entry_id).order_by(Deadline.due_on)).all()
    met = running[:1] if kind in ONE_AFTER_THE_OTHER else running
    for one in met:
        one.met_on = on
    session.flush()
    return met


def extend(
    session: Session,
    case: Case,
    kind: str,
    until: date,
    *,
    entry_id: uuid.UUID | None = None,
) -> Deadline:
    """Let the earliest open deadline of a kind run until a later day, as was decided.

    Raises LimitFixed, NothingOpen, ExtensionRefused.
    """
    one = extensible(session, case, kind, until, entry_id=entry_id)
    one.due_on, one.counted, one.provisional = until, None, False
    session.flush()
    return one


def extensible(
    session: Session,
    case: Case,
    kind: str,
    until: date,
    *,
    entry_id: uuid.UUID | None = None,
) -> Deadline:
    """The earliest open deadline of a kind, locked, if it may run until then.

    Raises what `extend` raises.
    """
    if kind not in KINDS:
        raise NothingOpen
    if KINDS[kind].fixed:
        raise LimitFixed
    open_ones = _open(case, kind, entry_id).order_by(Deadline.due_on, Deadline.id).limit(1)
    one = session.scalar(open_ones.with_for_update())
    if one is None:
        raise NothingOpen
    longest = limits_of(session, case.office_id).extension_days
    given = KINDS[kind].is_given
    latest = one.due_on + timedelta(days=FURTHEST_DAYS if given else longest)
    if not one.due_on < until <= latest:
        raise ExtensionRefused(latest)
    return one


def drop(session: Session, case: Case, *kinds: str) -> None:
    """Open deadlines of these kinds do not hold any more: the case went up, or into another."""
    mine = Deadline.office_id == case.office_id, Deadline.case_id == case.id
    open_ones = delete(Deadline).where(*mine, Deadline.met_on.is_(None), Deadline.kind.in_(kinds))
    session.execute(open_ones)


def open_deadlines(session: Session, case: Case) -> Sequence[Deadline]:
    """What a case still owes, the most urgent first."""
    mine = Deadline.office_id == case.office_id, Deadline.case_id == case.id
    open_ones = select(Deadline).where(*mine, Deadline.met_on.is_(None))
    return session.scalars(open_ones.order_by(Deadline.due_on, Deadline.id)).all()


def due_for(session: Session, member: Member, today: date) -> DueList:
    """What the cases that a member may see still owe."""
    if not member.is_rostered:
        return DueList([], 0, 0, 0)
    soon = soon_until(today, calendar_of(session))
    overdue, near, total = session.execute(
        due_to(member).with_only_columns(
            _count(Deadline.due_on < today),
            _count(Deadline.due_on.between(today, soon)),
            func.count(),
        )
    ).one()
    # Sorted by id alone: the sealed words of every case are not carried along.
    first = due_to(member).with_only_columns(Deadline.id).order_by(Deadline.due_on, Deadline.id)
    ids = session.scalars(first.limit(MOST_LISTED)).all()
    rows = session.execute(
        select(Deadline, Case)
        .join(Case, (Case.office_id == Deadline.office_id) & (Case.id == Deadline.case_id))
        .where(Deadline.office_id == member.office_id, Deadline.id.in_(ids))
        .order_by(Deadline.due_on, Deadline.id)
    ).all()
    return DueList([(one, of) for one, of in rows], overdue, near, total)


def due_to(member: Member) -> Select[Deadline]:
    """Open deadlines of the cases that a member may see (casework.cases.access)."""
    mine = granted_to(member).with_only_columns(Case.id)
    return select(Deadline).where(
        Deadline.office_id == member.office_id,
        Deadline.met_on.is_(None),
        Deadline.case_id.in_(mine),
    )


def _running(session: Session, of: Case, kind: str, entry_id: uuid.UUID | None) -> Deadline | None:
    if entry_id is None and not KINDS[kind].single:
        return None
    return session.scalar(_open(of, kind, entry_id).order_by(Deadline.due_on).limit(1))


def _due(session: Session, of: Case, kind: str, on: date, due_on: date | None) -> Due:
    rule = KINDS[kind]
    if due_on is None and not rule.is_given:
        return due(kind, on, limits_of(session, of.office_id), calendar_of(session))
    if due_on is None:
        raise DayNeeded(kind)
    if not (rule.is_given or rule.may_name) or abs((due_on - on).days) > FURTHEST_DAYS:
        raise DayRefused
    return Due(due_on, False)


def _open(of: Case, kind: str, entry_id: uuid.UUID | None) -> Select[Deadline]:
    kinds = ONE_AFTER_THE_OTHER.get(kind, (kind,))
    alone = entry_id is None or KINDS[kinds[0]].single
    begun_by = [] if alone else [Deadline.entry_id == entry_id]
    return select(Deadline).where(
        Deadline.office_id == of.office_id,
        Deadline.case_id == of.id,
        Deadline.kind.in_(kinds),
        Deadline.met_on.is_(None),
        *begun_by,
    )


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(when((condition, 1), else_=0)), 0)
