"""How much is taken: the size of an attachment, what may wait for its report, room on the disk."""

from __future__ import annotations

from sqlalchemy.orm import Session

from crypto.padding import PaddingInvalid, attachment_size, padme, sealed_size
from portal.attachments.models import NOT_CLAIMED
from portal.attachments.service import some_of
from portal.blobs import blobs
from portal.config import config
from portal.reports.sealed import SizeWrong
from portal.reports.views import IntakeClosed, check_room

MIB = 1 << 20
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
    number, stored = some_of(session, MOST_WAITING + 1, NOT_CLAIMED)
    if number + uploads > MOST_WAITING or stored + more > config().unclaimed_mib * MIB:
        raise UploadsFull
