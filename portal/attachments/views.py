"""Attachments over HTTP (docs/api.md)."""

from __future__ import annotations

import uuid
from contextlib import suppress
from functools import partial
from time import monotonic

from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue

from portal.attachments.answers import part_sent, parts_there, upload_begun, upload_removed
from portal.attachments.downloads import attachment_of_answer
from portal.attachments.forms import PaidPart, UploadForm, read_bearer, read_part
from portal.attachments.limits import check_day, check_size, check_upload_room, check_waiting
from portal.attachments.models import Attachment
from portal.attachments.parts import GROUP, Piece, receive_part
from portal.attachments.service import UploadUnknown, begin_upload, find_upload
from portal.attachments.sweeping import sweep_unclaimed
from portal.blobs import blobs
from portal.database import commit_once, db, writing
from portal.days import today
from portal.mailboxes import tickets
from portal.offices.service import public_office
from portal.reports.challenge import ChallengeExpired, WorkMissing
from portal.reports.views import challenge_key, check_work
from portal.security import anyone

attachments = Blueprint("attachments", __name__)

SWEEP_SECONDS = 3600


@attachments.post("/attachments")
@anyone
def begin() -> ResponseReturnValue:
    """Make ready for the parts of one sealed file."""
    form = UploadForm.from_request()
    with suppress(ChallengeExpired, WorkMissing):
        check_work(form)
        sweep_now_and_then()

    def admit(office_id: uuid.UUID) -> None:
        check_size(form.upload.size)
        check_work(form)
        check_upload_room()
        check_waiting(db(), form.upload.size, uploads=1)
        check_day(db(), office_id, today(), form.upload.size, uploads=1)

    def verb() -> Attachment:
        office = public_office(db(), form.office)
        admit_here = partial(admit, office.id)
        return begin_upload(db(), office.id, form.upload, today=today(), admit=admit_here)

    return upload_begun(commit_once(db(), verb))


@attachments.put("/attachments/<uuid:id>/parts/<int:part>")
@anyone
def put_part(id: uuid.UUID, part: int) -> ResponseReturnValue:
    """Take in one part."""
    secret = read_bearer()
    piece = Piece(part, read_part())
    upload = find_upload(db(reading=True), id, secret)

    def admit() -> None:
        if part and part % GROUP == 0:
            check_work(PaidPart.from_request(id, piece.data))
        check_upload_room()
        check_waiting(db(), len(piece.data))
        check_day(db(), upload.office_id, upload.begun_on, len(piece.data))

    receive_part(db(), writing, blobs(), upload, piece, admit=admit)
    return jsonify(part=part), 201


@attachments.get("/attachments/<uuid:id>/parts")
@anyone
def parts(id: uuid.UUID) -> ResponseReturnValue:
    """Which parts are here, so that an upload can go on."""
    return parts_there(find_upload(db(), id, read_bearer()))


@attachments.delete("/attachments/<uuid:id>")
@anyone
def remove(id: uuid.UUID) -> ResponseReturnValue:
    """Delete an upload that belongs to no report yet."""
    return upload_removed(find_upload(db(reading=True), id, read_bearer()))


@attachments.get("/mailbox/attachments/<uuid:id>/parts/<int:part>")
@anyone
def part_of_answer(id: uuid.UUID, part: int) -> ResponseReturnValue:
    """One sealed part of an attachment that came with an answer."""
    ticket = read_bearer()
    attachment, mailbox_id = attachment_of_answer(db(), id)
    if not tickets.is_good(challenge_key(), ticket, attachment.office_id, mailbox_id, today()):
        raise UploadUnknown
    return part_sent(attachment, part)


def sweep_now_and_then() -> None:
    """Remove some of what nobody claimed; once all of it is gone, not again for an hour."""
    known = current_app.extensions
    if monotonic() < known.get("qingfeng.sweep_at", 0):
        return
    if not sweep_unclaimed(writing, blobs(), today()):
        known["qingfeng.sweep_at"] = monotonic() + SWEEP_SECONDS
