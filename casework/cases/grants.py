"""Who may open a case: grants of its secret, given together and taken one by one."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from casework.cases.forms import GrantForm
from casework.cases.models import Case, CaseGrant, Recusal
from casework.cases.sealed import check_secret
from casework.members.models import ALONE, Member


class GranteeUnknown(Exception):
    """Nobody of this name may be granted a case: no member, keys not compared yet, or gone."""


class MemberRecused(Exception):
    """The member has no part in this case."""


class NobodyLeft(Exception):
    """Nobody would be left to open the case, or nobody who can answer and hand it on."""


class CaseChanged(Exception):
    """Somebody has changed the case since it was read: its secret, or who may open it."""


def people(session: Session, office_id: uuid.UUID, names: Collection[str]) -> Sequence[Member]:
    """The members of these names who may have a part in cases. Raises GranteeUnknown."""
    found = session.scalars(
        select(Member)
        .where(Member.office_id == office_id, Member.name.in_(names), Member.left_at.is_(None))
        .order_by(Member.name)
    ).all()
    fit = [member for member in found if not ALONE & set(member.roles)]
    if len(fit) < len(set(names)):
        raise GranteeUnknown
    return fit


def granted_members(session: Session, case: Case) -> Sequence[Member]:
    """Who may open a case now, by name: rostered, granted, not recused."""
    granted = select(CaseGrant.member_id).where(
        CaseGrant.office_id == case.office_id, CaseGrant.case_id == case.id
    )
    rows = session.scalars(
        select(Member)
        .where(
            Member.office_id == case.office_id,
            Member.id.in_(granted),
            Member.id.not_in(_recused(case)),
        )
        .order_by(Member.name)
    )
    return [member for member in rows if member.is_rostered]


def recusals_of(session: Session, case: Case) -> Sequence[tuple[Member, Recusal]]:
    """Who has no part in a case, by name."""
    rows = session.execute(
        select(Member, Recusal)
        .join(Recusal, Recusal.member_id == Member.id)
        .where(
            Member.office_id == case.office_id,
            Recusal.office_id == case.office_id,
            Recusal.case_id == case.id,
        )
        .order_by(Member.name)
    )
    return [(member, recusal) for member, recusal in rows]


def give_grants(
    session: Session,
    case: Case,
    by: Member,
    grants: Sequence[GrantForm],
    now: datetime,
    *,
    exactly_but: Collection[uuid.UUID] | None = None,
) -> None:
    """Grant a case's secret to members. The caller commits.

    exactly_but: all former grants give way, and the new ones must be for those who may open the
    case now, without these; a first registration has none yet. Raises GranteeUnknown,
    MemberRecused, NobodyLeft, CaseChanged, NotSealed, SizeWrong.
    """
    members = {member.name: member for member in people(session, case.office_id, _names(grants))}
    _check(session, case, members.values(), exactly_but)
    for grant in grants:
        check_secret(grant.sealed)
    whom = None if exactly_but is not None else [member.id for member in members.values()]
    take_grants(session, case, whom)
    for grant in grants:
        session.add(
            CaseGrant(
                office_id=case.office_id,
                case_id=case.id,
                member_id=members[grant.member].id,
                sealed=grant.sealed,
                granted_at=now,
                granted_by=by.id,
            )
        )
    session.flush()


def take_grants(session: Session, case: Case, whom: Collection[uuid.UUID] | None = None) -> None:
    """Delete the grants of a case: these members', or all. The caller commits."""
    rules = [CaseGrant.office_id == case.office_id, CaseGrant.case_id == case.id]
    if whom is not None:
        rules.append(CaseGrant.member_id.in_(whom))
    session.execute(delete(CaseGrant).where(*rules))


def _check(
    session: Session,
    case: Case,
    members: Collection[Member],
    exactly_but: Collection[uuid.UUID] | None,
) -> None:
    if not all(member.is_rostered for member in members):
        raise GranteeUnknown
    recused = set(session.scalars(_recused(case)))
    ids = {member.id for member in members}
    if ids & recused:
        raise MemberRecused
    before = {member.id for member in granted_members(session, case)}
    if exactly_but is not None and ids != before - set(exactly_but):
        raise CaseChanged
    anew = exactly_but is not None or not before
    if anew and not any(member.is_keyholder for member in members):
        raise NobodyLeft


def _recused(case: Case) -> Select[uuid.UUID]:
    return select(Recusal.member_id).where(
        Recusal.office_id == case.office_id, Recusal.case_id == case.id
    )


def _names(grants: Sequence[GrantForm]) -> list[str]:
    return [grant.member for grant in grants]
