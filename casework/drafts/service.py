"""What can be done with drafts: keep one, fetch it, drop it. Each is its writer's alone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, func, select
from sqlalchemy.orm import Session

from casework.drafts.models import Draft
from casework.members.models import Member
from crypto.padding import SEALED_SIZES
from portal.reports.sealed import SizeWrong, check_structure

MOST_DRAFTS = 500
"""Drafts of one member: more than a person has begun and forgotten."""


class DraftsFull(Exception):
    """The member keeps as many drafts as one may."""


def keep_draft(
    session: Session, member: Member, subject: str, sealed: bytes, now: datetime
) -> Draft:
    """Keep a draft in the place of the one before. The caller commits.

    Raises NotSealed, TooManyRecipients, SizeWrong, DraftsFull.
    """
    check_structure(sealed)
    if len(sealed) not in SEALED_SIZES:
        raise SizeWrong
    # Locked, so that of two tabs at once the second finds the draft of the first.
    session.get_one(Member, (member.office_id, member.id), with_for_update=True)
    draft = session.scalar(_of(member, subject))
    if draft is None:
        count = select(func.count()).where(*_drafts(member))
        if (session.scalar(count) or 0) >= MOST_DRAFTS:
            raise DraftsFull
        draft = Draft(office_id=member.office_id, member_id=member.id, subject=subject)
        session.add(draft)
    draft.sealed, draft.saved_at = sealed, now
    return draft


def find_draft(session: Session, member: Member, subject: str) -> Draft | None:
    """A member's own draft about a subject, if there is one."""
    return session.scalar(_of(member, subject))


def drop_draft(session: Session, member: Member, subject: str) -> None:
    """Delete a member's draft about a subject, if there is one. The caller commits."""
    session.execute(delete(Draft).where(*_drafts(member), Draft.subject == subject))


def _of(member: Member, subject: str) -> Select[Draft]:
    return select(Draft).where(*_drafts(member), Draft.subject == subject)


def _drafts(member: Member) -> tuple[ColumnElement[bool], ...]:
    return Draft.office_id == member.office_id, Draft.member_id == member.id
