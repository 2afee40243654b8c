"""What waits for a member today: new reports, deadlines, decisions, letters, tasks.

Every function gives only what stands in cases that the member may see (casework/cases/access.py),
and nothing at all to whom no leader has vouched for.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy import case as when
from sqlalchemy.orm import Session

from casework.cases.access import may_see
from casework.cases.models import Case, CaseGrant
from casework.deadlines.counting import soon_until
from casework.deadlines.models import Deadline
from casework.entries.history import PENDING, Beside, History, Written
from casework.entries.models import Entry
from casework.entries.rules import StepMissing, StepRefused, check_entry
from casework.entries.stages import DECIDERS
from casework.intake.limits import overdue_before
from casework.intake.service import delivered
from casework.members.models import Member
from casework.tasks.models import Task as Asked
from portal.calendar.years import calendar_of
from portal.mailboxes.models import ANSWER, MESSAGE, Mailbox, Message
from portal.reports.models import Report

MOST = 20
"""Rows that each part of the page shows; the numbers count all of them."""
NEW = 5
"""New reports on the page: the whole list is one click away."""
SAME_DAY = timedelta(days=7)
"""How long a letter of the day of our last answer is listed: letters bear a day and no time, so
which of the two came first is not known."""
BEARING = ("decision", "signature", "sheet", "team", "talk", "findings", "report")
"""Kinds of entries that say who may not decide: who signed, and who verified."""


class Reports(NamedTuple):
    """New reports, some of them the newest; total of them, and how many are overdue."""

    reports: Sequence[Report]
    total: int
    overdue: int


class Dues(NamedTuple):
    """Open deadlines, the most urgent first. overdue, soon: how many are overdue, or due within
    three working days, of all."""

    deadlines: Sequence[Deadline]
    overdue: int
    soon: int


class Request(NamedTuple):
    """What a colleague asks for. act: `decide` or `sign`; author: what they are called."""

    case_id: uuid.UUID
    id: uuid.UUID
    kind: str
    act: str
    asked_on: date
    author: str


class Heard(NamedTuple):
    """A case whose reporter wrote since the office's last letter, and on which day the last one."""

    case_id: uuid.UUID
    on: date


class Task(NamedTuple):
    """What another department has answered, with the day on which it was to (协办)."""

    case_id: uuid.UUID
    entry_id: uuid.UUID
    due: Deadline


def new_reports(session: Session, member: Member, today: date) -> Reports:
    """What came in and is no case yet, for who holds the office's keys."""
    if not member.is_keyholder:
        return Reports([], 0, 0)
    rules = delivered(member, today)
    late = func.count().filter(Report.deliver_on < overdue_before(today))
    total, overdue = session.execute(select(func.count(), late).where(*rules)).one()
    newest = Report.deliver_on.desc(), Report.id
    ids = session.scalars(select(Report.id).where(*rules).order_by(*newest).limit(NEW)).all()
    found = Report.office_id == member.office_id, Report.id.in_(ids)
    rows = session.scalars(select(Report).where(*found).order_by(*newest)).all() if ids else []
    return Reports(rows, total, overdue)


def due_soon(session: Session, member: Member, today: date) -> Dues:
    """What is due in the member's cases."""
    if not member.is_rostered:
        return Dues([], 0, 0)
    mine = (*_open(member), may_see(member, Deadline.case_id))
    soon = soon_until(today, calendar_of(session))
    overdue, near = session.execute(
        select(_count(Deadline.due_on < today), _count(Deadline.due_on >= today)).where(
            *mine, Deadline.due_on <= soon
        )
    ).one()
    first = Deadline.due_on, Deadline.id
    rows = session.scalars(select(Deadline).where(*mine).order_by(*first).limit(MOST)).all()
    return Dues(rows, overdue, near)


def requests_for(session: Session, member: Member) -> Sequence[Request]:
    """What waits for this member's decision or signature, the oldest first.

    Never what they asked for or signed themselves: `check_entry` refuses it here as it would when
    they wrote.
    """
    if not member.is_rostered:
        return []
    waiting = select(Entry.case_id).where(
        Entry.office_id == member.office_id,
        Entry.state == PENDING,
        may_see(member, Entry.case_id),
    )
    columns = Entry.case_id, Entry.id, Entry.kind, Entry.facts, Entry.state, Entry.recorded_at
    rows = session.execute(
        select(*columns, Member.name, Member.display_name, Case.stage)
        .join(Member, (Member.office_id == Entry.office_id) & (Member.id == Entry.author_id))
        .join(Case, (Case.office_id == Entry.office_id) & (Case.id == Entry.case_id))
        .where(
            Entry.office_id == member.office_id,
            Entry.case_id.in_(waiting),
            or_(Entry.state == PENDING, Entry.kind.in_(BEARING)),
        )
        .order_by(Entry.case_id, Entry.seq)
    ).all()
    cases: dict[uuid.UUID, list[Any]] = {}
    for row in rows:
        cases.setdefault(row.case_id, []).append(row)
    deciders = _deciders(session, member.office_id, cases)
    found = [one for id, of in cases.items() for one in _asked_of(member, of, deciders[id])]
    return sorted(found, key=lambda one: (one.asked_on, one.id))


def _deciders(
    session: Session, office_id: uuid.UUID, cases: Collection[uuid.UUID]
) -> Mapping[uuid.UUID, set[str]]:
    """Who may decide in each of these cases, by name."""
    found: dict[uuid.UUID, set[str]] = {id: set() for id in cases}
    granted = (CaseGrant.office_id == Member.office_id) & (CaseGrant.member_id == Member.id)
    rows = session.execute(
        select(CaseGrant.case_id, Member)
        .join(Member, granted)
        .where(CaseGrant.office_id == office_id, CaseGrant.case_id.in_(cases))
    )
    for id, member in rows:
        if member.is_rostered and {*DECIDERS} & {*member.roles}:
            found[id].add(member.name)
    return found


def _asked_of(member: Member, rows: Sequence[Any], deciders: Collection[str]) -> Iterator[Request]:
    written = [Written(str(row.id), row.kind, row.facts, row.name, row.state) for row in rows]
    history = History(written, Beside(stage=rows[0].stage, deciders=frozenset(deciders)))
    for row in rows:
        act = _act(history, member, str(row.id)) if row.state == PENDING else ""
        if act:
            asked_on = row.recorded_at.date()
            yield Request(row.case_id, row.id, row.kind, act, asked_on, row.display_name)


def _act(history: History, member: Member, id: str) -> str:
    """What the rules let this member do with what waits: decide, sign, or nothing.

    Whether it still fits is seen once the case is open: sent back it can be at any time.
    """
    steps: Mapping[str, tuple[str, dict[str, str]]] = {
        "decide": ("decision", {"on": id, "verdict": "returned"}),
        "sign": ("signature", {"on": id, "verdict": "returned"}),
    }
    for act, (kind, facts) in steps.items():
        try:
            check_entry(history, kind, facts, member.name, member.roles)
        except (StepRefused, StepMissing):
            continue
        return act
    return ""


def letters_for(session: Session, member: Member, today: date) -> tuple[Sequence[Heard], int]:
    """Cases whose reporter wrote after the office did, the newest letter first; and how many.

    A letter of the very day of our last answer counts for SAME_DAY. A mailbox that was deleted has
    nobody to answer, and counts no more.
    """
    if not member.is_rostered:
        return [], 0
    heard = func.max(when((Message.direction == MESSAGE, Message.sent_on)))
    said = func.max(when((Message.direction == ANSWER, Message.sent_on)))
    waiting = (
        select(Message.mailbox_id, heard.label("heard_on"))
        .where(Message.office_id == member.office_id)
        .group_by(Message.mailbox_id)
        .having(
            or_(said.is_(None), heard > said, (heard == said) & (heard > today - SAME_DAY)),
        )
        .subquery()
    )
    standing = (
        (Mailbox.office_id == member.office_id)
        & (Mailbox.id == waiting.c.mailbox_id)
        & Mailbox.deleted_on.is_(None)
    )
    rows = session.execute(
        select(Case.id, waiting.c.heard_on)
        .join(Mailbox, standing)
        .join(Case, (Case.office_id == Mailbox.office_id) & (Case.report_id == Mailbox.report_id))
        .where(
            waiting.c.heard_on.is_not(None),
            Case.split_from.is_(None),
            may_see(member, Case.id),
        )
        .order_by(waiting.c.heard_on.desc(), Case.id)
    ).all()
    return [Heard(*row) for row in rows[:MOST]], len(rows)


def tasks_for(session: Session, member: Member) -> Sequence[Task]:
    """What other departments have answered in the member's cases, and nobody has taken over yet."""
    if not member.is_rostered:
        return []
    asked = (Asked.office_id == Deadline.office_id) & (Asked.entry_id == Deadline.entry_id)
    rows = session.execute(
        select(Deadline, Asked.entry_id)
        .join(Asked, asked)
        .where(
            *_open(member),
            Deadline.kind == "task",
            may_see(member, Deadline.case_id),
            Asked.answer.is_not(None),
        )
        .order_by(Deadline.due_on, Deadline.id)
        .limit(MOST)
    )
    return [Task(due.case_id, id, due) for due, id in rows]


def _open(member: Member) -> tuple[ColumnElement[bool], ...]:
    return Deadline.office_id == member.office_id, Deadline.met_on.is_(None)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(when((condition, 1), else_=0)), 0)
