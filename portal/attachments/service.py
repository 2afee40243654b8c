"""What can be done with an upload as a whole: begin it, find it, delete it.

Whoever deletes rows deletes their blobs after the commit, never before.
"""

from __future__ import annotations

import hashlib
import hmac
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from portal.attachments.models import Attachment, Part
from portal.reports.service import DifferentBody
from portal.scope import scope


class UploadUnknown(Exception):
    """There is no such upload for whoever asks."""


@dataclass(frozen=True)
class Upload:
    """A sealed file that somebody is about to send: its id, its upload's secret, its size."""

    id: uuid.UUID
    secret: bytes
    size: int

    @property
    def secret_digest(self) -> bytes:
        """What is stored of the secret."""
        return hashlib.sha256(self.secret).digest()


def begin_upload(
    session: Session,
    office_id: uuid.UUID,
    upload: Upload,
    *,
    today: date,
    admit: Callable[[], None],
) -> Attachment:
    """Make ready for the parts of a sealed file. The caller commits.

    The same upload again answers as the first time; `admit` is called for one that is new, and
    raises what refuses it. Raises DifferentBody for another upload under that id.
    """
    held = _by_id(session, upload.id)
    if held is not None:
        return _same(held, office_id, upload)
    admit()
    attachment = Attachment(
        office_id=office_id,
        id=upload.id,
        secret_digest=upload.secret_digest,
        size=upload.size,
        stored=0,
        begun_on=today,
    )
    session.add(attachment)
    return attachment


def find_upload(session: Session, id: uuid.UUID, secret: bytes) -> Attachment:
    """The upload that a secret belongs to. Raises UploadUnknown."""
    held = _by_id(session, id)
    digest = hashlib.sha256(secret).digest()
    if held is None or not hmac.compare_digest(held.secret_digest, digest):
        raise UploadUnknown
    return held


def remove_upload(session: Session, attachment: Attachment) -> list[uuid.UUID]:
    """Delete an upload that nothing claims; names the blobs to delete after the caller's commit.

    Raises UploadUnknown if it is claimed by now.
    """
    held = lock(session, attachment)
    if held is None or held.report_id or held.message_id:
        raise UploadUnknown
    return delete_attachments(session, held.office_id, [held.id])


def delete_attachments(
    session: Session, office_id: uuid.UUID, ids: Sequence[uuid.UUID]
) -> list[uuid.UUID]:
    """Delete attachments of an office; names the blobs to delete after the caller's commit."""
    parts = (Part.office_id == office_id, Part.attachment_id.in_(ids))
    names = list(session.scalars(select(Part.id).where(*parts)))
    session.execute(delete(Part).where(*parts))
    session.execute(
        delete(Attachment).where(Attachment.office_id == office_id, Attachment.id.in_(ids))
    )
    return names


def lock(session: Session, attachment: Attachment) -> Attachment | None:
    """The upload's row, locked until the end of the transaction; none if it was deleted."""
    key = (attachment.office_id, attachment.id)
    return session.get(Attachment, key, with_for_update=True)


def _by_id(session: Session, id: uuid.UUID) -> Attachment | None:
    """An attachment of whichever office; who asks must know its secret too."""
    scope(session, attachment=id)
    return session.scalar(select(Attachment).where(Attachment.id == id))


def _same(held: Attachment, office_id: uuid.UUID, upload: Upload) -> Attachment:
    as_before = (held.office_id, held.size) == (office_id, upload.size)
    if not as_before or not hmac.compare_digest(held.secret_digest, upload.secret_digest):
        raise DifferentBody
    return held
