"""What can be done with a mailbox: open it, write into it from both sides, delete it."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from portal.attachments.claims import claim
from portal.attachments.models import Attachment
from portal.attachments.service import delete_attachments
from portal.mailboxes.models import ANSWER, MESSAGE, Mailbox, Message
from portal.offices.models import Office
from portal.reports.service import DifferentBody, EpochRetired, SealedBody, is_same
from portal.scope import scope

MESSAGES_A_DAY = 20
"""Messages that a mailbox takes in a day: more than a person writes by hand."""
MESSAGES_IN_ALL = 400
"""Messages that it takes in all, so that one code fills no disk: at most 26 MB of letters."""


class MailboxUnknown(Exception):
    """No mailbox opens with this token, or it has been deleted."""


class MailboxMoved(Exception):
    """The mailbox has gone to the office above since; what comes is sealed to the one below."""


class MailboxFull(Exception):
    """The mailbox has taken as many messages as it takes, today or in all."""


class AnswerOutOfSequence(Exception):
    """Somebody else has answered in between."""


def open_mailbox(session: Session, token: bytes) -> Mailbox:
    """The mailbox that a token opens. Raises MailboxUnknown."""
    id = hashlib.sha256(token).digest()
    scope(session, mailbox=id)
    mailbox = session.scalar(select(Mailbox).where(Mailbox.id == id, Mailbox.deleted_on.is_(None)))
    if mailbox is None:
        raise MailboxUnknown
    return mailbox


def messages_in(
    session: Session, office_id: uuid.UUID, mailbox_id: bytes, direction: str
) -> list[Message]:
    """The sealed messages of one direction; their order is inside the seals."""
    return list(
        session.scalars(
            select(Message).where(
                Message.office_id == office_id,
                Message.mailbox_id == mailbox_id,
                Message.direction == direction,
            )
        )
    )


def post_message(
    session: Session,
    mailbox: Mailbox,
    office: Office,
    sealed: SealedBody,
    *,
    to: str,
    today: date,
    attachments: Sequence[uuid.UUID] = (),
    admit: Callable[[], None],
    deletion: bool = False,
) -> Message:
    """Store what a reporter writes to an office. The caller commits.

    Repeats and `admit` as in receive_report. A full mailbox can still be deleted. Raises
    DifferentBody, MailboxMoved, EpochRetired, MailboxUnknown, MailboxFull, AttachmentUnknown.
    """
    scope(session, message=sealed.id)
    stored = session.get(Message, (office.id, sealed.id))
    if stored is not None:
        return _same(stored, mailbox.id, sealed.body)
    admit()
    if to != office.slug:
        raise MailboxMoved
    if sealed.epoch != office.epoch:
        raise EpochRetired(office.id)
    _hold(session, mailbox)
    if not deletion:
        _refuse_too_many(session, mailbox, today)
    return _store(session, mailbox, MESSAGE, sealed, today, attachments)


def post_answer(
    session: Session,
    office_id: uuid.UUID,
    mailbox_id: bytes,
    *,
    id: uuid.UUID,
    seq: int,
    sealed: bytes,
    epoch: int,
    today: date,
    attachments: Sequence[uuid.UUID] = (),
) -> Message:
    """Put an office's sealed answer into a mailbox. The caller commits.

    The mailbox is locked, so that of two answers written at once the second is told. Raises
    MailboxUnknown, DifferentBody, AttachmentUnknown, AnswerOutOfSequence if `seq` is not the next
    number.
    """
    mailbox = session.get(Mailbox, (office_id, mailbox_id), with_for_update=True)
    if mailbox is None or mailbox.deleted_on is not None:
        raise MailboxUnknown
    stored = session.get(Message, (office_id, id))
    if stored is not None:
        return _same(stored, mailbox_id, sealed)
    if seq != _count_answers(session, mailbox) + 1:
        raise AnswerOutOfSequence
    return _store(session, mailbox, ANSWER, SealedBody(id, epoch, sealed), today, attachments)


def delete_mailbox(session: Session, mailbox: Mailbox, today: date) -> list[uuid.UUID]:
    """Delete the answers in a mailbox, with what was attached, and close it for good.

    The report and what the reporter sent stay with the office: they have been delivered. Names the
    blobs to delete after the caller's commit.
    """
    office_id = mailbox.office_id
    answers = (
        Message.office_id == office_id,
        Message.mailbox_id == mailbox.id,
        Message.direction == ANSWER,
    )
    attached = select(Attachment.id).where(
        Attachment.office_id == office_id,
        Attachment.message_id.in_(select(Message.id).where(*answers)),
    )
    names = delete_attachments(session, office_id, session.scalars(attached).all())
    session.execute(delete(Message).where(*answers))
    mailbox.deleted_on = today
    return names


def _hold(session: Session, mailbox: Mailbox) -> None:
    """The mailbox stays where it is until the message is in it: it may go to the office above."""
    this = select(Mailbox.id).where(
        Mailbox.office_id == mailbox.office_id, Mailbox.id == mailbox.id
    )
    if session.scalar(this.with_for_update(read=True, key_share=True)) is None:
        raise MailboxUnknown


def _store(
    session: Session,
    mailbox: Mailbox,
    direction: str,
    sealed: SealedBody,
    today: date,
    attachments: Sequence[uuid.UUID],
) -> Message:
    message = Message(
        office_id=mailbox.office_id,
        id=sealed.id,
        mailbox_id=mailbox.id,
        direction=direction,
        epoch=sealed.epoch,
        sent_on=today,
        body=sealed.body,
    )
    session.add(message)
    claim(session, mailbox.office_id, attachments, message_id=sealed.id)
    return message


def _count_answers(session: Session, mailbox: Mailbox) -> int:
    answers = select(func.count()).where(
        Message.office_id == mailbox.office_id,
        Message.mailbox_id == mailbox.id,
        Message.direction == ANSWER,
    )
    return session.scalar(answers) or 0


def _refuse_too_many(session: Session, mailbox: Mailbox, today: date) -> None:
    written = select(func.count(), func.count().filter(Message.sent_on == today)).where(
        Message.office_id == mailbox.office_id,
        Message.mailbox_id == mailbox.id,
        Message.direction == MESSAGE,
    )
    in_all, a_day = session.execute(written).one()
    if in_all >= MESSAGES_IN_ALL or a_day >= MESSAGES_A_DAY:
        raise MailboxFull


def _same(stored: Message, mailbox_id: bytes, body: bytes) -> Message:
    if stored.mailbox_id != mailbox_id or not is_same(stored.body, stored.sha256, body):
        raise DifferentBody
    return stored
