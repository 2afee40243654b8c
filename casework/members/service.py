"""What can be done with members: add them, find them."""

from __future__ import annotations

from datetime import datetime

from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.members.models import Member
from portal.offices.models import Office

HASHER = PasswordHasher()


class MemberUnknown(Exception):
    """The office has no member of this name."""


class NameTaken(Exception):
    """The office has a member of this name already."""


def member_named(session: Session, office: Office, name: str) -> Member:
    """The member of an office with this sign-in name. Raises MemberUnknown."""
    member = session.scalar(
        select(Member).where(Member.office_id == office.id, Member.name == name)
    )
    if member is None:
        raise MemberUnknown(name)
    return member


def add_member(
    session: Session,
    office: Office,
    *,
    name: str,
    display_name: str,
    roles: list[str],
    proof: bytes,
    sealed_secret: bytes,
    recipient: str,
    verify_key: bytes,
    now: datetime,
) -> Member:
    """Add a member. The caller commits. Raises NameTaken."""
    try:
        member_named(session, office, name)
    except MemberUnknown:
        member = Member(
            office_id=office.id,
            name=name,
            display_name=display_name,
            roles=roles,
            proof_hash=HASHER.hash(proof),
            sealed_secret=sealed_secret,
            recipient=recipient,
            verify_key=verify_key,
            created_at=now,
            rostered_at=now,
        )
        session.add(member)
        session.flush()
        return member
    raise NameTaken(name)
