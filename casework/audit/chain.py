"""The audit chain's arithmetic: what is hashed, and how one entry holds on to the one before it."""

from __future__ import annotations

import hashlib
import uuid
from datetime import UTC, datetime
from typing import Any

from crypto.statements import canonical

START = bytes(32)
"""What the first entry names as the one before it."""


def written(moment: datetime) -> str:
    """A moment as it is stored and hashed: UTC, microseconds, `Z`. SQLite's come without a zone."""
    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return known.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def digest(
    office_id: uuid.UUID,
    seq: int,
    at: str,
    member: str,
    act: str,
    subject: str,
    facts: dict[str, Any],
    previous: bytes,
) -> bytes:
    """SHA-256 over `qingfeng/audit/1`, a line feed and the entry's canonical JSON (RFC 8785)."""
    entry = {
        "office": str(office_id),
        "seq": seq,
        "at": at,
        "member": member,
        "act": act,
        "subject": subject,
        "facts": facts,
        "previous": previous.hex(),
    }
    return hashlib.sha256(b"qingfeng/audit/1\n" + canonical(entry)).digest()
