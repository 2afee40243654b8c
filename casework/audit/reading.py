"""Reading a chain as it is stored, for checking it and for its auditor."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from sqlalchemy import Select, Text, cast, select
from sqlalchemy.orm import Session

from casework.audit.checking import Stored
from casework.audit.models import AuditEntry

AT_ONCE = 500
"""How many rows are in memory at a time."""


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


def stored_entries(session: Session, office_id: uuid.UUID, after: int = 0) -> Iterator[Stored]:
    """The entries of an office after a number, upwards; a few at a time are in memory."""
    mine = AuditEntry.office_id == office_id, AuditEntry.seq > after
    for row in session.execute(
        as_stored().where(*mine).order_by(AuditEntry.seq),
        execution_options={"yield_per": AT_ONCE},
    ):
        yield Stored._make(row)


def entry_document(entry: Stored) -> dict[str, Any]:
    """An entry as an auditor is given it: digests in hex, facts that are no JSON as their text."""
    facts: Any = entry.facts
    with suppress(ValueError):
        facts = json.loads(entry.facts)
    previous, digest = entry.previous.hex(), entry.digest.hex()
    return entry._asdict() | {"facts": facts, "previous": previous, "digest": digest}
