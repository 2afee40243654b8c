"""Sending a case up over HTTP (docs/api.md)."""

from __future__ import annotations

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue

from casework.cases.access import find_case
from casework.cases.views import note
from casework.database import reading, writing
from casework.entries.service import Moment
from casework.entries.stages import KEYHOLDERS
from casework.numbers.service import RECEIPT, receipt_numbers, written
from casework.passing.forms import PassingForm
from casework.passing.service import has_passed, pass_up, passed_cases
from casework.security import me, only
from portal.blobs import blobs
from portal.days import now, today

passing = Blueprint("passing", __name__)


@passing.post("/cases/<uuid:id>/passing")
@only(*KEYHOLDERS)
def send(id: uuid.UUID) -> ResponseReturnValue:
    """Send a case up, as was approved; our copy of its words is gone with it."""
    if not has_passed(reading(), me().member, id):
        find_case(reading(), me().member, id)
    form = PassingForm.from_request()
    with writing() as session:
        passed = pass_up(session, me().member, id, form, Moment(today(), now()))
        if passed.is_new:
            note(session, "pass_up", id, to=form.office, report=str(form.report))
        answer = {"sent_on": passed.transfer.sent_on.isoformat()}
    blobs().delete(passed.blobs)
    return answer, 201


@passing.get("/cases/passed.json")
@only(*KEYHOLDERS)
def listed() -> ResponseReturnValue:
    """What went up: numbers and days, and whether it is registered there."""
    session, member = reading(), me().member
    rows = passed_cases(session, member)
    numbers = receipt_numbers(session, member.office_id, {case.report_id for _, case, _ in rows})
    return {
        "passed": [
            {
                "number": written(RECEIPT, *numbers[case.report_id])
                if case.report_id in numbers
                else "",
                "to": above.name(),
                "to_en": above.name("en"),
                "sent_on": transfer.sent_on.isoformat(),
                "received_on": transfer.received_on.isoformat() if transfer.received_on else "",
            }
            for transfer, case, above in rows
        ]
    }
