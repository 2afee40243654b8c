"""Four eyes: who has a part in what waits, and so does not decide it (decision 0025).

static/js/worker/decided.js says the same for the browser, which believes no server about it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casework.entries.history import PENDING, RETURNED, WITHDRAWN, History, Written

JUDGED = ("opinion", "outcome", "sanction", "filing_closed", "appeal_decided")
"""What is decided on the work of those who verified."""
NAMING = ("sheet", "team")


def parties(history: History, asked: Written) -> set[str]:
    """Who never decides what was asked: its author, and on what was found who signed for it."""
    own, report = history.signers(asked.id), history.last("report")
    return own | history.signers(report.id) if report and asked.kind in JUDGED else own


def verifiers(history: History) -> set[str]:
    """Everybody who has verified in a case, also before the team was changed."""
    found = {who for one in history.of(*NAMING) for who in one.facts["team"]}
    found |= {who for one in history.of("talk") for who in one.facts["talkers"]}
    found |= {one.author for one in history.of("findings")}
    return found | {who for one in history.of("report") for who in history.signers(one.id)}


def by_other_eyes(history: History, facts: Mapping[str, Any], author: str) -> bool:
    """Whether a decision is that of somebody without a part in what it decides.

    Who verified but did not sign decides on it only where nobody else with access could.
    """
    asked = history.find(facts["on"])
    if asked is None:
        return True  # `request` says so
    out = parties(history, asked)
    more = out | verifiers(history) if asked.kind in JUDGED else out
    return _is_apart(author, out, more, history.beside.deciders)


def own_request(history: History, facts: Mapping[str, Any], author: str) -> bool:
    """Whether somebody takes back what they asked for; or what nobody is there to take back."""
    asked = history.find(facts["on"])
    if asked is None or asked.state != PENDING:
        return False
    return asked.author == author or asked.author not in history.beside.access


def team_at(history: History, id: str) -> list[str]:
    """Who verified when an entry was written: by the last sheet, or change of team, that had been
    approved by then."""
    at = next((n for n, one in enumerate(history.entries) if one.id == id), len(history.entries))
    before = history.entries[:at]
    approved = {
        one.facts["on"]
        for one in before
        if one.kind == "decision" and one.facts["verdict"] == "approved"
    }
    named = [one for one in before if one.kind in NAMING and one.id in approved]
    return list(named[-1].facts["team"]) if named else []


def signable(history: History, facts: Mapping[str, Any], author: str) -> bool:
    """Whether this member stands behind what they sign: they are of its team, or talked there."""
    asked = history.find(facts["on"])
    if asked is None or asked.state in (RETURNED, WITHDRAWN) or author in history.signers(asked.id):
        return False
    if asked.kind == "report":
        return author in team_at(history, asked.id)
    return asked.kind == "talk" and author in asked.facts["talkers"]


def not_own_debt(history: History, facts: Mapping[str, Any], author: str) -> bool:
    """Whether whoever lets something be left undone is not who would have to do it.

    Who handled the case before does so only where nobody else could.
    """
    outcome = history.last("outcome")
    out = {history.beside.handler} | (history.signers(outcome.id) if outcome else set())
    return _is_apart(author, out, out | _handlers(history), history.beside.deciders)


def other_checker(history: History, facts: Mapping[str, Any], author: str) -> bool:
    """Whether somebody checks once more who did not verify, and does not handle the case.

    Who only registered it does so where nobody else is there.
    """
    handled = {one.facts["member"] for one in history.of("handler")}
    out = verifiers(history) | handled | {history.beside.handler}
    return _is_apart(author, out, out | _handlers(history), history.beside.access)


def tries_apart(history: History, facts: Mapping[str, Any], author: str) -> bool:
    """Whether somebody tries a filed case (审理) who did not verify in it, if anybody is there."""
    return _is_apart(author, set(), verifiers(history), history.beside.access)


def _handlers(history: History) -> set[str]:
    """Everybody who has handled a case; who registered it was the first."""
    later = {one.facts["member"] for one in history.of("handler")}
    return later | {history.beside.handler, history.beside.registered_by}


def _is_apart(author: str, out: set[str], more: set[str], there: frozenset[str]) -> bool:
    """Whether an author has no such part: never one of `out`, and of `more` only where nobody
    else is there."""
    return author not in (more if there - more else out)
