"""Writing apart from reading: requests read in one short snapshot and write at its end.

A sign-in takes a tenth of a second on purpose. A session that may write would keep SQLite's one
writer, and so every reporter, waiting for that long.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import current_app
from sqlalchemy.orm import Session

from portal.database import db


def reading() -> Session:
    """This request's session for reading."""
    return db(reading=True)


@contextmanager
def writing() -> Iterator[Session]:
    """A session of its own for one short write; committed at the end, rolled back by an error."""
    engine = current_app.extensions["qingfeng.engine"]
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session
