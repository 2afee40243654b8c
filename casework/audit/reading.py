"""Reading a chain as it is stored, for checking it and for its auditor."""

from __future__ import annotations

import json
import uuid
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, func, select
from sqlalchemy.orm import Session

from casework.audit.chain import written
from casework.audit.checking import Stored
from casework.audit.forms import Wanted
from casework.audit.models import AuditEntry
from casework.members.models import Member

AT_ONCE = 500
"""How many rows are in memory at a time, and how many go to a browser that checks the chain."""
MOST = 2**31
"""No chain is that long; PostgreSQL would refuse the number."""
PAGE = 50
"""How many acts an auditor's page shows."""


class EntryUnknown(Exception):
    """The chain has no entry of this number."""


@dataclass(frozen=True)
class Stretch:
    """Some entries of a chain by number. until: the last of them; none if the chain ends here."""

    entries: Sequence[Stored]
    until: int | None


@dataclass(frozen=True)
class Acts:
    """A page of the acts that were asked for, newest first; `total` counts all of them."""

    entries: Sequence[Stored]
    pages: int
    total: int


def as_stored() -> Select[int, str, str, str, str, str, bytes, bytes]:
    """The columns of `Stored`; facts as text, because whoever changed it may have left no JSON."""
    return select(
        AuditEntry.seq,
        AuditEntry.at,
        AuditEntry.member,
        AuditEntry.act,
        AuditEntry.subject,
        cast(AuditEntry.facts, Text),
        AuditEntry.previous,
        AuditEntry.digest,
    )


def stored_entries(
    session: Session, office_id: uuid.UUID, after: int = 0
) -> Generator[Stored, None, None]:
    """The entries of an office after a number, upwards; a few at a time are in memory.

    Whoever stops before the last one closes it (contextlib.closing).
    """
    mine = AuditEntry.office_id == office_id, AuditEntry.seq > after
    upwards = as_stored().where(*mine).order_by(AuditEntry.seq)
    with session.execute(upwards, execution_options={"yield_per": AT_ONCE}) as rows:
        for row in rows:
            yield Stored._make(row)


def chain_page(session: Session, office_id: uuid.UUID, after: int) -> Stretch:
    """The stretch of a chain after a number."""
    with closing(stored_entries(session, office_id, after)) as following:
        rows = list(islice(following, AT_ONCE + 1))
    entries = rows[:AT_ONCE]
    return Stretch(entries, entries[-1].seq if len(rows) > AT_ONCE else None)


def entry_digest(session: Session, office_id: uuid.UUID, seq: int) -> bytes:
    """The digest of an entry. Raises EntryUnknown."""
    of = AuditEntry.office_id == office_id, AuditEntry.seq == seq
    digest = session.scalar(select(AuditEntry.digest).where(*of)) if seq < MOST else None
    if digest is None:
        raise EntryUnknown
    return digest


def page_of_acts(session: Session, office_id: uuid.UUID, wanted: Wanted) -> Acts:
    """A page of the acts that an auditor asks for; the last, at most."""
    rules = list(_rules(office_id, wanted))
    total = session.scalar(select(func.count()).select_from(AuditEntry).where(*rules)) or 0
    pages = -(-total // PAGE)
    offset = PAGE * (max(1, min(wanted.page, pages)) - 1)
    newest = as_stored().where(*rules).order_by(AuditEntry.seq.desc())
    rows = session.execute(newest.offset(offset).limit(PAGE))
    return Acts([Stored._make(row) for row in rows], pages, total)


def people_of(session: Session, office_id: uuid.UUID) -> list[Member]:
    """Who may have done something: every member there is or was, by name."""
    members = select(Member).where(Member.office_id == office_id)
    return list(session.scalars(members.order_by(Member.name)))


def _rules(office_id: uuid.UUID, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    yield AuditEntry.office_id == office_id
    if wanted.member is not None:
        yield AuditEntry.member == wanted.member
    if wanted.act is not None:
        yield AuditEntry.act == wanted.act
    if wanted.since is not None:
        yield AuditEntry.at >= written(wanted.since)
    if wanted.before is not None:
        yield AuditEntry.at < written(wanted.before)


def entry_document(entry: Stored) -> dict[str, Any]:
    """An entry as an auditor is given it: digests in hex, facts that are no JSON as their text."""
    facts: Any = entry.facts
    with suppress(ValueError):
        facts = json.loads(entry.facts)
    previous, digest = entry.previous.hex(), entry.digest.hex()
    return entry._asdict() | {"facts": facts, "previous": previous, "digest": digest}
