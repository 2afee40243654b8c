"""Archives of cases (docs/api.md): the act is recorded before a browser makes one."""

from __future__ import annotations

import re
import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue

from casework.cases.access import find_case
from casework.cases.documents import case_document
from casework.cases.views import note
from casework.database import reading, writing
from casework.forms import read_json
from casework.security import me, signed_in

archives = Blueprint("archives", __name__)
FIELDS = {"recipient": re.compile(r"[0-9a-f]{32}")}
"""The first 32 digits of the SHA-256 of the recipient: the server learns no more of it."""


@archives.post("/cases/<uuid:id>/export")
@signed_in
def export(id: uuid.UUID) -> ResponseReturnValue:
    """Give out a case, sealed as ever, for an archive to be sealed to this recipient."""
    document = case_document(reading(), me().member, find_case(reading(), me().member, id))
    form = read_json(FIELDS)
    with writing() as session:
        note(session, "case_archive", id, recipient=form["recipient"])
    return document, 201
