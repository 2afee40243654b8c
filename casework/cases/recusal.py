"""Recusal (回避) and its undoing; withdrawing a grant. Each leads to a new secret."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from casework.cases.access import Granted
from casework.cases.forms import SecretForm
from casework.cases.grants import (
    CaseChanged,
    GranteeUnknown,
    MemberRecused,
    NobodyLeft,
    granted_members,
    people,
    recusals_of,
    take_grants,
)
from casework.cases.models import Case, Recusal
from casework.cases.service import note_recusal, replace_secret
from casework.drafts.service import drop_draft
from casework.members.models import Member


def may_recuse(by: Member, reason: str) -> bool:
    """Whether a member may recuse others for this reason.

    Only a leader decides it by themselves; a registrar notes what was declared or wished for.
    """
    if reason == "leader":
        return by.is_keyholder and "leader" in by.roles
    return by.is_keyholder and reason in ("declared", "reporter")


def step_aside(session: Session, granted: Granted, member: Member, now: datetime) -> None:
    """Recuse oneself: from now on the case does not exist for this member. The caller commits.

    A keyholder who may still open the case owes it a new secret. Raises NobodyLeft.
    """
    case = granted.case
    left = [other for other in granted_members(session, case) if other.id != member.id]
    if not any(other.is_keyholder for other in left):
        raise NobodyLeft
    note_recusal(session, case, member, member, "own", now)
    take_grants(session, case, [member.id])
    drop_draft(session, member, subject_of(case))
    case.rekey_due = True


def recuse(
    session: Session,
    granted: Granted,
    by: Member,
    name: str,
    reason: str,
    secret: SecretForm | None,
    *,
    today: date,
    now: datetime,
) -> None:
    """Recuse another member. The caller commits.

    secret: the case under its next one, whose registration names the member as recused. Raises
    GranteeUnknown, MemberRecused, CaseChanged, and what replace_secret raises.
    """
    case, report, _ = granted
    (member,) = people(session, case.office_id, [name])
    if member.id in {recused.id for recused, _ in recusals_of(session, case)}:
        raise MemberRecused
    if secret is None:
        raise CaseChanged
    leaving = [member.id]
    replace_secret(session, case, report, by, secret, without=leaving, today=today, now=now)
    note_recusal(session, case, by, member, reason, now)
    drop_draft(session, member, subject_of(case))


def withdraw(
    session: Session,
    granted: Granted,
    by: Member,
    name: str,
    secret: SecretForm | None,
    *,
    today: date,
    now: datetime,
) -> None:
    """Take a member's grant: the case gets a new secret without them. The caller commits.

    Raises CaseChanged without a secret or a grant, and what replace_secret raises.
    """
    case, report, _ = granted
    leaving = [member.id for member in granted_members(session, case) if member.name == name]
    if secret is None or not leaving:
        raise CaseChanged
    replace_secret(session, case, report, by, secret, without=leaving, today=today, now=now)


def lift(session: Session, case: Case, name: str) -> None:
    """Undo a recusal; the member must then be granted the case anew. The caller commits.

    Raises GranteeUnknown if nobody of this name is recused.
    """
    members = [member for member, _ in recusals_of(session, case) if member.name == name]
    if not members:
        raise GranteeUnknown
    session.execute(
        delete(Recusal).where(
            Recusal.office_id == case.office_id,
            Recusal.case_id == case.id,
            Recusal.member_id == members[0].id,
        )
    )


def subject_of(case: Case) -> str:
    """What a draft of an answer in this case is about."""
    return f"answer/{case.report_id}"
