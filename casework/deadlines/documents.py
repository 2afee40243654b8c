"""A deadline as it is given out."""

from __future__ import annotations

from datetime import date
from typing import Any

from casework.deadlines.counting import standing
from casework.deadlines.kinds import KINDS
from casework.deadlines.models import Deadline


def deadline_document(one: Deadline, today: date) -> dict[str, Any]:
    """A deadline as JSON (docs/api.md): with where it stands, unless it is met."""
    document = {
        "id": str(one.id),
        "case": str(one.case_id),
        "kind": one.kind,
        "entry": str(one.entry_id) if one.entry_id else None,
        "begun_on": one.begun_on.isoformat(),
        "due_on": one.due_on.isoformat(),
        "provisional": one.provisional,
        "soft": KINDS[one.kind].soft,
        "met_on": one.met_on.isoformat() if one.met_on else None,
    }
    if one.met_on is not None:
        return document
    colour, days = standing(one.due_on, today)
    return document | {"colour": colour, "working_days": days}
