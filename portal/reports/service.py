"""What can be done with a sealed report: take it in."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from crypto.padding import pad_file
from portal.mailboxes.models import Mailbox
from portal.offices.models import Office
from portal.reports.models import Report


class DifferentBody(Exception):
    """The id is taken by another body or another mailbox."""


class EpochRetired(Exception):
    """The office has rotated its key since; carries the office with its new statement."""

    def __init__(self, office: Office) -> None:
        super().__init__(office.slug)
        self.office = office


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


def stored_report(
    session: Session, office: Office, sealed: SealedBody, mailbox_id: bytes
) -> Report | None:
    """The report stored under this id, if it is this very one. Raises DifferentBody."""
    report = session.get(Report, (office.id, sealed.id))
    if report is None:
        return None
    same = hmac.compare_digest(report.body, sealed.body)
    if not same or report.mailbox_id != mailbox_id:
        raise DifferentBody
    return report


def receive_report(
    session: Session,
    office: Office,
    sealed: SealedBody,
    *,
    mailbox_id: bytes,
    deliver_on: date,
    today: date,
    admit: Callable[[], None],
) -> Report:
    """Store a sealed report for an office, and its mailbox. The caller commits.

    Storing the same body under the same id again answers as the first time, whatever its work is
    worth by now. `admit` is called for a body that is new, and raises what refuses it. Raises
    DifferentBody, EpochRetired if the office has rotated its key since, MailboxTaken if the
    receipt code is already in use.
    """
    if (stored := stored_report(session, office, sealed, mailbox_id)) is not None:
        return stored
    admit()
    if sealed.epoch != office.epoch:
        raise EpochRetired(office)
    if session.scalar(select(Mailbox.report_id).where(Mailbox.id == mailbox_id)) is not None:
        raise MailboxTaken
    report = Report(
        office_id=office.id,
        id=sealed.id,
        mailbox_id=mailbox_id,
        epoch=sealed.epoch,
        channel="browser",
        received_on=today,
        deliver_on=max(deliver_on, today),
        body=sealed.body,
    )
    session.add_all([report, Mailbox(office_id=office.id, id=mailbox_id, report_id=sealed.id)])
    return report


def receive_file(
    session: Session, office: Office, sealed: bytes, *, today: date, limit: int
) -> Report:
    """Store a file that someone sealed with another tool, padded. The caller commits.

    The same file stores once: its id comes from its digest. Raises FilesFull.
    """
    id = uuid.UUID(bytes=hashlib.sha256(b"qingfeng/file/1" + sealed).digest()[:16], version=4)
    if (stored := session.get(Report, (office.id, id))) is not None:
        return stored
    today_files = select(func.count()).where(
        Report.office_id == office.id, Report.channel == "file", Report.deliver_on == today
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
