"""What an entry makes of its case once it takes effect: stage, numbers, deadlines."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from casework.cases.emptying import close_letters, empty_case
from casework.cases.models import Case
from casework.cases.retention import end_of
from casework.deadlines.kinds import ONE_AFTER_THE_OTHER
from casework.deadlines.service import begin, drop, extend, meet
from casework.entries.history import Written
from casework.entries.models import Entry
from casework.entries.rules import stage_after
from casework.entries.stages import FINAL, KINDS
from casework.lists.shipped import SUPERIOR
from casework.members.models import Member
from casework.numbers.service import LEAD, next_number
from casework.tasks.models import Task
from portal.reports.models import Report

SETTLING = ("decision", "withdrawal", "signature")
"""Kinds that have no effect of their own but on what they are about."""
WORK = ("disposal", "pass_up", "verification", "talk", "inquiry", "review")
"""Deadlines of the work on a case: they go where the case does, and end with it."""
SETTLED = ("accepted", "held", *FINAL)
"""States by which a reporter knows whether it is accepted."""
GONE = "blobs"
"""Where a session keeps the blobs that are deleted after its commit."""
Effect = Callable[[Session, Case, Entry, date], None]


def take_effect(session: Session, case: Case, entry: Entry, today: date, now: datetime) -> None:
    """Move a case on by an entry that counts. The caller commits."""
    if entry.kind in SETTLING:
        return
    rule = KINDS[entry.kind]
    written = Written(str(entry.id), entry.kind, entry.facts, "")
    case.stage = stage_after(case.stage, written)
    if rule.is_conclusion(entry.facts):
        case.concluded_on = today
        begin(session, case, "answer", today, entry_id=entry.id)
    for kind in rule.begins:
        begin(session, case, kind, today, entry_id=entry.id, due_on=_day(entry, "due_on"))
    for kind in rule.meets:
        meet(session, case, kind, today, entry_id=_about(entry))
    if entry.kind in EFFECTS:
        EFFECTS[entry.kind](session, case, entry, today)
    if rule.to == "archived":
        case.archived_at = now


def _day(entry: Entry, name: str) -> date | None:
    given = entry.facts.get(name)
    return date.fromisoformat(given) if isinstance(given, str) else None


def _about(entry: Entry) -> uuid.UUID | None:
    """The entry that began the deadline, where this one names it."""
    given = entry.facts.get("on")
    return uuid.UUID(given) if isinstance(given, str) and len(given) == 36 else None


def _assess(session: Session, case: Case, entry: Entry, today: date) -> None:
    case.category = entry.facts["category"]
    drop(session, case, "pass_up")
    if entry.facts["level"] == "above":
        report = session.get_one(Report, (case.office_id, case.report_id))
        begin(session, case, "pass_up", report.deliver_on, entry_id=entry.id)


def _number(session: Session, case: Case, entry: Entry, today: date) -> None:
    if case.lead_no is None:
        case.lead_year = today.year
        case.lead_no = next_number(session, case.office_id, LEAD, today.year)


def _hand_to(session: Session, case: Case, entry: Entry, today: date) -> None:
    """To a member, to a unit (纪检监察室, 行风办), or to both; what is left empty stays."""
    case.unit = entry.facts["to_unit"] or case.unit
    if entry.facts["member"] == "":
        return
    case.handler_id = session.scalar(
        select(Member.id).where(
            Member.office_id == case.office_id, Member.name == entry.facts["member"]
        )
    )


def _merge(session: Session, case: Case, entry: Entry, today: date) -> None:
    case.merged_into = uuid.UUID(entry.facts["into"])
    drop(session, case, *WORK)


def _dispose(session: Session, case: Case, entry: Entry, today: date) -> None:
    case.way = entry.facts["way"]
    if case.stage == "held":
        _hold(session, case, entry, today)
    if case.stage == "verification":
        kind = "talk" if case.way == "talk" else "verification"
        begin(session, case, kind, today, entry_id=entry.id, due_on=_day(entry, "until"))


def _propose(session: Session, case: Case, entry: Entry, today: date) -> None:
    if case.stage == "held":
        _hold(session, case, entry, today)


def _hold(session: Session, case: Case, entry: Entry, today: date) -> None:
    case.review_on = begin(session, case, "review", today, entry_id=entry.id).due_on


def _review(session: Session, case: Case, entry: Entry, today: date) -> None:
    if case.stage == "held":
        _hold(session, case, entry, today)
    else:
        case.review_on = None
        begin(session, case, "disposal", today, entry_id=entry.id)


def _extend(session: Session, case: Case, entry: Entry, today: date) -> None:
    extend(session, case, entry.facts["deadline"], date.fromisoformat(entry.facts["until"]))


def _transfer(session: Session, case: Case, entry: Entry, today: date) -> None:
    asked = session.get_one(Entry, (case.office_id, uuid.UUID(entry.facts["on"])))
    due = date.fromisoformat(asked.facts["due_on"])
    begin(session, case, "transfer_receipt", today, entry_id=asked.id)
    begin(session, case, "transfer_result", today, entry_id=asked.id, due_on=due)
    if asked.facts["destination"] == SUPERIOR:
        meet(session, case, "pass_up", today)


def _answer(session: Session, case: Case, entry: Entry, today: date) -> None:
    for kind in ONE_AFTER_THE_OTHER["retaliation"]:
        begin(session, case, kind, today, entry_id=entry.id)


def _tell(session: Session, case: Case, entry: Entry, today: date) -> None:
    meet(session, case, "first_reply", today)
    if entry.facts["state"] in SETTLED:
        meet(session, case, "reply", today)


def _owe(session: Session, case: Case, entry: Entry, today: date) -> None:
    for what in ("education", "rectification"):
        if what in entry.facts["owes"]:
            begin(session, case, what, today, entry_id=entry.id)


def _rectify(session: Session, case: Case, entry: Entry, today: date) -> None:
    """What is to be done by when stands in the entry now: no outcome's limit counts any more."""
    of = Entry.office_id == case.office_id, Entry.case_id == case.id, Entry.kind == "outcome"
    for id in session.scalars(select(Entry.id).where(*of)):
        meet(session, case, "rectification", today, entry_id=id)


def _end_work(session: Session, case: Case, entry: Entry, today: date) -> None:
    drop(session, case, *WORK)


def _stop_waiting(session: Session, case: Case, entry: Entry, today: date) -> None:
    """Who did not answer an inquiry is not waited for once the report is signed."""
    drop(session, case, "inquiry")


def _excuse(session: Session, case: Case, entry: Entry, today: date) -> None:
    drop(session, case, entry.facts["what"])


def _archive(session: Session, case: Case, entry: Entry, today: date) -> None:
    drop(session, case, *WORK)
    case.keep = entry.facts["keep"]
    case.kept_until = end_of(case.keep, today)


def _delete(session: Session, case: Case, entry: Entry, today: date) -> None:
    report = session.get_one(Report, (case.office_id, case.report_id))
    gone = [*close_letters(session, case, report, today), *empty_case(session, case, report)]
    session.info.setdefault(GONE, []).extend(gone)


def _close_task(session: Session, case: Case, entry: Entry, today: date) -> None:
    """A question that is taken back, or answered on paper, is nobody's task any more."""
    on = Task.office_id == case.office_id, Task.entry_id == uuid.UUID(entry.facts["on"])
    session.execute(delete(Task).where(*on, Task.answer.is_(None)))


def _reopen(session: Session, case: Case, entry: Entry, today: date) -> None:
    case.concluded_on = case.archived_at = case.review_on = case.kept_until = None
    case.keep = ""
    drop(session, case, "answer", "inquiry", "review")
    if case.stage == "disposal":
        begin(session, case, "disposal", today, entry_id=entry.id)
    if case.stage == "verification":
        begin(session, case, "verification", today, entry_id=entry.id)


EFFECTS: Mapping[str, Effect] = {
    "assessment": _assess,
    "lead": _number,
    "handler": _hand_to,
    "merge": _merge,
    "sheet": _dispose,
    "opinion": _propose,
    "review": _review,
    "extension": _extend,
    "transfer_sent": _transfer,
    "task_answered": _close_task,
    "task_withdrawn": _close_task,
    "told": _tell,
    "not_ours": _end_work,
    "report": _stop_waiting,
    "outcome": _owe,
    "rectification": _rectify,
    "excused": _excuse,
    "answered": _answer,
    "told_in_person": _answer,
    "archive": _archive,
    "deletion": _delete,
    "reopening": _reopen,
}
"""What some kinds of entry do besides moving the stage and their deadlines."""
