"""What must be there before an entry may be written: each need is a name and a rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from casework.entries import eyes
from casework.entries.history import PENDING, History, Written
from casework.entries.stages import EXCUSABLE, KINDS
from casework.entries.telling import is_complaint, is_sayable, is_waiting
from casework.lists.shipped import WITHOUT_POWERS

Need = Callable[[History, Mapping[str, Any], str], bool]
"""Whether it is there, for an entry with these facts by this author."""
TAKES_TWO = 2
TASK_ENDS = ("task_answered", "task_withdrawn")
"""People in a talk, or with whoever is told in person."""


def _category(history: History, facts: Mapping[str, Any], author: str) -> bool:
    return history.has("assessment")


def _own_level(history: History, facts: Mapping[str, Any], author: str) -> bool:
    last = history.last("assessment")
    return last is not None and last.facts["level"] == "own"


def _team(history: History, facts: Mapping[str, Any], author: str) -> bool:
    if facts["way"] not in ("talk", "verify"):
        return True
    team = facts["team"]
    return (
        len(team) + facts["outside"] >= 2 and len(team) >= 1 and set(team) <= history.beside.access
    )


def _request(history: History, facts: Mapping[str, Any], author: str) -> bool:
    asked = history.find(facts["on"])
    return asked is not None and KINDS[asked.kind].asks and asked.state == PENDING


def _still_fits(history: History, facts: Mapping[str, Any], author: str) -> bool:
    """What is approved, or signed by the last of its team, could still be asked for now.

    The case may have moved on since, by another request of the same kind for instance.
    """
    asked = history.find(facts["on"])
    if asked is None or asked.state != PENDING or facts.get("verdict", "approved") != "approved":
        return True
    rule = KINDS[asked.kind]
    rest = History([one for one in history.entries if one.id != asked.id], history.beside)
    fits = all(NEEDS[need](rest, asked.facts, asked.author) for need in rule.needs)
    return history.beside.stage in rule.stages and fits


def _two_talkers(history: History, facts: Mapping[str, Any], author: str) -> bool:
    talkers = facts["talkers"]
    enough = len(talkers) + int(facts["outside"]) >= TAKES_TWO and len(talkers) >= 1
    return enough and set(talkers) <= history.beside.access


def _inquired(history: History, facts: Mapping[str, Any], author: str) -> bool:
    asked = history.find(facts["on"])
    return asked is not None and asked.kind == "inquiry"


def _deletable(history: History, facts: Mapping[str, Any], author: str) -> bool:
    return facts["reason"] != "over" or not history.beside.kept


def _talk_signed(history: History, talk: Written) -> bool:
    """By everybody of ours who talked and is still there to sign."""
    there = set(talk.facts["talkers"]) & history.beside.access
    return there <= history.signers(talk.id)


def _worked(history: History, facts: Mapping[str, Any], author: str) -> bool:
    """What the way asks for: a talk or an inquiry answered; or evidence or a talk. Talks signed."""
    now = history.since("sheet", "reopening")
    sheet = history.last("sheet")
    talks = [*now.of("talk")]
    if not all(_talk_signed(history, talk) for talk in talks):
        return False
    if sheet is not None and sheet.facts["way"] == "talk":
        return bool(talks) or now.has("inquiry_answered")
    return bool(talks) or now.has("evidence") or history.has("evidence")


def _above_level(history: History, facts: Mapping[str, Any], author: str) -> bool:
    last = history.last("assessment")
    return last is not None and last.facts["level"] == "above"


def _superior(history: History, facts: Mapping[str, Any], author: str) -> bool:
    return history.beside.superior


def _excuse(history: History, facts: Mapping[str, Any], author: str) -> bool:
    reason, mailbox = facts["reason"], history.beside.mailbox
    if reason == "no_contact":
        return mailbox == ""
    if reason == "mailbox_deleted":
        return mailbox == "deleted"
    return history.beside.stage == "merged" or mailbox == ""


def _no_contact(history: History, facts: Mapping[str, Any], author: str) -> bool:
    return facts["how"] != "no_contact" or history.beside.mailbox != "open"


def _two_tellers(history: History, facts: Mapping[str, Any], author: str) -> bool:
    return len(facts["tellers"]) + int(facts["outside"]) >= TAKES_TWO


def _approved_pass_up(history: History, facts: Mapping[str, Any], author: str) -> bool:
    asked = history.find(facts["on"])
    return asked is not None and asked in [*history.of("pass_up")]


def _approved_transfer(history: History, facts: Mapping[str, Any], author: str) -> bool:
    asked = history.find(facts["on"])
    fit = asked is not None and asked.kind == "transfer" and asked in [*history.of("transfer")]
    return fit and not [*history.on("transfer_sent", facts["on"])]


def _sent_transfer(history: History, facts: Mapping[str, Any], author: str) -> bool:
    return bool([*history.on("transfer_sent", facts["on"])])


def _handed_on(history: History, facts: Mapping[str, Any], author: str) -> bool:
    """Where a transfer comes first, it was sent: of a suspected crime, to who may look into it."""
    now = history.since("reopening")
    sheet, opinion = now.last("sheet"), now.last("opinion")
    proposed = (sheet is not None and sheet.facts["way"] == "transfer") or (
        opinion is not None and opinion.facts["proposal"] == "transfer"
    )
    sent = {_destination(history, one) for one in now.of("transfer_sent")}
    due = "transfer" not in _owed(now) or bool(sent - WITHOUT_POWERS)
    return due and (not proposed or bool(sent))


def _destination(history: History, sent: Written) -> str:
    asked = history.find(sent.facts["on"])
    return str(asked.facts["destination"]) if asked else ""


def _owed(history: History) -> set[str]:
    """What all outcomes together leave to be done: of another person, another one."""
    return {what for one in history.of("outcome") for what in one.facts["owes"]}


def _decided(history: History, facts: Mapping[str, Any], author: str) -> bool:
    now = history.since("reopening")
    sheet = now.last("sheet")
    by_transfer = sheet is not None and sheet.facts["way"] == "transfer"
    return now.has("outcome") or (by_transfer and now.has("transfer_sent"))


def _filing_done(history: History, facts: Mapping[str, Any], author: str) -> bool:
    """A filing that was begun is carried through (decision, service, execution), or closed."""
    now = history.since("reopening")
    done = now.has("sanction", "service", "execution") or now.since("filing").has("filing_closed")
    return done or not now.has("filing")


def _answered(history: History, kind: str, reply: str) -> bool:
    return all([*history.on(reply, one.id)] for one in history.of(kind))


def is_task_closed(history: History, id: str) -> bool:
    """Whether a question to another department was answered, or taken back."""
    return any(True for end in TASK_ENDS for _ in history.on(end, id))


def _open_task(history: History, facts: Mapping[str, Any], author: str) -> bool:
    """The question stands in this case, and was neither answered nor taken back."""
    asked = history.find(facts["on"])
    return asked is not None and asked.kind == "task" and not is_task_closed(history, asked.id)


def _own_task(history: History, facts: Mapping[str, Any], author: str) -> bool:
    asked = history.find(facts["on"])
    return asked is not None and asked.author == author


def _owed_done(history: History, facts: Mapping[str, Any], author: str) -> bool:
    now = history.since("reopening")
    owed, excused = _owed(now) & {*EXCUSABLE}, _excused(now)
    done = {what for what in owed if now.has(what)}
    rectified = _answered(history, "rectification", "rectified") or "rectification" in excused
    return owed <= done | excused and rectified


def _transfers_done(history: History, facts: Mapping[str, Any], author: str) -> bool:
    sent = {one.facts["on"] for one in history.of("transfer_sent")}
    answered = {one.facts["on"] for one in history.of("transfer_result")}
    return sent <= answered or "transfer_result" in _excused(history.since("reopening"))


def _excused(history: History) -> set[str]:
    return {one.facts["what"] for one in history.of("excused")}


def _merged_done(history: History, facts: Mapping[str, Any], author: str) -> bool:
    return all(history.beside.merged.values())


NEEDS: Mapping[str, Need] = {
    "letter": lambda history, facts, author: history.beside.letters > 0,
    "letter_since": lambda history, facts, author: history.beside.letters_since > 0,
    "mailbox": lambda history, facts, author: history.beside.mailbox == "open",
    "waiting_draft": is_waiting,
    "sayable": is_sayable,
    "complaint": is_complaint,
    "own_request": eyes.own_request,
    "request": _request,
    "other_eyes": eyes.by_other_eyes,
    "still_fits": _still_fits,
    "signable": eyes.signable,
    "not_own_debt": eyes.not_own_debt,
    "tries_apart": eyes.tries_apart,
    "two_talkers": _two_talkers,
    "inquired": _inquired,
    "deletable": _deletable,
    "preserved": lambda history, facts, author: history.has("preservation"),
    "assessed": _category,
    "own_level": _own_level,
    "above_level": _above_level,
    "superior": _superior,
    "undivided": lambda history, facts, author: not history.beside.divided,
    "first_hand": lambda history, facts, author: not history.beside.came_here,
    "other_case": lambda history, facts, author: facts["into"] in history.beside.cases,
    "studied": lambda history, facts, author: history.since("sheet", "reopening").has("study"),
    "team": _team,
    "worked": _worked,
    "found": lambda history, facts, author: history.since("sheet", "reopening").has("findings"),
    "of_the_team": lambda history, facts, author: author in history.team,
    "filed": lambda history, facts, author: history.since("reopening").has("filing"),
    "heard": lambda history, facts, author: history.since("filing").has("facts_checked", "defence"),
    "tried": lambda history, facts, author: history.since("filing").has("trial"),
    "sanctioned": lambda history, facts, author: history.since("filing").has("sanction"),
    "served": lambda history, facts, author: history.since("filing").has("service"),
    "approved_pass_up": _approved_pass_up,
    "approved_transfer": _approved_transfer,
    "sent_transfer": _sent_transfer,
    "handed_here": lambda history, facts, author: history.beside.handed_here,
    "decided": _decided,
    "handed_on": _handed_on,
    "filing_done": _filing_done,
    "somebody": lambda history, facts, author: facts["member"] != "" or facts["to_unit"] != "",
    "open_task": _open_task,
    "own_task": _own_task,
    "tasks_done": lambda history, facts, author: all(
        is_task_closed(history, one.id) for one in history.of("task")
    ),
    "two_tellers": _two_tellers,
    "excuse": _excuse,
    "no_contact": _no_contact,
    "other_checker": eyes.other_checker,
    "concluded": lambda history, facts, author: history.beside.concluded,
    "objections_done": lambda history, facts, author: _answered(
        history, "objection", "objection_explained"
    ),
    "supervisions_done": lambda history, facts, author: _answered(
        history, "supervision", "supervision_answered"
    ),
    "owed_done": _owed_done,
    "transfers_done": _transfers_done,
    "reopenable": lambda history, facts, author: (
        facts["to"] != "verification" or history.has("sheet")
    ),
    "merged_done": _merged_done,
    "nothing_asked": lambda history, facts, author: not history.pending,
    "listed": lambda history, facts, author: history.has("contents"),
}
"""Every need, by its name; casework/entries/texts.py says each in words."""
STANDING: Mapping[str, Need] = {
    name: NEEDS[name]
    for name in (
        "letter",
        "letter_since",
        "mailbox",
        "complaint",
        "preserved",
        "assessed",
        "own_level",
        "above_level",
        "superior",
        "undivided",
        "first_hand",
        "studied",
        "worked",
        "found",
        "of_the_team",
        "filed",
        "heard",
        "tried",
        "sanctioned",
        "served",
        "decided",
        "handed_on",
        "filing_done",
        "tasks_done",
        "other_checker",
        "not_own_debt",
        "tries_apart",
        "concluded",
        "objections_done",
        "owed_done",
        "supervisions_done",
        "transfers_done",
        "handed_here",
        "merged_done",
        "nothing_asked",
        "listed",
    )
}
"""Needs that do not look at the entry's facts: they can be told before it is written."""
