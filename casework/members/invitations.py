"""What can be done with invitations: write one, withdraw it, look at it, use it.

An invitation is a token in the fragment of a link. Only its digest is stored, it is good for a week
and once, and whoever has a wrong, a used or an expired one is told the same.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.audit.service import record
from casework.members.factor_models import Invitation
from casework.members.models import Member, utc
from casework.members.roles import BEFORE_KEYS, KeysMissing, check_roles
from casework.members.service import MemberUnknown, NameTaken, member_named
from casework.members.standing import as_now, change_standing
from portal.offices.models import Office
from portal.scope import follow, scope

GOOD_FOR = timedelta(days=7)
"""How long a link can be used."""


class InvitationUnknown(Exception):
    """No link with this token can be used: there is none, or it was used, withdrawn or is over."""


class AlreadyLeft(Exception):
    """The member has left; their name stands in what they signed and is not given again."""


class LeaderNeeded(Exception):
    """New keys in place of a keyholder's, whose grants end with the old ones: a leader allows."""


@dataclass(frozen=True)
class Invited:
    """Who is invited: the row of the link, the member, the office."""

    row: Invitation
    member: Member
    office: Office

    @property
    def is_reset(self) -> bool:
        """Whether the member had keys before, which the new ones replace."""
        return self.member.proof_hash != ""


def add_invited(
    session: Session,
    office: Office,
    *,
    name: str,
    display_name: str,
    roles: Collection[str],
    now: datetime,
) -> Member:
    """Add a member who has no keys yet. The caller commits. Raises RolesInvalid, NameTaken."""
    allowed = check_roles(roles)
    try:
        member_named(session, office, name)
    except MemberUnknown:
        member = Member(
            office_id=office.id,
            name=name,
            display_name=display_name,
            roles=allowed,
            created_at=now,
        )
        session.add(member)
        try:
            session.flush()
        except IntegrityError:
            raise NameTaken(name) from None
        return member
    raise NameTaken(name)


def check_reset(member: Member, by: Member) -> None:
    """Let nobody but a leader write a link that ends a vouched keyholder's keys.

    An administrator alone could otherwise end everybody's, and nobody could open anything until
    the trustees meet. A lone leader's link comes from the command line. Raises LeaderNeeded.
    """
    if member.is_keyholder and not (by.is_rostered and "leader" in by.roles):
        raise LeaderNeeded


def invite(session: Session, member: Member, *, by: str, now: datetime) -> str:
    """Write a link for a member, in place of an earlier one; gives its token, 64 hex digits.

    by: who invites; empty for the command line. The caller commits. Raises AlreadyLeft.
    """
    if member.left_at is not None:
        raise AlreadyLeft
    _forget(session, member)
    token = secrets.token_bytes(32)
    session.add(
        Invitation(
            office_id=member.office_id,
            member_id=member.id,
            token_digest=digest_of(token.hex()),
            created_at=now,
            expires_at=now + GOOD_FOR,
        )
    )
    reset = member.proof_hash != ""
    record(session, member.office_id, by, "member_invite", member.name, now=now, reset=reset)
    return token.hex()


def withdraw(session: Session, member: Member, *, by: str, now: datetime) -> None:
    """Take a link back, and a member who never had keys with it. The caller commits."""
    there_was = _forget(session, member)
    never_came = member.proof_hash == ""
    if never_came:
        session.delete(member)
    if there_was or never_came:
        record(session, member.office_id, by, "invitation_withdraw", member.name, now=now)


def look(session: Session, token: str, now: datetime) -> Invited:
    """Whom a token invites; from here on their office acts.

    Raises InvitationUnknown, KeysMissing.
    """
    digest = digest_of(token)
    scope(session, token=digest)
    known = select(Invitation).where(Invitation.token_digest == digest)
    row: Invitation | None = follow(session, known, "office", Invitation.office_id)
    if row is None or is_over(row, now):
        raise InvitationUnknown
    member = session.get_one(Member, (row.office_id, row.member_id))
    office = session.get_one(Office, row.office_id)
    if member.left_at is not None:
        raise InvitationUnknown
    if not (office.is_set_up or set(member.roles) <= BEFORE_KEYS):
        raise KeysMissing
    return Invited(row, member, office)


def take(session: Session, invited: Invited) -> Invited:
    """Spend the link that was looked at; gives whom it invites as they are now.

    Of two who looked at the same link, one is let in. The caller commits.
    Raises InvitationUnknown.
    """
    row = invited.row
    scope(session, office=row.office_id)
    change_standing(session, row.office_id)
    member = session.get(Member, (row.office_id, row.member_id), with_for_update=True)
    mine = Invitation.office_id == row.office_id, Invitation.id == row.id
    if member is None or _deleted(session, *mine) != 1:
        raise InvitationUnknown
    return Invited(row, member, session.get_one(Office, row.office_id))


def open_invitations(
    session: Session, office: Office, now: datetime
) -> dict[uuid.UUID, Invitation]:
    """The links of an office's members that can still be used, by member id."""
    rows = session.scalars(select(Invitation).where(Invitation.office_id == office.id))
    return {row.member_id: row for row in rows if not is_over(row, now)}


def is_over(row: Invitation, now: datetime) -> bool:
    """Whether a link can no longer be used."""
    return now >= utc(row.expires_at)


def digest_of(token: str) -> bytes:
    """What is stored of a token."""
    return hashlib.sha256(bytes.fromhex(token)).digest()


def _forget(session: Session, member: Member) -> bool:
    as_now(session, member, locked=True)
    mine = Invitation.office_id == member.office_id, Invitation.member_id == member.id
    return _deleted(session, *mine) > 0


def _deleted(session: Session, *which: ColumnElement[bool]) -> int:
    done = session.execute(delete(Invitation).where(*which))
    return cast(CursorResult[Any], done).rowcount
