"""Taking every word of a case away: it was deleted (销毁), or it went up and our copy goes.

What stays are rows without words: numbers, kinds of entries, days, who wrote them. Statistics and
the audit chain live on that.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update
from sqlalchemy.orm import Session

from casework.cases.access import is_kept
from casework.cases.grants import take_grants
from casework.cases.models import Case, Recusal
from casework.deadlines.models import Deadline
from casework.drafts.models import Draft
from casework.entries.models import Entry
from casework.tasks.models import Task
from casework.transfers.models import Transfer
from portal.attachments.models import Attachment
from portal.attachments.service import delete_attachments
from portal.mailboxes.models import MESSAGE, Mailbox, Message
from portal.mailboxes.service import delete_mailbox
from portal.reports.models import Report

NOTHING = b""


def empty_case(session: Session, case: Case, report: Report) -> list[uuid.UUID]:
    """Take away what is sealed in a case, who may open it, and what was attached to it.

    Nobody opens it afterwards, with the office's sheets neither. The mailbox stays: close_letters.
    Files of the report go with the last of its cases. The caller holds the case locked, says its
    stage, and commits; names the blobs to delete after that.
    """
    case.sealed = case.recovery = NOTHING
    case.rekey_due = False
    session.flush()
    take_grants(session, case)
    session.execute(update(Entry).where(*_in(case, Entry)).values(sealed=NOTHING))
    session.execute(update(Transfer).where(*_in(case, Transfer)).values(reply=None))
    session.execute(delete(Recusal).where(*_in(case, Recusal)))
    session.execute(delete(Deadline).where(*_in(case, Deadline), Deadline.met_on.is_(None)))
    written = session.scalars(select(Entry.id).where(*_in(case, Entry))).all()
    owners: list[ColumnElement[bool]] = [Attachment.message_id.in_(written)]
    asked = session.scalars(delete(Task).where(*_in(case, Task)).returning(Task.id)).all()
    about = [case.id, *asked]
    if not _others(session, case):
        about.append(report.id)
        owners.append(Attachment.report_id == report.id)
        report.sha256 = report.sha256 or hashlib.sha256(report.body).digest()
        report.body = NOTHING
    drafts = or_(
        *(Draft.subject.contains(str(id)) for id in about),
        Draft.subject.in_([f"opinion/{id}" for id in written]),
    )
    session.execute(delete(Draft).where(Draft.office_id == case.office_id, drafts))
    return _forget(session, case, *owners)


def close_letters(session: Session, case: Case, report: Report, today: date) -> list[uuid.UUID]:
    """Close the mailbox of a case as its reporter would, and take away the letters in it.

    Of what the reporter sent, the SHA-256 and the day stay. The caller commits; names the blobs to
    delete after that.
    """
    if report.mailbox_id is None or case.split_from is not None:  # it is the first case's
        return []
    key = case.office_id, report.mailbox_id
    mailbox = session.get(Mailbox, key, with_for_update=True, populate_existing=True)
    if mailbox is None:
        return []
    blobs = delete_mailbox(session, mailbox, mailbox.deleted_on or today)
    came = Message.office_id == case.office_id, Message.mailbox_id == report.mailbox_id
    letters = session.scalars(select(Message).where(*came, Message.direction == MESSAGE)).all()
    for letter in letters:
        letter.sha256 = letter.sha256 or hashlib.sha256(letter.body).digest()
        letter.body = NOTHING
    return blobs + _forget(session, case, Attachment.message_id.in_([one.id for one in letters]))


def _in(case: Case, table: Any) -> tuple[ColumnElement[bool], ...]:
    return table.office_id == case.office_id, table.case_id == case.id


def _others(session: Session, case: Case) -> bool:
    """Whether a further case of the same report still has its words."""
    same = Case.office_id == case.office_id, Case.report_id == case.report_id, Case.id != case.id
    return session.scalar(select(Case.id).where(*same, is_kept()).limit(1)) is not None


def _forget(session: Session, case: Case, *owners: ColumnElement[bool]) -> list[uuid.UUID]:
    """Delete what is attached to any of these; names the blobs."""
    ids = select(Attachment.id).where(Attachment.office_id == case.office_id, or_(*owners))
    return delete_attachments(session, case.office_id, session.scalars(ids).all())
