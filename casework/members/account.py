"""What members do with their own account: another passphrase, second factors, their sessions.

Whoever changes what one signs in with has proved the passphrase just before (sign_in.py).
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from casework.audit.service import record
from casework.members.factor_models import Passkey, PendingSignIn
from casework.members.factors import factors_of
from casework.members.models import Member, SignedInSession, utc
from casework.members.service import HASHER


class SessionUnknown(Exception):
    """The member has no such session; it may have ended by itself."""


def account_document(session: Session, member: Member, here: SignedInSession) -> dict[str, Any]:
    """A member's second factors and sessions; `here`: the one that asks."""
    factors = factors_of(session, member)
    rows = session.scalars(select(SignedInSession).where(*_of(member)))
    newest = sorted(rows, key=lambda row: utc(row.seen_at), reverse=True)
    return {
        "passkeys": [_passkey(each) for each in factors.passkeys],
        "totp": factors.totp,
        "codes": factors.codes,
        "sessions": [_session(row, here) for row in newest],
    }


def change_passphrase(
    session: Session, member: Member, proof_hash: str, sealed_secret: bytes, now: datetime
) -> None:
    """Keep the secret as sealed to another passphrase; a sign-in begun with the old one ends.
    The caller commits, and ends what is open.

    proof_hash: as `hash_proof` gives it.
    """
    row = session.get_one(Member, (member.office_id, member.id), with_for_update=True)
    row.proof_hash, row.sealed_secret = proof_hash, sealed_secret
    begun = PendingSignIn.office_id == row.office_id, PendingSignIn.member_id == row.id
    session.execute(delete(PendingSignIn).where(*begun))
    record(session, member.office_id, member.name, "passphrase_change", now=now)


def hash_proof(proof: bytes) -> str:
    """What is stored of a proof; slow on purpose, so that it is made before anything is locked."""
    return HASHER.hash(proof)


def session_id(text: str) -> bytes:
    """The id of a session as the document names it. Raises SessionUnknown."""
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise SessionUnknown
    return bytes.fromhex(text)


def end_session(session: Session, member: Member, id: bytes, now: datetime) -> None:
    """End one session of a member. The caller commits. Raises SessionUnknown."""
    gone = delete(SignedInSession).where(*_of(member), SignedInSession.id == id)
    if session.scalar(gone.returning(SignedInSession.id)) is None:
        raise SessionUnknown
    record(session, member.office_id, member.name, "session_end", now=now, sessions=1)


def end_others(session: Session, member: Member, here: SignedInSession, now: datetime) -> int:
    """End every session of a member but this one; tells how many. The caller commits."""
    gone = delete(SignedInSession).where(*_of(member), SignedInSession.id != here.id)
    ended = len(session.scalars(gone.returning(SignedInSession.id)).all())
    if ended:
        record(session, member.office_id, member.name, "session_end", now=now, sessions=ended)
    return ended


def _passkey(passkey: Passkey) -> dict[str, Any]:
    return {
        "id": str(passkey.id),
        "label": passkey.label,
        "created_at": _written(passkey.created_at),
        "used_at": _written(passkey.used_at) if passkey.used_at else None,
        "unlocks": passkey.sealed_secret is not None,
    }


def _session(row: SignedInSession, here: SignedInSession) -> dict[str, Any]:
    return {
        "id": row.id.hex(),
        "client": row.client,
        "created_at": _written(row.created_at),
        "seen_at": _written(row.seen_at),
        "this": row.id == here.id,
    }


def _written(moment: datetime) -> str:
    return utc(moment).isoformat(timespec="seconds")


def _of(member: Member) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return SignedInSession.office_id == member.office_id, SignedInSession.member_id == member.id
