"""What can be done with sessions: sign in, lock, unlock, sign out.

A session and its cookie give the key under which the tab keeps its opened secrets encrypted; the
tab alone cannot open them, nor can the server, so a session that forgets its half locks the tab.
"""

from __future__ import annotations

import hashlib
import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime

from argon2.exceptions import Argon2Error
from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from casework.members.models import ABSOLUTE, IDLE, Member, SignedInSession
from casework.members.service import HASHER, MemberUnknown, member_named
from portal.offices.models import Office
from portal.scope import follow, scope

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
    """The member, if the proof is theirs. Raises SignInRefused.

    Takes as long without a member, and for one who has no keys yet or has left.
    """
    try:
        known = member is not None and member.is_active
        HASHER.verify(member.proof_hash if member and known else NOBODY, proof)
    except Argon2Error:
        raise SignInRefused from None
    if member is None or not known:
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
    if office:
        scope(session, office=office.id)
    try:
        member = member_named(session, office, name) if office else None
    except MemberUnknown:
        member = None
    return check_proof(member, proof)


def open_session(
    session: Session, member: Member, language: str, now: datetime, client: str = ""
) -> NewSession:
    """Begin a session with a new id, a new unlock key and a new token. The caller commits.

    client: browser and system, as `client_of` names them.
    """
    token = secrets.token_hex(32)
    row = SignedInSession(
        office_id=member.office_id,
        id=id_of(token),
        member_id=member.id,
        csrf=secrets.token_hex(32),
        key=secrets.token_bytes(32),
        language=language,
        client=client,
        created_at=now,
        seen_at=now,
    )
    forget_idle(session, member.office_id, now)
    session.add(row)
    return NewSession(row, token)


def id_of(token: str) -> bytes:
    """What is stored of a cookie's token."""
    return hashlib.sha256(token.encode()).digest()


def session_of(session: Session, token: str) -> SignedInSession | None:
    """The session of a cookie's token, if there is one; from here on its office acts."""
    if not token:
        return None
    id = id_of(token)
    scope(session, token=id)
    query = select(SignedInSession).where(SignedInSession.id == id)
    row: SignedInSession | None = follow(session, query, "office", SignedInSession.office_id)
    return row


def touch(session: Session, row: SignedInSession, now: datetime) -> SignedInSession | None:
    """Write down a sign of life; whoever was away too long finds the session locked.

    Gives the session as it is now, or None if it has ended in the meantime. The caller commits.
    """
    forget_idle(session, row.office_id, now)
    current = session.get(SignedInSession, (row.office_id, row.id), populate_existing=True)
    if current is not None:
        current.seen_at = now
    return current


def forget_idle(session: Session, office_id: uuid.UUID, now: datetime) -> None:
    """Forget an office's unlock keys of whoever is away, and its sessions that are over.

    The caller commits.
    """
    ours = SignedInSession.office_id == office_id
    idle = SignedInSession.seen_at <= now - IDLE
    session.execute(update(SignedInSession).where(ours, idle).values(key=None))
    over = SignedInSession.created_at <= now - ABSOLUTE
    session.execute(delete(SignedInSession).where(ours, over))


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
