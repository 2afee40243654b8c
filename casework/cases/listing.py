"""The list of a member's cases: filtered and sorted by what the server may know of them.

Titles, names and words are sealed; what is asked for here are codes and days alone.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, Self

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from casework.cases.access import Granted, granted_to, may_see
from casework.cases.models import Case
from casework.deadlines.counting import soon_until
from casework.deadlines.models import Deadline
from casework.entries.stages import BESIDES, OPEN, STAGES
from casework.members.models import Member
from portal.reports.forms import FormInvalid
from portal.reports.models import Report

PAGE = 50
SORTS = ("", "due", "number")
"""The newest registration first; what is due first, and only what has a deadline; the newest 线字
first, what is no lead last."""
WHOLE = "open"
"""Instead of a stage: every one in which somebody still has something to do."""
PATTERNS = {
    "stage": re.compile("|".join(("", WHOLE, *STAGES, *BESIDES))),
    "category": re.compile(r"[A-Za-z0-9_]{0,8}"),
    "handler": re.compile(r"[a-z0-9._-]{0,40}"),
    "unit": re.compile(r"[A-Za-z0-9_]{0,8}"),
    "channel": re.compile(r"[a-z]{0,8}"),
    "due": re.compile("|overdue|soon"),
    "sort": re.compile("|".join(SORTS)),
}


@dataclass(frozen=True)
class Asked:
    """Which cases, in which order; what is empty leaves nothing out.

    stage: one, or `open`. handler: a sign-in name. unit: a code of the list. due: `overdue`, or
    `soon` (that too).
    """

    stage: str = ""
    category: str = ""
    handler: str = ""
    unit: str = ""
    channel: str = ""
    due: str = ""
    sort: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        """As an address asks. Raises FormInvalid with the names."""
        values = {name: given.get(name, "") for name in PATTERNS}
        wrong = [name for name, value in values.items() if not PATTERNS[name].fullmatch(value)]
        if wrong:
            raise FormInvalid(wrong)
        return cls(**values)


class CasePage(NamedTuple):
    """Some of the cases that were asked for; `total` counts all of them.

    deadlines: those that are open of these cases, by case, the first due first.
    """

    cases: Sequence[Granted]
    deadlines: Mapping[uuid.UUID, Sequence[Deadline]]
    pages: int
    total: int


def list_cases(session: Session, member: Member, asked: Asked, page: int, today: date) -> CasePage:
    """A page of the cases that this member may see; the last, at most."""
    if not member.is_rostered:
        return CasePage([], {}, 0, 0)
    rules = _rules(member, asked, today)
    ids, total = (_by_due if asked.sort == "due" else _sorted)(session, rules, asked, page)
    found = granted_rows(session, member, ids)
    cases = [found[id] for id in ids if id in found]
    return CasePage(cases, open_by_case(session, member, ids), -(-total // PAGE), total)


def _sorted(
    session: Session, rules: Sequence[ColumnElement[bool]], asked: Asked, page: int
) -> tuple[Sequence[uuid.UUID], int]:
    """The ids of a page and how many there are. No row is read for it: their sealed words are
    long (the index ix_cases_listed has all that is asked)."""
    total = session.scalar(select(func.count()).select_from(Case).where(*rules)) or 0
    order = [Case.registered_at.desc(), Case.id]
    if asked.sort == "number":
        number = Case.lead_year.desc(), Case.lead_no.desc()
        order = [Case.lead_year.is_(None), *number, *order]
    first = _first(page, total)
    ids = select(Case.id).where(*rules).order_by(*order).offset(first).limit(PAGE)
    return session.scalars(ids).all(), total


def _by_due(
    session: Session, rules: Sequence[ColumnElement[bool]], asked: Asked, page: int
) -> tuple[Sequence[uuid.UUID], int]:
    """As `_sorted`, by the first open deadline: only cases that have one."""
    of = (Case.office_id == Deadline.office_id) & (Case.id == Deadline.case_id)
    open_ones = select(Deadline.case_id).join(Case, of).where(Deadline.met_on.is_(None), *rules)
    rows = session.scalars(open_ones.order_by(Deadline.due_on, Deadline.id))
    ids = list(dict.fromkeys(rows))
    first = _first(page, len(ids))
    return ids[first : first + PAGE], len(ids)


def _first(page: int, total: int) -> int:
    """Where a page begins; the last one, at most."""
    return PAGE * (max(1, min(page, -(-total // PAGE))) - 1)


def granted_rows(
    session: Session, member: Member, ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, Granted]:
    """Those of these cases that this member may see."""
    if not ids:
        return {}
    rows = session.execute(granted_to(member).where(Case.id.in_(ids)))
    return {row[0].id: Granted(*row) for row in rows}


def open_by_case(
    session: Session, member: Member, ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[Deadline]]:
    """The open deadlines of some cases of the member's office, the first due first."""
    found: dict[uuid.UUID, list[Deadline]] = {}
    if not ids:
        return found
    # Those that are met are few, and left out here: a database would look through all open ones.
    mine = Deadline.office_id == member.office_id, Deadline.case_id.in_(ids)
    rows = session.scalars(select(Deadline).where(*mine).order_by(Deadline.due_on, Deadline.id))
    for row in rows:
        if row.met_on is None:
            found.setdefault(row.case_id, []).append(row)
    return found


def _rules(member: Member, asked: Asked, today: date) -> list[ColumnElement[bool]]:
    rules = [Case.office_id == member.office_id, may_see(member, Case.id)]
    if asked.stage:
        stages = OPEN if asked.stage == WHOLE else (asked.stage,)
        rules.append(Case.stage.in_(stages))
    if asked.category:
        rules.append(Case.category == asked.category)
    if asked.handler:
        rules.append(Case.handler_id == _member_named(member, asked.handler))
    if asked.unit:
        rules.append(Case.unit == asked.unit)
    if asked.channel:
        came = Report.office_id == member.office_id, Report.channel == asked.channel
        rules.append(Case.report_id.in_(select(Report.id).where(*came)))
    if asked.due:
        rules.append(Case.id.in_(_due_before(member, asked.due, today)))
    return rules


def _member_named(member: Member, name: str) -> ColumnElement[uuid.UUID]:
    named = Member.office_id == member.office_id, Member.name == name
    return select(Member.id).where(*named).scalar_subquery()


def _due_before(member: Member, due: str, today: date) -> Select[uuid.UUID]:
    in_time = Deadline.due_on < today if due == "overdue" else Deadline.due_on <= soon_until(today)
    open_ones = Deadline.office_id == member.office_id, Deadline.met_on.is_(None)
    return select(Deadline.case_id).where(*open_ones, in_time)
