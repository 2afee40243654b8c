"""What can be done with a sealed report: take it in."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Row, and_, bindparam, func, insert, select
from sqlalchemy.orm import Session

from crypto.padding import pad_file
from portal.attachments.claims import claim
from portal.mailboxes.models import Mailbox
from portal.offices.models import Office
from portal.offices.service import OfficeUnknown
from portal.reports.models import FILES_TAKEN, Report
from portal.scope import scope

# Plain statements, written once: this is the busiest path there is, and the mapper's part in it
# costs more than the database's (bench/b1_server_cpu.py).
SITUATION = (
    select(
        Office.id.label("office_id"),
        Office.epoch,
        Report.received_on,
        Report.deliver_on,
        Report.mailbox_id,
        Report.body,
        Report.sha256,
    )
    .join_from(
        Office,
        Report,
        and_(Report.office_id == Office.id, Report.id == bindparam("id")),
        isouter=True,
    )
    .where(Office.slug == bindparam("slug"), Office.published)
)
STORE_REPORT = insert(Report.__table__)  # type: ignore[arg-type]
STORE_MAILBOX = insert(Mailbox.__table__)  # type: ignore[arg-type]


class DifferentBody(Exception):
    """The id is taken by another body or another mailbox."""


class EpochRetired(Exception):
    """The office has rotated its key since; carries the office's id."""

    def __init__(self, office_id: uuid.UUID) -> None:
        super().__init__(str(office_id))
        self.office_id = office_id


class MailboxTaken(Exception):
    """The receipt code behind this mailbox is already in use."""


class FilesFull(Exception):
    """The office has taken in as many self-sealed files today as it takes in a day."""


@dataclass(frozen=True)
class SealedBody:
    """One sealed body with the id its writer gave it and the epoch it is sealed to."""

    id: uuid.UUID
    epoch: int
    body: bytes


Situation = Row[uuid.UUID, int, date, date, bytes | None, bytes, bytes | None]


class Receipt(NamedTuple):
    """What a reporter is told of a report that is stored."""

    received_on: date
    deliver_on: date


def receive_report(
    connection: Connection,
    office: str,
    sealed: SealedBody,
    *,
    mailbox_id: bytes,
    deliver_on: date,
    today: date,
    attachments: Sequence[uuid.UUID] = (),
    admit: Callable[[], None],
) -> Receipt:
    """Store a sealed report for the office of this name, and its mailbox. The caller commits.

    Storing the same body under the same id again answers as the first time, whatever its work is
    worth by now. `admit` is called for a body that is new, and raises what refuses it. Raises
    OfficeUnknown, DifferentBody, EpochRetired if the office has rotated its key since, and
    AttachmentUnknown if an attachment is not there to be claimed. An id or a mailbox taken at the
    same moment is an IntegrityError: ask `settle_clash`.
    """
    row = _situation(connection, office, sealed)
    if (told := _told(row, sealed, mailbox_id)) is not None:
        return told
    admit()
    if sealed.epoch != row.epoch:
        raise EpochRetired(row.office_id)
    receipt = Receipt(today, max(deliver_on, today))
    _store(connection, row.office_id, sealed, mailbox_id, receipt)
    claim(connection, row.office_id, attachments, report_id=sealed.id)
    return receipt


def _store(
    connection: Connection,
    office_id: uuid.UUID,
    sealed: SealedBody,
    mailbox_id: bytes,
    receipt: Receipt,
) -> None:
    report = {
        "office_id": office_id,
        "id": sealed.id,
        "mailbox_id": mailbox_id,
        "epoch": sealed.epoch,
        "channel": "browser",
        "received_on": receipt.received_on,
        "deliver_on": receipt.deliver_on,
        "body": sealed.body,
    }
    mailbox = {"office_id": office_id, "id": mailbox_id, "report_id": sealed.id}
    connection.execute(STORE_REPORT, report)
    connection.execute(STORE_MAILBOX, mailbox)


def settle_clash(
    connection: Connection, office: str, sealed: SealedBody, mailbox_id: bytes
) -> Receipt:
    """Say what the database refused to store twice: the report, or else its mailbox.

    Raises DifferentBody, or MailboxTaken if the receipt code is already in use.
    """
    told = _told(_situation(connection, office, sealed), sealed, mailbox_id)
    if told is None:
        raise MailboxTaken
    return told


def _situation(connection: Connection, office: str, sealed: SealedBody) -> Situation:
    scope(connection, report=sealed.id)
    row = connection.execute(SITUATION, {"slug": office, "id": sealed.id}).one_or_none()
    if row is None:
        raise OfficeUnknown(office)
    return row


def _told(row: Situation, sealed: SealedBody, mailbox_id: bytes) -> Receipt | None:
    if row.body is None:
        return None
    if row.mailbox_id != mailbox_id or not is_same(row.body, row.sha256, sealed.body):
        raise DifferentBody
    return Receipt(row.received_on, row.deliver_on)


def is_same(stored: bytes, sha256: bytes | None, body: bytes) -> bool:
    """Whether a body is the one that was stored; its digest tells, once registration took it."""
    if sha256 is None:
        return hmac.compare_digest(stored, body)
    return hmac.compare_digest(sha256, hashlib.sha256(body).digest())


def receive_file(
    session: Session, office: Office, sealed: bytes, *, today: date, limit: int
) -> Report:
    """Store a file that someone sealed with another tool, padded. The caller commits.

    The same file stores once: its id comes from its digest. Raises FilesFull.
    """
    id = uuid.UUID(bytes=hashlib.sha256(b"qingfeng/file/1" + sealed).digest()[:16], version=4)
    scope(session, report=id)
    if (stored := session.get(Report, (office.id, id))) is not None:
        return stored
    today_files = select(func.count()).where(
        FILES_TAKEN.office_id == office.id, FILES_TAKEN.deliver_on == today
    )
    if (session.scalar(today_files) or 0) >= limit:
        raise FilesFull
    report = Report(
        office_id=office.id,
        id=id,
        mailbox_id=None,
        epoch=office.epoch,
        channel="file",
        received_on=today,
        deliver_on=today,
        body=pad_file(sealed),
    )
    session.add(report)
    return report
