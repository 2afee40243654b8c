"""What can be done with new reports: see which there are, take one up.

Permission sits here: a member is given the sealed reports of their own office, once they are
due, and only if the member holds the keys that open them. For anybody else they do not exist.
A report that has been registered is a case from then on (casework/cases/access.py).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from casework.cases.models import Case
from casework.intake.limits import overdue_before
from casework.members.models import Member
from crypto.padding import unpad_file
from portal.mailboxes.models import Mailbox, Message
from portal.reports.models import Report

PAGE = 20


class ReportUnknown(Exception):
    """There is no such report for this member."""


@dataclass(frozen=True)
class Page:
    """Some of the delivered reports; `total` counts all of the channel that is asked for.

    channels: how many there are of each, whichever is asked for; overdue: how many of them all
    should have been answered before today.
    """

    reports: Sequence[Report]
    pages: int
    total: int
    channels: Mapping[str, int]
    overdue: int


@dataclass(frozen=True)
class Letters:
    """The sealed messages of one mailbox; their order is inside the seals."""

    answers: Sequence[Message]
    messages: Sequence[Message]
    open: bool


def delivered_reports(
    session: Session,
    member: Member,
    page: int,
    today: date,
    *,
    channel: str = "",
    oldest_first: bool = False,
) -> Page:
    """A page of the reports to be registered, newest day first; the last page, at most.

    channel: only what came that way. oldest_first: what is due first stands first.
    """
    if not member.is_keyholder:
        return Page([], 0, 0, {}, 0)
    rules = delivered(member, today)
    channels, overdue = _counts(session, rules, overdue_before(today))
    total = channels.get(channel, 0) if channel else sum(channels.values())
    asked = (*rules, Report.channel == channel) if channel else rules
    # Within a day the random id decides: nothing shows which report came first.
    # The ids run the other way than the days: SQLite would leave ix_reports_new for an index that
    # has this order, and read every row to see which are new.
    newest_day = Report.deliver_on.desc(), Report.id
    order = (Report.deliver_on, Report.id.desc()) if oldest_first else newest_day
    pages = -(-total // PAGE)
    offset = PAGE * (max(1, min(page, pages)) - 1)
    # Sorted by id alone: the sealed words of every row are not carried along.
    newest = select(Report.id).where(*asked).order_by(*order).offset(offset).limit(PAGE)
    ids = session.scalars(newest).all()
    found = Report.office_id == member.office_id, Report.id.in_(ids)
    # By their keys: sorting here would have the database read every row by another index.
    by_id = {report.id: report for report in session.scalars(select(Report).where(*found))}
    rows = [by_id[id] for id in ids if id in by_id]
    return Page(rows, pages, total, channels, overdue)


def _counts(
    session: Session, rules: tuple[ColumnElement[bool], ...], day: date
) -> tuple[dict[str, int], int]:
    """How many reports of each channel there are, and how many were delivered before a day."""
    late = func.count().filter(Report.deliver_on < day)
    query = select(Report.channel, func.count(), late).where(*rules).group_by(Report.channel)
    rows = session.execute(query).all()
    return {channel: count for channel, count, _ in rows}, sum(row[2] for row in rows)


def find_report(session: Session, member: Member, id: uuid.UUID, today: date) -> Report:
    """A report that this member may open. Raises ReportUnknown."""
    rules = (*delivered(member, today), Report.id == id)
    report = session.scalar(select(Report).where(*rules)) if member.is_keyholder else None
    if report is None:
        raise ReportUnknown
    return report


def note_opening(session: Session, report: Report, today: date) -> None:
    """Keep the day on which a keyholder first opened a report, for its writer. Caller commits."""
    first = (
        Report.office_id == report.office_id,
        Report.id == report.id,
        Report.opened_on.is_(None),
    )
    session.execute(update(Report).where(*first).values(opened_on=today))


def letters_of(session: Session, report: Report) -> Letters:
    """What was written to and fro about a report, and whether its mailbox still stands."""
    if report.mailbox_id is None:
        return Letters([], [], open=False)
    rows = session.scalars(
        select(Message).where(
            Message.office_id == report.office_id, Message.mailbox_id == report.mailbox_id
        )
    ).all()
    mailbox = session.get(Mailbox, (report.office_id, report.mailbox_id))
    answers = [row for row in rows if row.direction == "answer"]
    messages = [row for row in rows if row.direction == "message"]
    return Letters(answers, messages, open=mailbox is not None and not mailbox.deleted_on)


def letter_counts(session: Session, reports: Sequence[Report]) -> dict[tuple[bytes, str], int]:
    """How many letters each mailbox of these reports holds, by mailbox and direction."""
    mailboxes = [report.mailbox_id for report in reports if report.mailbox_id]
    if not mailboxes:
        return {}
    counts = session.execute(
        select(Message.mailbox_id, Message.direction, func.count())
        .where(Message.office_id == reports[0].office_id, Message.mailbox_id.in_(mailboxes))
        .group_by(Message.mailbox_id, Message.direction)
    )
    return {(mailbox, direction): count for mailbox, direction, count in counts}


def open_mailboxes(session: Session, reports: Sequence[Report]) -> set[bytes]:
    """The mailboxes of these reports that have not been deleted."""
    mailboxes = [report.mailbox_id for report in reports if report.mailbox_id]
    if not mailboxes:
        return set()
    rules = (
        Mailbox.office_id == reports[0].office_id,
        Mailbox.id.in_(mailboxes),
        Mailbox.deleted_on.is_(None),
    )
    return set(session.scalars(select(Mailbox.id).where(*rules)))


def sealed_file(report: Report) -> bytes:
    """The sealed file as its sender made it: files of other tools are stored padded."""
    return unpad_file(report.body) if report.channel == "file" else report.body


def delivered(
    member: Member, today: date, *, registered: bool | None = False
) -> tuple[ColumnElement[bool], ...]:
    """Rules for the reports that have come to a member's office.

    registered: those that are a case already, or are not; if null, both.
    """
    rules = Report.office_id == member.office_id, Report.deliver_on <= today
    if registered is None:
        return rules
    case = (
        select(Case.id)
        # A case split off has the report of the first one; the index is over those alone.
        .where(
            Case.office_id == Report.office_id,
            Case.report_id == Report.id,
            Case.split_from.is_(None),
        )
        .exists()
    )
    # A registration takes the body, and leaves its digest: the index of new reports goes by that.
    return (*rules, case) if registered else (*rules, Report.sha256.is_(None), ~case)
