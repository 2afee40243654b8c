"""Whose cases are whose: the one place that says who may see a case.

A member sees the cases they are granted and not recused from (回避), of their own office. For
anybody else a case does not exist: absent, foreign, ungranted and recused are one answer.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from casework.cases.models import Case, CaseGrant, Recusal
from casework.members.models import Member
from casework.members.standing import as_now, hold_standing
from portal.reports.models import Report

DUE_AT_ONCE = 5
"""Cases that one browser gives a new secret, each time its member sits down."""


class CaseUnknown(Exception):
    """There is no such case for this member."""


class Granted(NamedTuple):
    """A case with its report and the grant that opens it."""

    case: Case
    report: Report
    grant: CaseGrant


def find_case(session: Session, member: Member, id: uuid.UUID, *, locked: bool = False) -> Granted:
    """A case that this member may see. Raises CaseUnknown.

    locked: until the end of the transaction, so that changes of one case wait for each other, and
    the members who are let into it stay what they are.
    """
    if locked:
        hold_standing(session, member.office_id)
        member = as_now(session, member)
    mine = granted_to(member).where(Case.id == id)
    if locked:
        mine = mine.with_for_update(of=Case)
    found = session.execute(mine).one_or_none() if member.is_rostered else None
    if found is None:
        raise CaseUnknown
    return Granted(*found)


def case_of_report(session: Session, member: Member, report_id: uuid.UUID) -> Case | None:
    """The case that a report has become, if this member may see it."""
    if not member.is_rostered:
        return None
    mine = granted_to(member).where(Case.report_id == report_id, Case.split_from.is_(None))
    found = session.execute(mine).one_or_none()
    return found[0] if found else None


def cases_due(session: Session, member: Member) -> Sequence[uuid.UUID]:
    """Some cases that wait for a new secret and that this keyholder can give one."""
    if not member.is_keyholder:
        return []
    due = granted_to(member).where(Case.rekey_due).with_only_columns(Case.id)
    return session.scalars(due.order_by(Case.id).limit(DUE_AT_ONCE)).all()


def count_due(session: Session, member: Member) -> int:
    """How many cases wait for a new secret that this keyholder can give them."""
    if not member.is_keyholder:
        return 0
    due = granted_to(member).where(Case.rekey_due)
    return session.scalar(select(func.count()).select_from(due.subquery())) or 0


def is_recused(member: Member) -> ColumnElement[bool]:
    """Whether this member has no part in the case of the row."""
    return (
        select(Recusal.id)
        .where(
            Recusal.office_id == Case.office_id,
            Recusal.case_id == Case.id,
            Recusal.member_id == member.id,
        )
        .exists()
    )


def is_kept() -> ColumnElement[bool]:
    """Whether the case of the row still has its words (casework/cases/emptying.py)."""
    return Case.recovery != b""


def may_see(member: Member, case_id: InstrumentedAttribute[uuid.UUID]) -> ColumnElement[bool]:
    """As `granted_to`, as a condition on whatever bears a case's id: no row of a case is read."""
    own = CaseGrant.office_id == member.office_id, CaseGrant.member_id == member.id
    out = Recusal.office_id == member.office_id, Recusal.member_id == member.id
    return and_(
        case_id.in_(select(CaseGrant.case_id).where(*own)),
        case_id.not_in(select(Recusal.case_id).where(*out)),
    )


def granted_to(member: Member) -> Select[Case, Report, CaseGrant]:
    """The cases that a member may see, if a leader has vouched for their keys."""
    own = and_(
        CaseGrant.office_id == Case.office_id,
        CaseGrant.case_id == Case.id,
        CaseGrant.member_id == member.id,
    )
    source = and_(Report.office_id == Case.office_id, Report.id == Case.report_id)
    return (
        select(Case, Report, CaseGrant)
        .join(Report, source)
        .join(CaseGrant, own)
        .where(Case.office_id == member.office_id, ~is_recused(member))
    )
