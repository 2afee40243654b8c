"""What a member's browser is told of a case's entries and of what can be written next."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from sqlalchemy.orm import Session

from casework.cases.access import Granted
from casework.entries.history import History
from casework.entries.needs import STANDING
from casework.entries.reading import entries_of, history_of, names_in
from casework.entries.stages import KINDS
from casework.entries.telling import sayable, waiting_draft
from casework.members.models import Member


def entry_documents(session: Session, granted: Granted) -> list[dict[str, Any]]:
    """The entries of a case in order, sealed."""
    case = granted.case
    names = names_in(session, case.office_id)
    return [
        {
            "id": str(entry.id),
            "seq": entry.seq,
            "kind": entry.kind,
            "facts": entry.facts,
            "state": entry.state,
            "author": names.get(entry.author_id, ""),
            "recorded_at": entry.recorded_at.isoformat(),
            "sealed": b64encode(entry.sealed).decode(),
        }
        for entry in entries_of(session, case)
    ]


def next_document(session: Session, member: Member, granted: Granted) -> dict[str, Any]:
    """What this member may write now, and what the reporter may be told.

    steps: kinds, each with the needs that it waits for and that hold whatever the entry's facts
    are; those that look at its facts are told when it is written. states: casework/entries/
    telling.py. draft: the entry of the draft that waits for a keyholder, or null. deciders: who of
    those with access may decide what somebody asks for.
    """
    history = history_of(session, member, granted.case, granted.report)
    draft = waiting_draft(history)
    steps = [
        {"kind": kind, "missing": _missing(history, kind, member.name)}
        for kind, rule in KINDS.items()
        if granted.case.stage in rule.stages and set(member.roles) & set(rule.writers)
    ]
    return {
        "steps": steps,
        "states": sayable(history),
        "draft": draft.id if draft else None,
        "deciders": sorted(history.beside.deciders),
    }


def _missing(history: History, kind: str, author: str) -> list[str]:
    needs = [(need, STANDING.get(need)) for need in KINDS[kind].needs]
    return [need for need, holds in needs if holds and not holds(history, {}, author)]
