"""Whether an entry may be written, and what it makes of the case: pure functions of its history."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from casework.entries.eyes import team_at
from casework.entries.history import APPROVED, PENDING, RETURNED, WITHDRAWN, History, Written
from casework.entries.needs import NEEDS
from casework.entries.stages import KINDS


class StepRefused(Exception):
    """An entry of this kind is not written in this stage, or not by members of these roles."""


class CaseMoved(Exception):
    """Somebody has written in the case since it was read."""


class StepMissing(Exception):
    """Something must be there first; `missing` names it (needs.NEEDS)."""

    def __init__(self, missing: Collection[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = list(missing)


def check_entry(
    history: History, kind: str, facts: Mapping[str, Any], author: str, roles: Collection[str]
) -> None:
    """Refuse what the table does not allow now. Raises StepRefused, StepMissing."""
    rule = KINDS[kind]
    if history.beside.stage not in rule.stages or not set(roles) & set(rule.writers):
        raise StepRefused
    missing = [need for need in rule.needs if not NEEDS[need](history, facts, author)]
    if missing:
        raise StepMissing(missing)


def state_of(history: History, entry: Written) -> str:
    """What a new entry begins as: waiting, if it asks for a decision or for signatures."""
    rule = KINDS[entry.kind]
    waits = rule.asks or (rule.signed and not _all_signed(history, entry))
    return PENDING if waits else ""


def settled(history: History, entry: Written) -> tuple[Written, str] | None:
    """What a new entry settles, with what becomes of it: a request decided, a report signed."""
    if entry.kind not in ("decision", "withdrawal", "signature"):
        return None
    asked = history.find(entry.facts["on"])
    if asked is None or asked.state != PENDING:
        return None
    if entry.kind == "decision":
        return asked, APPROVED if entry.facts["verdict"] == "approved" else RETURNED
    if entry.kind == "withdrawal":
        return asked, WITHDRAWN
    rule = KINDS[asked.kind]
    team = set(team_at(history, asked.id))
    signed = rule.signed and team <= history.signers(asked.id) | {entry.author}
    return (asked, APPROVED) if signed else None


def _all_signed(history: History, entry: Written) -> bool:
    return set(history.team) <= {entry.author}


def stage_after(stage: str, entry: Written) -> str:
    """Where a case stands once an entry has taken effect. A merged case stays what it is."""
    led = KINDS[entry.kind].leads_to(entry.facts)
    stays = stage == "merged" and led != "deleted"
    return stage if stays or not led else led
