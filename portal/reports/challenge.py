"""The hourly challenge that everybody shares, and the work done for it.

A challenge is 32 bytes: the hour since 1970 (4), the difficulty in bits (1), and the first 27
bytes of HMAC-SHA256 over both with the site's key. Nothing is stored, so any number of processes
give and take the same ones (cryptography.md, Intake rules).
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from crypto.work import solved

HOUR = 3600
GOOD_HOURS = 24


class ChallengeExpired(Exception):
    """The challenge is older than a day, too easy for now, or was never given by this site."""


class WorkMissing(Exception):
    """The solution does not carry the work that the challenge asks for."""


@dataclass(frozen=True)
class Challenge:
    """A challenge as it is given out."""

    challenge: bytes
    difficulty: int
    expires_at: datetime


@lru_cache(maxsize=64)
def _signed(key: bytes, hour: int, difficulty: int) -> bytes:
    head = hour.to_bytes(4, "big") + difficulty.to_bytes(1, "big")
    return head + hmac.digest(key, b"qingfeng/challenge/1" + head, hashlib.sha256)[:27]


def give(key: bytes, difficulty: int, now: datetime) -> Challenge:
    """The challenge of this hour."""
    hour = int(now.timestamp()) // HOUR
    expires_at = datetime.fromtimestamp((hour + GOOD_HOURS) * HOUR, UTC)
    return Challenge(_signed(key, hour, difficulty), difficulty, expires_at)


def check(
    key: bytes,
    challenge: bytes,
    solution: bytes,
    *,
    id: bytes,
    body: bytes,
    now: datetime,
    least: int = 0,
) -> None:
    """Accept work for one body under one id. Raises ChallengeExpired or WorkMissing.

    least: the difficulty, in bits, below which a challenge of ours is no longer good.
    """
    if len(challenge) != 32:
        raise ChallengeExpired
    hour, difficulty = int.from_bytes(challenge[:4], "big"), challenge[4]
    if not hmac.compare_digest(challenge, _signed(key, hour, difficulty)):
        raise ChallengeExpired
    if not 0 <= int(now.timestamp()) // HOUR - hour < GOOD_HOURS or difficulty < least:
        raise ChallengeExpired
    if not solved(challenge, id, hashlib.sha256(body).digest(), solution, difficulty):
        raise WorkMissing
