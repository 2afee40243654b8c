"""Slowing down whoever guesses, at one office and one name and nowhere else.

A try is counted before it is looked at, so that many at once are no way around; a right one is
taken back. Names that nobody has are counted like others. At the page to sign in, at the second
factor and in an open session it is counted apart: a stranger who hammers at the first keeps nobody
from unlocking.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from casework.members.factor_models import SignInFailure
from casework.members.models import utc
from portal.database import insert_once

FREE = 5
LONGEST = 60
KEPT = timedelta(days=1)
SWEPT = 100
"""Names that one try sweeps at most: more than it adds."""
WHERE = ("sign-in", "second-factor", "session")


class TooFast(Exception):
    """Too many wrong tries: this name has to wait. retry_after: seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after)
        self.retry_after = retry_after


@dataclass(frozen=True)
class Try:
    """One try. failures: how many stand against the name with this one."""

    id: bytes
    failures: int

    @property
    def is_step(self) -> bool:
        """Whether the wait has just become longer: then it is worth a line in the audit chain."""
        return self.failures >= FREE and wait_after(self.failures) > wait_after(self.failures - 1)


def wait_after(failures: int) -> int:
    """Seconds to wait after so many failures: none for the first four, then 2, 4, 8 … 60."""
    return min(LONGEST, 2 ** (failures - FREE + 1)) if failures >= FREE else 0


def count_try(session: Session, where: str, office: str, name: str, now: datetime) -> Try:
    """Count a try before it is looked at. The caller commits. Raises TooFast.

    where: one of WHERE. office: the slug that was given.
    """
    id = _id_of(where, office, name)
    _sweep(session, now)
    insert_once(session, SignInFailure, id=id, failures=0, last_at=now)
    row = session.get_one(SignInFailure, id, with_for_update=True, populate_existing=True)
    if utc(row.last_at) <= now - KEPT:
        row.failures = 0
    wait = timedelta(seconds=wait_after(row.failures))
    left = utc(row.last_at) + wait - now
    if wait and left > timedelta(0):
        raise TooFast(-(-left // timedelta(seconds=1)))
    row.failures += 1
    row.last_at = now
    session.flush()
    return Try(id, row.failures)


def take_back(session: Session, counted: Try) -> None:
    """The try was right, but more is to be proved. The caller commits."""
    mine = SignInFailure.id == counted.id, SignInFailure.failures > 0
    session.execute(update(SignInFailure).where(*mine).values(failures=SignInFailure.failures - 1))


def forgive(session: Session, office: str, name: str) -> int:
    """Everything is proved: nothing stands against the name any more; tells how much stood.

    The caller commits.
    """
    ids = [_id_of(where, office, name) for where in WHERE]
    gone = delete(SignInFailure).where(SignInFailure.id.in_(ids))
    return sum(session.scalars(gone.returning(SignInFailure.failures)))


def begin_waiting(session: Session, counted: Try, now: datetime) -> None:
    """The try was wrong: the wait begins when that is known. The caller commits."""
    mine = SignInFailure.id == counted.id
    session.execute(update(SignInFailure).where(mine).values(last_at=now))


def _sweep(session: Session, now: datetime) -> None:
    """Delete some names that nobody tried for a day, without waiting for anybody."""
    over = select(SignInFailure.id).where(SignInFailure.last_at <= now - KEPT)
    some = over.limit(SWEPT).with_for_update(skip_locked=True)
    session.execute(delete(SignInFailure).where(SignInFailure.id.in_(some)))


def _id_of(where: str, office: str, name: str) -> bytes:
    return hashlib.sha256(b"\0".join(part.encode() for part in (where, office, name))).digest()
