"""Recovery codes (备用码): ten codes on paper, each good once in place of a second factor."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from casework.members.authenticator import CodeRefused
from casework.members.factor_models import RecoveryCode
from casework.members.models import Member
from crypto import typed

NUMBER = 10
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base32, five bits a letter."""
LENGTH = 16
READ_AS = str.maketrans("ILO", "110")


def replace_codes(session: Session, member: Member) -> list[str]:
    """Make ten codes of 80 random bits, in four groups of four; earlier ones end.

    They are given out here and never again: only their digests are stored. The caller commits.
    """
    forget_codes(session, member)
    codes = [_new_code() for _ in range(NUMBER)]
    session.add_all(
        RecoveryCode(office_id=member.office_id, member_id=member.id, digest=_digest(code))
        for code in codes
    )
    return codes


def forget_codes(session: Session, member: Member) -> None:
    """End every code of a member. The caller commits."""
    session.execute(delete(RecoveryCode).where(*_of(member)))


def codes_left(session: Session, member: Member) -> int:
    """How many codes of a member have not been used."""
    unused = select(func.count()).where(*_of(member), RecoveryCode.used_at.is_(None))
    return session.scalar(unused) or 0


def use_code(session: Session, member: Member, typed_code: str, now: datetime) -> None:
    """Let a code count, and never again. The caller commits. Raises CodeRefused."""
    unused = RecoveryCode.digest == _digest(_read(typed_code)), RecoveryCode.used_at.is_(None)
    used = update(RecoveryCode).where(*_of(member), *unused).values(used_at=now)
    if session.scalar(used.returning(RecoveryCode.id)) is None:
        raise CodeRefused


def _new_code() -> str:
    letters = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, LENGTH, 4))


def _read(text: str) -> str:
    """A typed code in its written form; I and L are read as 1, O as 0 (Crockford)."""
    letters = "".join(typed.words(text)).upper().translate(READ_AS)
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def _digest(code: str) -> bytes:
    return hashlib.sha256(code.encode()).digest()


def _of(member: Member) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return RecoveryCode.office_id == member.office_id, RecoveryCode.member_id == member.id
