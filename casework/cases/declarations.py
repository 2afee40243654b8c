"""What can be done with declarations (申报): keep one's own, read those that concern cases.

Sealed to their member and to all keyholders; the server learns that somebody declared, not what.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases.models import Declaration
from casework.members.models import Member
from crypto import age
from portal.reports.sealed import STANZA, NotSealed

MOST_BYTES = 300_000
"""Bytes of a declaration: 64 KiB in clear, sealed to a hundred and more."""


def keep_declaration(session: Session, member: Member, sealed: bytes, now: datetime) -> None:
    """Keep what a member declares in the place of what they declared before. The caller commits.

    Raises NotSealed.
    """
    try:
        stanzas = age.read_header(sealed).stanzas
    except age.AgeError:
        raise NotSealed from None
    if len(sealed) > MOST_BYTES or any(stanza.type != STANZA for stanza in stanzas):
        raise NotSealed
    row = Declaration(
        office_id=member.office_id, member_id=member.id, sealed=sealed, declared_at=now
    )
    session.merge(row)


def declaration_of(session: Session, member: Member) -> Declaration | None:
    """What a member declared, if anything."""
    return session.get(Declaration, (member.office_id, member.id))


def declarations_for(session: Session, member: Member) -> Sequence[tuple[Member, Declaration]]:
    """What the members of an office declared, for its keyholders; for others there is nothing."""
    if not member.is_keyholder:
        return []
    rows = session.execute(
        select(Member, Declaration)
        .join(Declaration, Declaration.member_id == Member.id)
        .where(
            Member.office_id == member.office_id,
            Declaration.office_id == member.office_id,
            Member.left_at.is_(None),
        )
        .order_by(Member.name)
    )
    return [(declarer, declaration) for declarer, declaration in rows]
