"""Attachments over HTTP, for members (docs/api.md)."""

from __future__ import annotations

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue

from casework.attachments.forms import read_upload
from casework.attachments.service import (
    check_may_upload,
    find_attachment,
    find_upload,
    is_downloading,
)
from casework.audit.service import record
from casework.database import reading, writing
from casework.members.models import Member
from casework.security import me, signed_in
from portal.attachments.answers import part_sent, parts_there, upload_begun, upload_removed
from portal.attachments.forms import read_bearer, read_part
from portal.attachments.limits import check_size, check_upload_room
from portal.attachments.models import Attachment
from portal.attachments.parts import Piece, receive_part
from portal.attachments.service import begin_upload
from portal.blobs import blobs
from portal.days import now, today

attachments = Blueprint("attachments", __name__)


@attachments.post("/attachments")
@signed_in
def begin() -> ResponseReturnValue:
    """Make ready for the parts of one sealed file that will go with an answer."""
    member, upload = me().member, read_upload()
    check_may_upload(member)

    def admit() -> None:
        check_size(upload.size)
        check_upload_room()

    with writing() as session:
        # Locked, so that of two requests at once the second finds what the first has begun.
        session.get_one(Member, (member.office_id, member.id), with_for_update=True)
        begun = begin_upload(session, member.office_id, upload, today=today(), admit=admit)
    return upload_begun(begun)


@attachments.put("/attachments/<uuid:id>/parts/<int:part>")
@signed_in
def put_part(id: uuid.UUID, part: int) -> ResponseReturnValue:
    """Take in one part."""
    piece = Piece(part, read_part())
    receive_part(reading(), writing, blobs(), _upload(id), piece, admit=check_upload_room)
    return {"part": part}, 201


@attachments.get("/attachments/<uuid:id>/parts")
@signed_in
def parts(id: uuid.UUID) -> ResponseReturnValue:
    """Which parts are here, so that an upload can go on."""
    return parts_there(_upload(id))


@attachments.delete("/attachments/<uuid:id>")
@signed_in
def remove(id: uuid.UUID) -> ResponseReturnValue:
    """Delete an upload that belongs to no answer yet."""
    return upload_removed(_upload(id))


@attachments.get("/reports/<uuid:report>/attachments/<uuid:id>/parts/<int:part>")
@signed_in
def part_of_report(report: uuid.UUID, id: uuid.UUID, part: int) -> ResponseReturnValue:
    """One sealed part of an attachment of a report, of its letters or of its answers."""
    found = find_attachment(reading(), me().member, report, id, today())
    sent = part_sent(found, part)
    if part == 0 or not is_downloading(reading(), me().session, me().member, id):
        with writing() as session:
            act, facts = "attachment_download", {"report": str(report)}
            record(session, found.office_id, me().member.name, act, str(id), now=now(), **facts)
    return sent


def _upload(id: uuid.UUID) -> Attachment:
    return find_upload(reading(), me().member, id, read_bearer())
