"""What can be done with entries: write one, and what it makes of its case.

The case is locked while it happens, so of two entries at once the second is told that the case has
moved on. The server sees kinds and facts; the words are sealed and signed inside (docs/report-
format.md, An entry).
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases.access import Granted, find_case
from casework.cases.models import Case
from casework.cases.sealed import check_case
from casework.deadlines.service import extensible
from casework.entries.effects import take_effect
from casework.entries.forms import EntryForm
from casework.entries.history import APPROVED, History, Written
from casework.entries.models import Entry
from casework.entries.reading import history_of
from casework.entries.rules import CaseMoved, check_entry, settled, state_of
from casework.members.models import Member
from casework.members.standing import as_now, hold_standing
from portal.attachments.claims import claim
from portal.reports.service import DifferentBody


@dataclass(frozen=True)
class Moment:
    """When something is done, as a date in Asia/Shanghai and as a UTC time."""

    today: date
    now: datetime


def write_entry(
    session: Session, member: Member, case_id: uuid.UUID, form: EntryForm, moment: Moment
) -> tuple[Entry, bool]:
    """Write one entry into a case; tells whether it is new. The caller commits.

    The same entry again changes nothing. Raises CaseUnknown, DifferentBody, CaseMoved unless `seq`
    is the next one, StepRefused, StepMissing, NotSealed, SizeWrong, AttachmentUnknown; and for a
    limit to be extended what `extensible` raises.
    """
    if form.kind == "merge":
        _hold_both(session, member, case_id, uuid.UUID(form.facts["into"]))
    granted = find_case(session, member, case_id, locked=True)
    member = as_now(session, member)
    stored = session.get(Entry, (member.office_id, form.id))
    if stored is not None:
        if stored.case_id != case_id or stored.sealed != form.sealed:
            raise DifferentBody
        return stored, False
    if form.seq != granted.case.entries + 1:
        raise CaseMoved
    check_case(form.sealed)
    history = history_of(session, member, granted.case, granted.report)
    check_entry(history, form.kind, form.facts, member.name, member.roles)
    if form.kind == "extension":
        until = date.fromisoformat(form.facts["until"])
        extensible(session, granted.case, form.facts["deadline"], until)
    return _write(session, member, granted, form, history, moment), True


def _hold_both(session: Session, member: Member, *ids: uuid.UUID) -> None:
    """Two cases hold still while one goes into the other, in one order, whichever was asked for."""
    hold_standing(session, member.office_id)
    both = select(Case.id).where(Case.office_id == member.office_id, Case.id.in_(ids))
    session.execute(both.order_by(Case.id).with_for_update())


def _write(
    session: Session,
    member: Member,
    granted: Granted,
    form: EntryForm,
    history: History,
    moment: Moment,
) -> Entry:
    case = granted.case
    written = Written(str(form.id), form.kind, form.facts, member.name)
    written = replace(written, state=state_of(history, written))
    entry = Entry(
        office_id=case.office_id,
        id=form.id,
        case_id=case.id,
        seq=form.seq,
        kind=form.kind,
        facts=dict(form.facts),
        state=written.state,
        sealed=form.sealed,
        author_id=member.id,
        recorded_at=moment.now,
    )
    session.add(entry)
    case.entries = form.seq
    claim(session, case.office_id, form.attachments, message_id=form.id)
    if not written.state:
        take_effect(session, case, entry, moment.today, moment.now)
    _settle(session, case, history, written, moment)
    session.flush()
    return entry


def _settle(
    session: Session, case: Case, history: History, written: Written, moment: Moment
) -> None:
    """What waited for this entry is approved, sent back or withdrawn by it."""
    done = settled(history, written)
    if done is None:
        return
    asked, state = done
    waiting = session.get_one(Entry, (case.office_id, uuid.UUID(asked.id)))
    waiting.state = state
    if state == APPROVED:
        take_effect(session, case, waiting, moment.today, moment.now)
