"""Reading what a case has behind it from the database."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from casework.cases.access import granted_to
from casework.cases.grants import granted_members
from casework.cases.models import Case
from casework.cases.retention import DELETED, is_over
from casework.entries.history import Beside, History, Written
from casework.entries.models import Entry
from casework.entries.stages import DECIDERS, OPEN
from casework.members.models import Member
from casework.transfers.receipts import CHANNEL, waits_for_result
from portal.days import today
from portal.mailboxes.models import ANSWER, Mailbox, Message
from portal.offices.models import Office
from portal.reports.models import Report

TOLD = ("answered", "told_in_person", "no_answer")


def entries_of(session: Session, case: Case) -> Sequence[Entry]:
    """The entries of a case with their sealed words, in order."""
    return session.scalars(
        select(Entry)
        .where(Entry.office_id == case.office_id, Entry.case_id == case.id)
        .order_by(Entry.seq)
    ).all()


def history_of(session: Session, member: Member, case: Case, report: Report) -> History:
    """What the rules look at, for an entry that this member is about to write."""
    columns = Entry.id, Entry.kind, Entry.facts, Entry.author_id, Entry.state
    rows = session.execute(
        select(*columns)
        .where(Entry.office_id == case.office_id, Entry.case_id == case.id)
        .order_by(Entry.seq)
    ).all()
    names = names_in(session, case.office_id)
    written = [
        Written(str(id), kind, facts, names.get(author, ""), state)
        for id, kind, facts, author, state in rows
    ]
    return History(written, _beside(session, member, case, report, names))


def names_in(session: Session, office_id: uuid.UUID) -> Mapping[uuid.UUID, str]:
    """The sign-in name of everybody who is or was a member."""
    rows = session.execute(select(Member.id, Member.name).where(Member.office_id == office_id))
    return {row.id: row.name for row in rows}


def _beside(
    session: Session, member: Member, case: Case, report: Report, names: Mapping[uuid.UUID, str]
) -> Beside:
    mailbox = (
        session.get(Mailbox, (case.office_id, report.mailbox_id)) if _talks(case, report) else None
    )
    office = session.get_one(Office, case.office_id)
    others = granted_to(member).where(Case.id != case.id, Case.stage.in_(OPEN))
    granted = granted_members(session, case)
    return Beside(
        stage=case.stage,
        letters=_letters(session, case, report, None),
        letters_since=_letters(session, case, report, case.concluded_on),
        mailbox="" if mailbox is None else "deleted" if mailbox.deleted_on else "open",
        access=frozenset(one.name for one in granted),
        deciders=frozenset(one.name for one in granted if {*DECIDERS} & {*one.roles}),
        cases=frozenset(map(str, session.scalars(others.with_only_columns(Case.id)))),
        merged=merged_into(session, case),
        superior=office.authority_id is not None,
        concluded=case.concluded_on is not None,
        handler=names.get(case.handler_id, "") if case.handler_id else "",
        registered_by=names.get(case.registered_by, ""),
        handed_here=waits_for_result(session, report),
        came_here=report.channel == CHANNEL,
        divided=_is_divided(session, case),
        kept=not is_over(session, case, today()),
    )


def _is_divided(session: Session, case: Case) -> bool:
    """Whether others were split from a case, or merged into it."""
    of = or_(Case.split_from == case.id, Case.merged_into == case.id)
    return (
        session.scalar(select(Case.id).where(Case.office_id == case.office_id, of).limit(1))
        is not None
    )


def _talks(case: Case, report: Report) -> bool:
    """Whether the mailbox of the report is this case's; of a split one, the first case has it."""
    return report.mailbox_id is not None and case.split_from is None


def _letters(session: Session, case: Case, report: Report, since: date | None) -> int:
    if not _talks(case, report):
        return 0
    answers = select(func.count()).where(
        Message.office_id == case.office_id,
        Message.mailbox_id == report.mailbox_id,
        Message.direction == ANSWER,
    )
    if since is not None:
        answers = answers.where(Message.sent_on >= since)
    return session.scalar(answers) or 0


def merged_into(session: Session, case: Case) -> Mapping[uuid.UUID, bool]:
    """The cases that were merged into this one, or into one of those, and whether their reporters
    were told; nobody can be told any more of one that was deleted."""
    told = (
        select(Entry.id)
        .where(
            Entry.office_id == Case.office_id,
            Entry.case_id == Case.id,
            Entry.kind.in_(TOLD),
        )
        .exists()
    )
    found: dict[uuid.UUID, bool] = {}
    into = {case.id}
    while into:
        merged = Case.office_id == case.office_id, Case.merged_into.in_(into)
        rows = session.execute(select(Case.id, Case.stage, told.label("told")).where(*merged))
        new = {row.id: row.told or row.stage == DELETED for row in rows if row.id not in found}
        found |= new
        into = {*new}
    return found
