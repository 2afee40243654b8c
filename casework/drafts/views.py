"""Drafts over HTTP (docs/api.md)."""

from __future__ import annotations

import re
from base64 import b64encode

from flask import Blueprint
from flask.typing import ResponseReturnValue

from casework.database import reading, writing
from casework.drafts.service import drop_draft, find_draft, keep_draft
from casework.forms import SEALED, from_base64, read_json
from casework.security import me, signed_in, signed_in_or_locked
from portal.days import now
from portal.reports.forms import FormInvalid

drafts = Blueprint("drafts", __name__)
SUBJECT = re.compile(r"[a-z]{1,20}/[0-9a-f-]{36}")


@drafts.put("/drafts/<path:subject>")
@signed_in_or_locked
def keep(subject: str) -> ResponseReturnValue:
    """Keep what a member is writing, sealed to themselves: also what a desk holds as it locks."""
    if not SUBJECT.fullmatch(subject):
        raise FormInvalid(["subject"])
    sealed = from_base64("sealed", read_json({"sealed": SEALED})["sealed"])
    with writing() as session:
        keep_draft(session, me().member, subject, sealed, now())
    return {"kept": True}


@drafts.get("/drafts/<path:subject>")
@signed_in
def show(subject: str) -> ResponseReturnValue:
    """What the member was writing, if anything."""
    draft = find_draft(reading(), me().member, subject)
    return {"sealed": b64encode(draft.sealed).decode() if draft else None}


@drafts.delete("/drafts/<path:subject>")
@signed_in
def drop(subject: str) -> ResponseReturnValue:
    """Drop it: it was sent, or is not wanted any more."""
    with writing() as session:
        drop_draft(session, me().member, subject)
    return {"kept": False}
