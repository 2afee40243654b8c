"""Authenticator apps: time-based one-time codes (RFC 6238), six digits, thirty seconds, SHA-1.

These are the parameters that every app knows. A code is good a step early or late, once.
"""

from __future__ import annotations

import base64
import hmac
import re
import secrets
from datetime import datetime

import pyotp

from casework.members.models import Member

STEP_SECONDS = 30
DRIFT = (-1, 0, 1)
DIGITS = re.compile(r"[0-9]{6}")


class CodeRefused(Exception):
    """The digits are not those of this moment, or were used before."""


def new_totp_secret() -> bytes:
    """A secret for an app: 20 random bytes."""
    return secrets.token_bytes(20)


def written_secret(secret: bytes) -> str:
    """A secret as it is typed into an app: base32."""
    return base64.b32encode(secret).decode()


def address_of(secret: bytes, office: str, name: str) -> str:
    """The `otpauth:` address that an app scans. office: its slug."""
    return pyotp.TOTP(written_secret(secret)).provisioning_uri(
        name=f"{office}/{name}", issuer_name="Qingfeng"
    )


def step_of(secret: bytes, code: str, now: datetime, *, after: int = 0) -> int:
    """The time step whose code this is, later than the step `after`. Raises CodeRefused."""
    app, current = pyotp.HOTP(written_secret(secret)), int(now.timestamp()) // STEP_SECONDS
    steps = [current + drift for drift in DRIFT]
    right = [step for step in steps if hmac.compare_digest(app.at(step).encode(), code.encode())]
    for step in right:
        if step > after:
            return step
    raise CodeRefused


def check_totp(member: Member, code: str, now: datetime) -> None:
    """Let a member's code count, and never again. The row is locked. Raises CodeRefused."""
    if member.totp_secret is None or not DIGITS.fullmatch(code):
        raise CodeRefused
    member.totp_step = step_of(member.totp_secret, code, now, after=member.totp_step)
