"""Between two proofs: a challenge that a passkey has to sign, or digits instead. Kept here, not
by whoever answers; gone after five minutes, five wrong answers or one right one.

At sign-in the page has a token for it, which opens nothing by itself; at unlocking it belongs to
the session.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from casework.members.factor_models import PendingSignIn
from casework.members.models import Member, SignedInSession, utc
from portal.scope import scope

GOOD_FOR = timedelta(minutes=5)
MOST_TRIES = 5


class PendingOver(Exception):
    """It has taken too long, was answered already or wrongly too often, or was never asked."""


def new_token(member: Member) -> str:
    """A token for a page: the office's id, so that nobody looks in another's, and 32 bytes."""
    return member.office_id.hex + secrets.token_hex(32)


def office_in(token: str) -> uuid.UUID:
    """The office in whose rows a token is to be looked up."""
    return uuid.UUID(token[:32])


def id_of_token(token: str) -> bytes:
    """What is stored of a page's token."""
    return hashlib.sha256(b"qingfeng/sign-in\0" + token.encode()).digest()


def id_of_session(row: SignedInSession) -> bytes:
    """Where the challenge stands with which a session is to be unlocked."""
    return hashlib.sha256(b"qingfeng/unlock\0" + row.id).digest()


def ask(session: Session, member: Member, id: bytes, now: datetime) -> bytes:
    """Keep a fresh challenge in place of an earlier one; gives it. The caller commits."""
    challenge = secrets.token_bytes(32)
    ours = PendingSignIn.office_id == member.office_id
    over = PendingSignIn.created_at <= now - GOOD_FOR
    session.execute(delete(PendingSignIn).where(ours, over))
    close(session, member.office_id, id)
    session.add(
        PendingSignIn(
            office_id=member.office_id,
            id=id,
            member_id=member.id,
            challenge=challenge,
            tries=0,
            created_at=now,
        )
    )
    return challenge


def look(session: Session, office_id: uuid.UUID, id: bytes, now: datetime) -> PendingSignIn:
    """What is still to be answered; from here on its office acts. Raises PendingOver."""
    scope(session, office=office_id)
    row = session.get(PendingSignIn, (office_id, id), populate_existing=True)
    if row is None or row.tries >= MOST_TRIES or now - utc(row.created_at) >= GOOD_FOR:
        raise PendingOver
    return row


def take_try(session: Session, office_id: uuid.UUID, id: bytes, now: datetime) -> None:
    """Count an answer before it is looked at. The caller commits. Raises PendingOver."""
    scope(session, office=office_id)
    session.get(PendingSignIn, (office_id, id), with_for_update=True)
    look(session, office_id, id, now).tries += 1


def close(session: Session, office_id: uuid.UUID, id: bytes) -> bytes | None:
    """Spend it; gives the challenge, or none if it is gone already. The caller commits."""
    mine = PendingSignIn.office_id == office_id, PendingSignIn.id == id
    return session.scalar(delete(PendingSignIn).where(*mine).returning(PendingSignIn.challenge))
