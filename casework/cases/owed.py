"""Cases that are owed a new secret: who could read them has no part any more, or other keys."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from casework.cases.models import Case, CaseGrant
from casework.members.models import Member


def take_cases(session: Session, member: Member) -> int:
    """Take every case from a member; each is owed a new secret. The caller commits.

    Gives how many there were.
    """
    mine = CaseGrant.office_id == member.office_id, CaseGrant.member_id == member.id
    cases = list(session.scalars(select(CaseGrant.case_id).where(*mine)))
    if cases:
        held = Case.office_id == member.office_id, Case.id.in_(cases)
        session.execute(update(Case).where(*held).values(rekey_due=True))
        session.execute(delete(CaseGrant).where(*mine))
    return len(cases)
