"""Reading parts of attachments that are claimed. Who may ask is decided before."""

from __future__ import annotations

import uuid

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.attachments.models import Attachment, Part
from portal.attachments.parts import part_count
from portal.attachments.service import UploadUnknown
from portal.blobs import Blobs
from portal.mailboxes.models import ANSWER, Message
from portal.scope import follow, scope


def attachment_of_answer(session: Session, id: uuid.UUID) -> tuple[Attachment, bytes]:
    """An attachment that came with an answer, and the id of the mailbox the answer lies in.

    Raises UploadUnknown.
    """
    scope(session, attachment=id)
    found = follow(
        session, select(Attachment).where(Attachment.id == id), "message", Attachment.message_id
    )
    if found is None or found.message_id is None:
        raise UploadUnknown
    message = session.get(Message, (found.office_id, found.message_id))
    if message is None or message.direction != ANSWER:
        raise UploadUnknown
    return found, message.mailbox_id


def read_stored_part(session: Session, store: Blobs, attachment: Attachment, number: int) -> bytes:
    """The sealed bytes of one part. Raises UploadUnknown."""
    if number >= part_count(attachment.size):
        raise UploadUnknown
    name = session.scalar(
        select(Part.id).where(
            Part.office_id == attachment.office_id,
            Part.attachment_id == attachment.id,
            Part.part == number,
        )
    )
    if name is None:
        raise UploadUnknown
    return store.read(name)
