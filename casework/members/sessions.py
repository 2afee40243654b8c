"""What can be done with sessions: sign in, lock, unlock, sign out.

A session and its cookie give the key under which the tab keeps its opened secrets encrypted; the
tab alone cannot open them, nor can the server, so a session that forgets its half locks the tab.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from argon2.exceptions import Argon2Error
from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from casework.members.models import ABSOLUTE, IDLE, Member, SignedInSession
from casework.members.service import HASHER, MemberUnknown, member_named
from portal.offices.models import Office

NOBODY = (
    "$argon2id$v=19$m=65536,t=3,p=4$aXFqlnExXYpJ5k11gfxgxw"
    "$629HZ9UI3N2MBMNuaIiL8QDbfA622DjowZ5p0Gh1+Gk"
)
"""A hash no proof has: unknown names are checked against it, so they take as long as others."""


class SignInRefused(Exception):
    """Office, name or proof are wrong; which of them is not said."""


class PassphraseRefused(Exception):
    """The proof is not this member's, who is signed in already."""


@dataclass(frozen=True)
class NewSession:
    """A session that was just made, and the token for the member's cookie."""

    row: SignedInSession
    token: str


def check_proof(member: Member | None, proof: bytes) -> Member:
    """The member, if the proof is theirs. Takes as long without a member. Raises SignInRefused."""
    try:
        HASHER.verify(member.proof_hash if member else NOBODY, proof)
    except Argon2Error:
        raise SignInRefused from None
    if member is None:
        raise SignInRefused
    return member


def confirm(member: Member, proof: bytes) -> None:
    """Make sure that a member who is signed in is still there. Raises PassphraseRefused."""
    try:
        check_proof(member, proof)
    except SignInRefused:
        raise PassphraseRefused from None


def recognise(session: Session, office: Office | None, name: str, proof: bytes) -> Member:
    """Who signs in. Raises SignInRefused, after the same work whatever is wrong."""
    try:
        member = member_named(session, office, name) if office else None
    except MemberUnknown:
        member = None
    return check_proof(member, proof)


def open_session(session: Session, member: Member, language: str, now: datetime) -> NewSession:
    """Begin a session with a new id, a new unlock key and a new token. The caller commits."""
    token = secrets.token_hex(32)
    row = SignedInSession(
        office_id=member.office_id,
        id=id_of(token),
        member_id=member.id,
        csrf=secrets.token_hex(32),
        key=secrets.token_bytes(32),
        language=language,
        created_at=now,
        seen_at=now,
    )
    forget_idle(session, now)
    session.add(row)
    return NewSession(row, token)


def sign_in(
    session: Session, office: Office | None, name: str, proof: bytes, now: datetime
) -> NewSession:
    """Check who signs in and begin their session. The caller commits. Raises SignInRefused."""
    return open_session(session, recognise(session, office, name, proof), "zh-Hans", now)


def id_of(token: str) -> bytes:
    """What is stored of a cookie's token."""
    return hashlib.sha256(token.encode()).digest()


def session_of(session: Session, token: str) -> SignedInSession | None:
    """The session of a cookie's token, if there is one."""
    if not token:
        return None
    return session.scalar(select(SignedInSession).where(SignedInSession.id == id_of(token)))


def touch(session: Session, row: SignedInSession, now: datetime) -> SignedInSession | None:
    """Write down a sign of life; whoever was away too long finds the session locked.

    Gives the session as it is now, or None if it has ended in the meantime. The caller commits.
    """
    forget_idle(session, now)
    current = session.get(SignedInSession, (row.office_id, row.id), populate_existing=True)
    if current is not None:
        current.seen_at = now
    return current


def forget_idle(session: Session, now: datetime) -> None:
    """Forget the unlock keys of whoever is away, and sessions that are over. The caller commits."""
    idle = SignedInSession.seen_at <= now - IDLE
    session.execute(update(SignedInSession).where(idle).values(key=None))
    over = SignedInSession.created_at <= now - ABSOLUTE
    session.execute(delete(SignedInSession).where(over))


def lock(session: Session, row: SignedInSession) -> None:
    """Forget the unlock key. The caller commits."""
    session.execute(update(SignedInSession).where(*_is(row)).values(key=None))


def unlock(session: Session, row: SignedInSession) -> SignedInSession:
    """Give the session an unlock key again, a new one if it was locked; the session as it is now.

    A second tab that is unlocked leaves the first one its key. The caller has checked the proof,
    and commits.
    """
    key = row.key or secrets.token_bytes(32)
    session.execute(update(SignedInSession).where(*_is(row)).values(key=key))
    return session.get_one(SignedInSession, (row.office_id, row.id), populate_existing=True)


def speak(session: Session, row: SignedInSession, language: str) -> None:
    """Remember the language a member chose. The caller commits."""
    session.execute(update(SignedInSession).where(*_is(row)).values(language=language))


def sign_out(session: Session, row: SignedInSession) -> None:
    """End a session. The caller commits."""
    session.execute(delete(SignedInSession).where(*_is(row)))


def _is(row: SignedInSession) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return SignedInSession.office_id == row.office_id, SignedInSession.id == row.id
