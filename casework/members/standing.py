"""Who stands where in an office holds still while something is decided by it.

Whoever is let into a case, or let go, locks the office's row before all others: first the office,
then a case, its members or their links, the audit chain last. So nobody is handed a secret while
their part in the office ends, and no two wait for each other.
"""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from casework.members.models import Member
from casework.members.service import MemberUnknown
from portal.offices.models import Office


def hold_standing(session: Session, office_id: uuid.UUID) -> None:
    """Nobody of an office joins, leaves or changes roles until this transaction ends."""
    session.get_one(Office, office_id, with_for_update={"read": True, "of": Office})


def change_standing(session: Session, office_id: uuid.UUID) -> None:
    """From here on this transaction changes the office or who belongs to it; others who do so, or
    who build on it, wait for its end. Reports and entries of the chain still come in: a lock that
    stopped those would wait for whoever holds the chain's head and waits for it.
    """
    session.get_one(Office, office_id, with_for_update={"key_share": True, "of": Office})


def as_now(session: Session, member: Member, *, locked: bool = False) -> Member:
    """A member as they stand now, who was looked at before. Raises MemberUnknown if taken away."""
    key = member.office_id, member.id
    found = session.get(Member, key, with_for_update=locked or None, populate_existing=True)
    if found is None:
        raise MemberUnknown(member.name)
    return found
