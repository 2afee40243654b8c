"""Writing apart from reading: requests read in one short snapshot and write at its end.

A sign-in takes a tenth of a second on purpose. A session that may write would keep SQLite's one
writer, and so every reporter, waiting for that long.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from portal.database import db, writing

__all__ = ["reading", "writing"]


def reading() -> Session:
    """This request's session for reading."""
    return db(reading=True)
