"""Moving a report with its mailbox, its letters and its files into the office above.

Rows change their office: they are taken out of ours and put into theirs, in one transaction. Under
the roles of PostgreSQL neither office can do this alone, and a mailbox comes nowhere else
(deploy/postgresql-roles.sql).
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, delete, insert, or_, select
from sqlalchemy.orm import Session

from casework.entries.rules import CaseMoved
from casework.transfers.receipts import CHANNEL
from portal.attachments.models import Attachment, Part
from portal.attachments.service import delete_attachments
from portal.database import Base
from portal.mailboxes.models import ANSWER, MESSAGE, Mailbox, Message
from portal.offices.models import Office
from portal.reports.models import Report
from portal.reports.service import DifferentBody
from portal.scope import in_office

Rows = list[dict[str, Any]]


def move_report(
    session: Session,
    report: Report,
    above: Office,
    epoch: int,
    sealed: bytes,
    letters: Mapping[uuid.UUID, bytes],
) -> list[uuid.UUID]:
    """Put a whole report before the office above, under the id it has; names blobs to delete.

    Our answers go: the reporter's page would call them another office's. Raises CaseMoved where the
    letters are not those that lie in the mailbox now, DifferentBody.
    """
    mailbox = _mailbox(session, report)
    came = _messages(session, report, MESSAGE)
    if {row["id"] for row in came} != set(letters):
        raise CaseMoved
    gone = _forget_answers(session, report)
    files = or_(
        Attachment.report_id == report.id, Attachment.message_id.in_([row["id"] for row in came])
    )
    attached = _rows(session, Attachment, and_(Attachment.office_id == report.office_id, files))
    parts = _rows(
        session,
        Part,
        and_(
            Part.office_id == report.office_id,
            Part.attachment_id.in_([row["id"] for row in attached]),
        ),
    )
    for row in came:
        row["sha256"] = row["sha256"] or hashlib.sha256(row["body"]).digest()
        row |= {"body": letters[row["id"]], "epoch": epoch}
    moved: list[tuple[type[Any], Rows]] = [
        (Mailbox, mailbox),
        (Message, came),
        (Attachment, attached),
        (Part, parts),
    ]
    for table, rows in reversed(moved):
        _take(session, report.office_id, table, rows)
    held, report.mailbox_id = report.mailbox_id, None
    session.flush()
    with in_office(session, above.id):
        put_report(session, above, report, report.id, epoch, sealed, held)
        for table, rows in moved:
            _put(session, above.id, table, rows)
    return gone


def put_report(
    session: Session,
    above: Office,
    report: Report,
    id: uuid.UUID,
    epoch: int,
    sealed: bytes,
    mailbox_id: bytes | None,
) -> None:
    """A report in the office above, with the days it came to us; the caller acts there.

    Raises DifferentBody.
    """
    if session.get(Report, (above.id, id)) is not None:
        raise DifferentBody
    session.add(
        Report(
            office_id=above.id,
            id=id,
            mailbox_id=mailbox_id,
            epoch=epoch,
            channel=CHANNEL,
            received_on=report.received_on,
            deliver_on=report.deliver_on,
            body=sealed,
        )
    )
    session.flush()


def _mailbox(session: Session, report: Report) -> Rows:
    """The mailbox, held until the end of the transaction: no letter comes into it meanwhile."""
    if report.mailbox_id is None:
        return []
    key = report.office_id, report.mailbox_id
    session.get(Mailbox, key, with_for_update=True, populate_existing=True)
    this = Mailbox.office_id == report.office_id, Mailbox.id == report.mailbox_id
    return _rows(session, Mailbox, and_(*this))


def _in_mailbox(report: Report, direction: str) -> ColumnElement[bool]:
    return and_(
        Message.office_id == report.office_id,
        Message.mailbox_id == report.mailbox_id,
        Message.direction == direction,
    )


def _messages(session: Session, report: Report, direction: str) -> Rows:
    if report.mailbox_id is None:
        return []
    return _rows(session, Message, _in_mailbox(report, direction))


def _forget_answers(session: Session, report: Report) -> list[uuid.UUID]:
    ids = [row["id"] for row in _messages(session, report, ANSWER)]
    mine = Attachment.office_id == report.office_id, Attachment.message_id.in_(ids)
    attached = session.scalars(select(Attachment.id).where(*mine)).all()
    gone = delete_attachments(session, report.office_id, attached)
    if ids:
        session.execute(delete(Message).where(_in_mailbox(report, ANSWER)))
    return gone


def _table(of: type[Any]) -> Table:
    return Base.metadata.tables[f"portal.{of.__tablename__}"]


def _rows(session: Session, of: type[Any], which: ColumnElement[bool]) -> Rows:
    return [dict(row._mapping) for row in session.execute(select(_table(of)).where(which))]


def _take(session: Session, office_id: uuid.UUID, of: type[Any], rows: Sequence[Any]) -> None:
    if rows:
        these = of.office_id == office_id, of.id.in_([row["id"] for row in rows])
        session.execute(delete(of).where(*these))


def _put(session: Session, office_id: uuid.UUID, of: type[Any], rows: Rows) -> None:
    if rows:
        session.execute(insert(_table(of)), [row | {"office_id": office_id} for row in rows])
