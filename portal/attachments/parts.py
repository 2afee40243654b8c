"""The parts of an upload: sent in any order, stored once, looked up.

The bytes go to the blob store first and are durable there before the database says that they are
here (docs/decisions/0014).
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from portal.attachments.models import Attachment, Part
from portal.attachments.service import UploadUnknown, lock
from portal.blobs import Blobs
from portal.offices.models import Site
from portal.reports.sealed import SizeWrong, check_structure

PART_SIZE = 1 << 20
"""Bytes of a part; the last one is shorter."""
GROUP = 8
"""Parts that one piece of work pays for."""

Writing = Callable[[], AbstractContextManager[Session]]


class PartDiffers(Exception):
    """Other bytes are stored as this part already."""


class PartMissing(Exception):
    """The part that pays for this one is not here yet."""


@dataclass(frozen=True)
class Piece:
    """The bytes of one part."""

    number: int
    data: bytes

    @property
    def sha256(self) -> bytes:
        """What makes it the same or another."""
        return hashlib.sha256(self.data).digest()


def part_count(size: int) -> int:
    """How many parts a sealed file of so many bytes has."""
    return -(-size // PART_SIZE)


def stored_parts(session: Session, attachment: Attachment) -> Sequence[Part]:
    """The parts that are here, by number."""
    return session.scalars(select(Part).where(*_of(attachment)).order_by(Part.part)).all()


def receive_part(
    reading: Session,
    writing: Writing,
    store: Blobs,
    attachment: Attachment,
    piece: Piece,
    *,
    admit: Callable[[], None],
) -> None:
    """Store one part, durably. Parts come in any order, but that a group's first one pays for it.

    The same bytes again change nothing; `admit` is called for a part that is new, and raises what
    refuses it. Raises PartDiffers, PartMissing, SizeWrong, NotSealed, TooManyRecipients, and
    UploadUnknown if the upload is deleted meanwhile.
    """
    if piece.number >= part_count(attachment.size):
        raise SizeWrong
    if _is_there(reading, attachment, piece):
        return
    _check(reading, attachment, piece)
    admit()
    name = uuid.uuid4()
    store.write(name, piece.data)
    try:
        with writing() as session:
            recorded = _record(session, store, attachment, piece, name)
    except BaseException:
        with suppress(SQLAlchemyError), writing() as session:
            _drop_unrecorded(session, store, attachment, name)
        raise
    if not recorded:
        store.delete([name])


def _of(attachment: Attachment) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Part.office_id == attachment.office_id, Part.attachment_id == attachment.id


def _is_there(session: Session, attachment: Attachment, piece: Piece) -> bool:
    held = session.scalar(select(Part.sha256).where(*_of(attachment), Part.part == piece.number))
    if held is not None and held != piece.sha256:
        raise PartDiffers
    return held is not None


def _check(session: Session, attachment: Attachment, piece: Piece) -> None:
    """Refuse a part that is not of its length, is not paid for, or does not begin a sealed file."""
    left = attachment.size - piece.number * PART_SIZE
    if len(piece.data) != min(left, PART_SIZE):
        raise SizeWrong
    if piece.number == 0:
        check_structure(piece.data)
    paying = piece.number - piece.number % GROUP
    # The first group is paid for with the upload itself.
    if paying and paying != piece.number:
        paid = select(Part.id).where(*_of(attachment), Part.part == paying)
        if session.scalar(paid) is None:
            raise PartMissing


def _record(
    session: Session, store: Blobs, attachment: Attachment, piece: Piece, name: uuid.UUID
) -> bool:
    """Say that a part is here, unless another request has said so meanwhile."""
    held = lock(session, attachment)
    if held is None:
        raise UploadUnknown
    if _is_there(session, held, piece):
        return False
    # Keeps the sweep from taking the blob for one without a row, until the row is committed.
    session.get_one(Site, 1, with_for_update={"read": True})
    if not store.has(name):
        store.write(name, piece.data)
    session.add(
        Part(
            office_id=held.office_id,
            id=name,
            attachment_id=held.id,
            part=piece.number,
            sha256=piece.sha256,
        )
    )
    held.stored += len(piece.data)
    return True


def _drop_unrecorded(
    session: Session, store: Blobs, attachment: Attachment, name: uuid.UUID
) -> None:
    """Delete a blob that no row speaks of, once it is certain that none will."""
    lock(session, attachment)
    if session.get(Part, (attachment.office_id, name)) is None:
        store.delete([name])
