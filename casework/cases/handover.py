"""Handing over (交接): what somebody who leaves or is away was granted goes to a colleague too."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from casework.cases.access import Granted, find_case, granted_to, is_kept, is_recused
from casework.cases.forms import GrantForm
from casework.cases.grants import give_grants
from casework.cases.models import Case, CaseGrant, Recusal
from casework.cases.service import replace_registration
from casework.members.models import Member
from portal.reports.models import Report

AT_ONCE = 20


@dataclass(frozen=True)
class Handed:
    """A case's secret, sealed to the colleague who takes it over.

    registration: its next version, which names them.
    """

    case: uuid.UUID
    version: int
    registration: bytes
    sealed: bytes


class Estate(NamedTuple):
    """What is to be handed over.

    cases: some that the leader can open and the colleague cannot yet; total: all of these. kept:
    that the colleague is recused from. closed: that nobody granted to the leader, of the member or
    of nobody at all: the office's sheets open them (domain.md 3.5, recovery).
    """

    cases: Sequence[Granted]
    total: int
    kept: int
    closed: int


def estate_of(session: Session, leader: Member, absent: Member, heir: Member) -> Estate:
    """What a member was granted that a colleague does not have, as far as a leader may know it.

    A leader who is recused from a case learns nothing of it here either.
    """
    theirs = granted_to(leader).where(_has(absent), ~_has(heir))
    recused = select(Recusal.id).where(
        Recusal.office_id == Case.office_id,
        Recusal.case_id == Case.id,
        Recusal.member_id == heir.id,
    )
    free = theirs.where(~recused.exists())
    rows = session.execute(free.order_by(Case.id).limit(AT_ONCE)).all()
    closed = select(func.count()).where(
        Case.office_id == leader.office_id,
        is_kept(),
        ~is_recused(leader),
        ~_has(leader),
        _has(absent) | ~_has(None),
    )
    return Estate(
        [Granted(*row) for row in rows],
        _count(session, free),
        _count(session, theirs.where(recused.exists())),
        session.scalar(closed) or 0,
    )


def hand_over(
    session: Session, leader: Member, heir: Member, handed: Sequence[Handed], now: datetime
) -> int:
    """Grant cases to a colleague; tells how many. The caller commits.

    Raises CaseUnknown, CaseChanged, and what give_grants raises.
    """
    for one in handed:
        case = find_case(session, leader, one.case, locked=True).case
        replace_registration(case, one.version, one.registration)
        give_grants(session, case, leader, [GrantForm(heir.name, one.sealed)], now)
    return len(handed)


def _has(member: Member | None) -> ColumnElement[bool]:
    grants = select(CaseGrant.id).where(
        CaseGrant.office_id == Case.office_id, CaseGrant.case_id == Case.id
    )
    if member is not None:
        grants = grants.where(CaseGrant.member_id == member.id)
    return grants.correlate(Case).exists()


def _count(session: Session, cases: Select[Case, Report, CaseGrant]) -> int:
    return session.scalar(select(func.count()).select_from(cases.subquery())) or 0
