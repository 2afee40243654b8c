"""What a reporter may be told now, and which draft of an answer waits for a keyholder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casework.entries.history import History, Written
from casework.entries.stages import FINAL, STATES, TELLS, WORDS_ONLY
from casework.lists.shipped import COMPLAINTS

DRAFTED = ("answer_draft", "draft_returned", "told", "answered", "told_in_person", "no_answer")
"""A draft and what ends its waiting."""


def waiting_draft(history: History) -> Written | None:
    """The newest draft of an answer, until something is told or it is sent back."""
    last = history.last(*DRAFTED)
    return last if last is not None and last.kind == "answer_draft" else None


def is_waiting(history: History, facts: Mapping[str, Any], author: str) -> bool:
    """Whether an entry is about the draft that waits."""
    draft = waiting_draft(history)
    return draft is not None and draft.id == facts["on"]


def is_sayable(history: History, facts: Mapping[str, Any], author: str) -> bool:
    """Whether a reporter may be told this state now."""
    return facts["state"] in (*sayable(history), WORDS_ONLY)


def sayable(history: History) -> list[str]:
    """The states that fit the stage and what was decided, in the order of STATES."""
    told = TELLS.get(history.beside.stage, ())
    return [state for state in STATES if state in told and _is_true(history, state)]


def is_complaint(history: History, facts: Mapping[str, Any], author: str) -> bool:
    """Whether the reporter was sent to the complaints office."""
    last = history.since("reopening").last("not_ours")
    return last is not None and last.facts["door"] == COMPLAINTS


def _is_true(history: History, state: str) -> bool:
    """Nobody is told of a transfer that is not approved, nor of an end that was another one."""
    if state not in FINAL or history.beside.stage == "merged":
        return state != "not_ours"
    if state == "transferred":
        return history.has("transfer") or history.has("pass_up")
    return history.since("reopening").has("not_ours") == (state == "not_ours")
