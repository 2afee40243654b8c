"""Whose rows a transaction may touch, told to PostgreSQL (docs/decisions/0016).

Every statement names its office itself. Under the roles of deploy/postgresql-roles.sql the database
holds it to that: policies show the acting office's rows, or the one row that is asked for by what
only its owner knows. SQLite has no roles; there nothing is told and nothing costs.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Select, String, cast, event, func
from sqlalchemy.orm import InstrumentedAttribute, Session, SessionTransaction

NAMES = ("office", "token", "mailbox", "report", "message", "attachment")
"""office: whose rows. token: SHA-256 of what a cookie or a link carries. The others: one row's id,
for whoever knows it."""
TELL = "set_config('qingfeng.{}', %s, true)"

Named = uuid.UUID | bytes | None


def scope(unit: Session | Connection, **named: Named) -> None:
    """Name what this transaction is about, and every later one of the same request.

    A session that has not begun yet tells it with its first statement, in one round trip.
    """
    words = {name: _written(name, value) for name, value in named.items()}
    if isinstance(unit, Connection):
        _tell(unit, words)
        return
    unit.info.setdefault("scope", {}).update(words)
    if (told := _told(unit)) is not None:
        news = {name: word for name, word in words.items() if told.get(name) != word}
        _tell(unit.connection(), news)
        told.update(news)


@contextmanager
def in_office(session: Session, office_id: uuid.UUID) -> Iterator[None]:
    """Act in another office for a while: one that the caller has found the member may act in."""
    known = session.info.setdefault("scope", {})
    before = known.get("office", "")
    session.flush()
    scope(session, office=office_id)
    try:
        yield
        session.flush()
    except BaseException:
        known["office"] = before
        raise
    scope(session, office=uuid.UUID(before) if before else None)


def follow(
    session: Session, query: Select[Any], name: str, column: InstrumentedAttribute[Any]
) -> Any:
    """The one row that a query finds, or none; and name what a column of it refers to.

    Both take one round trip: the setting is made by the row that is found.
    """
    named = func.set_config(f"qingfeng.{name}", func.coalesce(cast(column, String), ""), True)
    row = session.execute(query.add_columns(named)).one_or_none()
    if row is None:
        return None
    session.info.setdefault("scope", {})[name] = row[-1]
    if (told := _told(session)) is not None:
        told[name] = row[-1]
    return row[0]


def _written(name: str, value: Named) -> str:
    if name not in NAMES:
        raise ValueError(f"{name!r} is not a scope: {', '.join(NAMES)}")
    if value is None:
        return ""
    return value.hex() if isinstance(value, bytes) else str(value)


def _told(session: Session) -> dict[str, str] | None:
    """What the database was told in this transaction; none before its first statement."""
    transaction = session.get_transaction()
    known: dict[str, str] = session.info.get("told", {})
    return known if transaction and session.info.get("told_in") is transaction else None


def _tell(connection: Connection, words: Mapping[str, str]) -> None:
    if words and connection.dialect.name == "postgresql":
        settings = ", ".join(TELL.format(name) for name in words)
        connection.exec_driver_sql(f"select {settings}", tuple(words.values()))


@event.listens_for(Session, "after_begin")
def _tell_at_the_beginning(
    session: Session, _transaction: SessionTransaction, connection: Connection
) -> None:
    told = dict(session.info.get("scope", {}))
    session.info.update(told=told, told_in=session.get_transaction())
    _tell(connection, told)
