"""Answers over HTTP (docs/api.md)."""

from __future__ import annotations

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue

from casework.database import reading, writing
from casework.feedback.forms import AnswerForm
from casework.feedback.service import answer_report
from casework.intake.service import find_report
from casework.security import me, signed_in
from portal.days import today

feedback = Blueprint("feedback", __name__)


@feedback.post("/reports/<uuid:id>/answers")
@signed_in
def answer(id: uuid.UUID) -> ResponseReturnValue:
    """Put one sealed answer into the reporter's mailbox."""
    report = find_report(reading(), me().member, id, today())
    form = AnswerForm.from_request()
    with writing() as session:
        message = answer_report(session, me().member, report, form, today())
        answered_on = message.sent_on.isoformat()
    return {"answered_on": answered_on}, 201
