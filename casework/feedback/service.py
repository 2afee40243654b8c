"""What can be done for a reporter: answer."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.feedback.forms import AnswerForm
from casework.members.models import Member
from crypto.padding import SEALED_SIZES
from portal.mailboxes.models import ANSWER, Mailbox, Message
from portal.mailboxes.service import post_answer
from portal.offices.models import Office
from portal.reports.models import Report
from portal.reports.sealed import SizeWrong, check_structure

STANZA_SIZE = 1557
"""Bytes of one more mlkem768x25519 stanza in an age header: 18 + 1494 + 1, and 44 of its body."""
ANSWER_SIZES = tuple(size + STANZA_SIZE for size in SEALED_SIZES)
"""Sizes of a padded answer, sealed to the reporter and to the office."""


class NoMailbox(Exception):
    """The report came without a mailbox, so nobody could read an answer."""


def check_answer(sealed: bytes) -> None:
    """Refuse what is not a padded file sealed to two recipients: the reporter and the office.

    Raises NotSealed, TooManyRecipients, SizeWrong.
    """
    check_structure(sealed, recipients=2)
    if len(sealed) not in ANSWER_SIZES:
        raise SizeWrong


def is_answered(session: Session, report: Report, id: uuid.UUID) -> bool:
    """Whether this very answer is in its mailbox already.

    The mailbox is locked, so that of two equal requests at once the second finds the first one's.
    """
    session.get(Mailbox, (report.office_id, report.mailbox_id), with_for_update=True)
    return session.get(Message, (report.office_id, id)) is not None


def awaits_word(session: Session, report: Report) -> bool:
    """Whether a reporter has a mailbox and nothing was written to them yet."""
    of = Message.office_id == report.office_id, Message.mailbox_id == report.mailbox_id
    written = select(Message.id).where(*of, Message.direction == ANSWER).limit(1)
    return report.mailbox_id is not None and session.scalar(written) is None


def answer_report(
    session: Session, member: Member, report: Report, form: AnswerForm, today: date
) -> Message:
    """Put a sealed answer into the mailbox of a report that the member may open.

    The caller commits. Raises NoMailbox, and what check_answer and post_answer raise.
    """
    if report.mailbox_id is None:
        raise NoMailbox
    check_answer(form.sealed)
    return post_answer(
        session,
        member.office_id,
        report.mailbox_id,
        id=form.id,
        seq=form.seq,
        sealed=form.sealed,
        epoch=session.get_one(Office, member.office_id).epoch,
        today=today,
        attachments=form.attachments,
    )
