"""Attachments become part of a report or a letter: in its transaction, or not at all.

A claim and the sweep lock the same rows, so an attachment is either claimed or swept. Plain
statements, for intake's sake; a report without attachments runs none of them.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import Connection, select, update
from sqlalchemy.orm import Session

from portal.attachments.models import NOT_CLAIMED, Attachment

MOST_ATTACHMENTS = 20
"""Attachments of one report or letter."""


class AttachmentUnknown(Exception):
    """The report or letter names an attachment that is not here, whole and unclaimed."""


def claim(
    unit: Session | Connection,
    office_id: uuid.UUID,
    ids: Sequence[uuid.UUID],
    *,
    report_id: uuid.UUID | None = None,
    message_id: uuid.UUID | None = None,
) -> None:
    """Give complete attachments of an office to one of its reports or messages.

    The caller commits. Raises AttachmentUnknown.
    """
    if not ids:
        return
    these = (Attachment.office_id == office_id, Attachment.id.in_(ids))
    complete = (*these, NOT_CLAIMED, Attachment.stored == Attachment.size)
    # In one order, whoever asks: two claims of the same ones must not wait for each other.
    free = select(Attachment.id).where(*complete).order_by(Attachment.id).with_for_update()
    if len(unit.execute(free).all()) != len(ids):
        raise AttachmentUnknown
    claimed = update(Attachment).where(*these).values(report_id=report_id, message_id=message_id)
    unit.execute(claimed.execution_options(synchronize_session=False))
