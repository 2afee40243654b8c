"""How much is taken: the size of an attachment, what may wait for its report, room on the disk."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from crypto.padding import PaddingInvalid, attachment_size, padme, sealed_size
from portal.attachments.models import CLAIMED_UPLOADS, NOT_CLAIMED, Attachment
from portal.blobs import blobs
from portal.config import config
from portal.reports.sealed import SizeWrong
from portal.reports.views import IntakeClosed, check_room

MIB, GIB = 1 << 20, 1 << 30
MOST_A_DAY = 5_000
"""Attachments begun on a day that one office's reports take, if there is a limit at all."""
MOST_WAITING = 5_000
"""Uploads of the whole site that may wait for their report, whatever their size."""


class AttachmentTooLarge(Exception):
    """The file is larger than the largest attachment."""


class UploadsFull(Exception):
    """As much waits for its report as may wait."""


def check_size(size: int) -> None:
    """Refuse sealed files that are too large, or of a size that padding never gives.

    Raises AttachmentTooLarge, SizeWrong.
    """
    if size > sealed_size(padme(config().attachment_mib * MIB)):
        raise AttachmentTooLarge
    try:
        attachment_size(size)
    except PaddingInvalid:
        raise SizeWrong from None


def check_upload_room() -> None:
    """Refuse long before the disk is full: what is left is for reports. Raises IntakeClosed."""
    check_room(config().upload_floor)
    if blobs().free() < max(config().upload_floor, config().disk_floor):
        raise IntakeClosed


def check_waiting(session: Session, more: int, *, uploads: int = 0) -> None:
    """Refuse so many more bytes and uploads if too much waits for its report by then.

    Raises UploadsFull.
    """
    waiting = select(Attachment.stored).where(NOT_CLAIMED)
    number, stored = _some_of(session, waiting.limit(MOST_WAITING + 1))
    if number + uploads > MOST_WAITING or stored + more > config().unclaimed_mib * MIB:
        raise UploadsFull


def check_day(
    session: Session, office_id: uuid.UUID, begun_on: date, more: int, *, uploads: int = 0
) -> None:
    """Refuse so many more bytes and uploads of a day if its reports took an office's share of it.

    Raises UploadsFull.
    """
    most = config().attachments_gib_a_day * GIB
    if not most:
        return
    begun_then = CLAIMED_UPLOADS.office_id == office_id, CLAIMED_UPLOADS.begun_on == begun_on
    claimed = select(CLAIMED_UPLOADS.stored).where(*begun_then)
    number, stored = _some_of(session, claimed.limit(MOST_A_DAY + 1))
    if number + uploads > MOST_A_DAY or stored + more > most:
        raise UploadsFull


def _some_of(session: Session, some: Select[int]) -> tuple[int, int]:
    """How many attachments are found, and how many of their bytes are here."""
    found = some.subquery()
    number, stored = session.execute(select(func.count(), func.sum(found.c.stored))).one()
    return number, int(stored or 0)
