"""What is accepted of an upload that goes with an answer."""

from __future__ import annotations

import uuid

from casework.forms import UUID, given_json, read_json
from portal.attachments.forms import SECRET
from portal.attachments.service import Upload
from portal.reports.forms import FormInvalid

UPLOAD = {"id": UUID, "secret": SECRET}


def read_upload() -> Upload:
    """Read `POST /casework/attachments`: two texts and `size`, a number. Raises FormInvalid."""
    fields = read_json(UPLOAD)
    size = given_json().get("size")
    if type(size) is not int or not 0 <= size < 10**12:
        raise FormInvalid(["size"])
    return Upload(uuid.UUID(fields["id"]), bytes.fromhex(fields["secret"]), size)
