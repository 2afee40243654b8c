"""Whose attachments a member may read, and whose uploads are theirs to go on with.

As with reports: for whoever may not, they do not exist.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from casework.audit.service import has_done
from casework.entries.models import Entry
from casework.intake.service import find_report
from casework.members.models import ALONE, Member, SignedInSession
from portal.attachments import service
from portal.attachments.models import Attachment
from portal.attachments.service import UploadUnknown
from portal.mailboxes.models import Message
from portal.reports.models import Report


def check_may_upload(member: Member) -> None:
    """Only who may answer reports or write in cases may upload. Raises UploadUnknown."""
    if not member.is_rostered or ALONE & set(member.roles):
        raise UploadUnknown


def find_upload(session: Session, member: Member, id: uuid.UUID, secret: bytes) -> Attachment:
    """An upload of the member's own office. Raises UploadUnknown."""
    check_may_upload(member)
    upload = service.find_upload(session, id, secret)
    if upload.office_id != member.office_id:
        raise UploadUnknown
    return upload


def find_attachment(
    session: Session, member: Member, report_id: uuid.UUID, id: uuid.UUID, today: date
) -> Attachment:
    """An attachment of a report that this member may open, of its letters or of its answers.

    Raises ReportUnknown, UploadUnknown.
    """
    return attachment_of(session, find_report(session, member, report_id, today), id)


def attachment_of(
    session: Session, report: Report, id: uuid.UUID, case_id: uuid.UUID | None = None
) -> Attachment:
    """An attachment of a report, of its letters or of its answers. Raises UploadUnknown.

    case_id: or of an entry of this case.
    """
    letters = select(Message.id).where(
        Message.office_id == report.office_id, Message.mailbox_id == report.mailbox_id
    )
    written = select(Entry.id).where(Entry.office_id == report.office_id, Entry.case_id == case_id)
    found = session.scalar(
        select(Attachment).where(
            Attachment.office_id == report.office_id,
            Attachment.id == id,
            or_(
                Attachment.report_id == report.id,
                Attachment.message_id.in_(letters),
                Attachment.message_id.in_(written),
            ),
        )
    )
    if found is None:
        raise UploadUnknown
    return found


def is_downloading(
    session: Session, signed_in: SignedInSession, member: Member, id: uuid.UUID
) -> bool:
    """Whether this session has fetched a part of an attachment before, as the audit chain says."""
    return has_done(
        session,
        member,
        "attachment_download",
        str(id),
        since=signed_in.created_at,
    )


def attachments_by_owner(
    session: Session, office_id: uuid.UUID, report_id: uuid.UUID, letters: Collection[uuid.UUID]
) -> Mapping[uuid.UUID, list[Attachment]]:
    """The attachments of a report and of its letters, by the id of whichever claims them."""
    rows = session.scalars(
        select(Attachment).where(
            Attachment.office_id == office_id,
            or_(Attachment.report_id == report_id, Attachment.message_id.in_(letters)),
        )
    )
    owned: dict[uuid.UUID, list[Attachment]] = {}
    for row in rows:
        owner = row.report_id or row.message_id
        if owner is not None:
            owned.setdefault(owner, []).append(row)
    return owned
