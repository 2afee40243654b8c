"""The database both areas share: two schemas, one session a request.

PostgreSQL has the schemas `portal` and `casework`; SQLite has none, so the same tables stand
there under their plain names (docs/architecture.md, Data rules).
"""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from flask import Flask, current_app, g, request
from sqlalchemy import Engine, MetaData, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session

SCHEMAS = ("portal", "casework")
BUSY_SECONDS = 30
SQLITE = (
    "page_size=8192",  # a sealed body of the smallest class on one page; before WAL or never
    "journal_mode=WAL",
    "synchronous=FULL",
    "wal_autocheckpoint=2000",
    "cache_size=-32000",
    "foreign_keys=ON",
)
DISK_FULL = "53100"
"""PostgreSQL's name for it (its manual, appendix A)."""
T = TypeVar("T")


class Base(DeclarativeBase):
    """The base of every stored noun."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


VIEWS = MetaData()
"""What may be counted or looked up without the rows behind it being readable (decision 0016)."""


def make_engine(address: str) -> Engine:
    """Open the database at a SQLAlchemy address (SQLite or PostgreSQL)."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(address)
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    return create_engine(url, pool_pre_ping=True)


def out_of_space(error: BaseException) -> bool:
    """Whether something could not be stored because a disk is full (budgets.md, F3)."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    cause = getattr(error, "orig", None)
    full = getattr(cause, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    return full or getattr(cause, "sqlstate", None) == DISK_FULL


def _sqlite_engine(address: str) -> Engine:
    engine = create_engine(
        address,
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None},
        execution_options={"schema_translate_map": dict.fromkeys(SCHEMAS)},
    )

    @event.listens_for(engine, "connect")
    def durable(connection: Any, _record: object) -> None:
        for pragma in SQLITE:
            connection.execute(f"PRAGMA {pragma}")
        # PostgreSQL's own; here nothing listens (portal/scope.py).
        connection.create_function("set_config", 3, lambda _name, value, _local: value)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def attach(app: Flask, engine: Engine) -> None:
    """Give every request of an application a session on this engine."""
    app.extensions["qingfeng.engine"] = engine
    app.extensions["qingfeng.reading"] = engine.execution_options(reading=True)

    @app.teardown_appcontext
    def close(_error: BaseException | None) -> None:
        for unit in (g.pop("session", None), g.pop("connection", None)):
            if unit is not None:
                unit.close()


def db(*, reading: bool = False) -> Session:
    """The session of this request. One that only reads never waits for a writer.

    reading: said by a view at its first call; a GET only reads anyway.
    """
    if "session" not in g:
        reading = reading or (bool(request) and request.method in ("GET", "HEAD"))
        g.session = _session("qingfeng.reading" if reading else "qingfeng.engine")
    session: Session = g.session
    return session


@contextmanager
def writing() -> Iterator[Session]:
    """A session of its own for one short write; committed at the end, rolled back by an error."""
    with _session("qingfeng.engine") as session, session.begin():
        yield session


def _session(engine: str) -> Session:
    """A session within what this request has named (portal/scope.py)."""
    named = g.setdefault("scope", {})
    return Session(current_app.extensions[engine], expire_on_commit=False, info={"scope": named})


def plain() -> Connection:
    """A plain connection for this request: intake's way past the mapper, which costs too much."""
    if "connection" not in g:
        g.connection = current_app.extensions["qingfeng.engine"].connect()
    connection: Connection = g.connection
    return connection


def insert_once(session: Session, table: type[Base], **values: Any) -> None:
    """Insert a row unless there is one with its key already, without an error."""
    if _dialect(session) == "postgresql":
        row = postgresql.insert(table).values(**values).on_conflict_do_nothing()
        session.execute(row)
    else:
        session.execute(sqlite.insert(table).values(**values).on_conflict_do_nothing())


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


def commit_once(
    unit: Session | Connection, verb: Callable[[], T], clash: Callable[[], T] | None = None
) -> T:
    """Run a verb and commit. If a constraint says that something is stored already, ask `clash`.

    Two requests may store the same id at the same moment; the second one meets the constraint.
    `clash` then finds what the first one stored and answers by the rule for repeats; without it
    the verb itself runs once more. Raises what they raise.
    """
    try:
        result = verb()
        unit.commit()
    except IntegrityError:
        unit.rollback()
        result = (clash or verb)()
        unit.commit()
    return result
