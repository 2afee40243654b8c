"""Answers over HTTP (docs/api.md)."""

from __future__ import annotations

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue

from casework.audit.service import record
from casework.database import reading, writing
from casework.feedback.forms import AnswerForm
from casework.feedback.service import answer_report, is_answered
from casework.intake.service import find_report
from casework.security import me, signed_in
from portal.days import now, today

feedback = Blueprint("feedback", __name__)


@feedback.post("/reports/<uuid:id>/answers")
@signed_in
def answer(id: uuid.UUID) -> ResponseReturnValue:
    """Put one sealed answer into the reporter's mailbox."""
    report = find_report(reading(), me().member, id, today())
    form = AnswerForm.from_request()
    member, facts = me().member, {"seq": form.seq, "attachments": len(form.attachments)}
    with writing() as session:
        repeated = is_answered(session, report, form.id)
        message = answer_report(session, member, report, form, today())
        answered_on = message.sent_on.isoformat()
        if not repeated:
            record(session, report.office_id, member.name, "answer", str(id), now=now(), **facts)
    return {"answered_on": answered_on}, 201
