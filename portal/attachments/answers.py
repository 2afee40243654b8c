"""What whoever sends or fetches attachments is answered, in both areas."""

from __future__ import annotations

from flask import Response, jsonify
from flask.typing import ResponseReturnValue

from portal.attachments.downloads import read_stored_part
from portal.attachments.models import Attachment
from portal.attachments.parts import part_count, stored_parts
from portal.attachments.service import remove_upload
from portal.blobs import blobs
from portal.database import db, writing


def upload_begun(attachment: Attachment) -> ResponseReturnValue:
    """How many parts an upload will have."""
    return jsonify(parts=part_count(attachment.size)), 201


def parts_there(attachment: Attachment) -> ResponseReturnValue:
    """The parts of an upload that are here, with the digests of their bytes."""
    rows = stored_parts(db(), attachment)
    return jsonify(parts=[{"part": row.part, "sha256": row.sha256.hex()} for row in rows])


def upload_removed(attachment: Attachment) -> ResponseReturnValue:
    """Delete an upload, its blobs after the commit."""
    with writing() as session:
        names = remove_upload(session, attachment)
    blobs().delete(names)
    return jsonify({})


def part_sent(attachment: Attachment, part: int) -> Response:
    """The sealed bytes of one part."""
    data = read_stored_part(db(), blobs(), attachment, part)
    return Response(data, mimetype="application/octet-stream")
