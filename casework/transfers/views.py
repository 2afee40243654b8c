"""Transfers over HTTP (docs/api.md)."""

from __future__ import annotations

import uuid
from base64 import b64encode
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from casework.cases.access import find_case
from casework.cases.views import note
from casework.database import reading, writing
from casework.entries.service import Moment
from casework.entries.stages import EVERYBODY, KEYHOLDERS
from casework.security import me, only
from casework.transfers.forms import ResultForm, TransferForm
from casework.transfers.models import Transfer
from casework.transfers.receipts import UP, handed_by
from casework.transfers.service import send_result, send_transfer, transfers_of
from portal.days import now, today
from portal.offices.models import Office
from portal.offices.service import office_document

transfers = Blueprint("transfers", __name__)


@transfers.get("/cases/<uuid:id>/transfers.json")
@only(*EVERYBODY)
def show(id: uuid.UUID) -> ResponseReturnValue:
    """What was handed on from a case, to whom it can be, and whether somebody handed it here."""
    session, member = reading(), me().member
    case, report, _ = find_case(session, member, id)
    above = session.get_one(Office, member.office_id).authority
    handed = handed_by(session, report)
    return {
        "transfers": [_document(one, office) for one, office in transfers_of(session, case)],
        "above": office_document(above) if above is not None and above.is_set_up else None,
        "handed_here": None
        if handed is None or handed.destination == UP
        else {"answered_on": _day(handed.answered_on)},
    }


@transfers.post("/cases/<uuid:id>/transfers")
@only(*KEYHOLDERS)
def send(id: uuid.UUID) -> ResponseReturnValue:
    """Hand a case to the office above, as was approved."""
    find_case(reading(), me().member, id)
    form = TransferForm.from_request()
    with writing() as session:
        sent, is_new = send_transfer(session, me().member, id, form, Moment(today(), now()))
        if is_new:
            note(session, "transfer", id, to=form.office, report=str(form.report))
        answer = {"sent_on": _day(sent.sent_on)}
    return answer, 201


@transfers.post("/cases/<uuid:id>/transfer-result")
@only(*KEYHOLDERS)
def result(id: uuid.UUID) -> ResponseReturnValue:
    """Send what came of a case to the office that handed it here."""
    find_case(reading(), me().member, id)
    form = ResultForm.from_request()
    with writing() as session:
        sent, is_new = send_result(session, me().member, id, form, Moment(today(), now()))
        if is_new:
            note(session, "transfer_result", id)
        answer = {"answered_on": _day(sent.answered_on)}
    return answer, 201


def _document(one: Transfer, office: Office) -> dict[str, Any]:
    return {
        "entry": str(one.id),
        "on": str(one.entry_id),
        "office": office.slug,
        "report": str(one.to_report_id),
        "sent_on": _day(one.sent_on),
        "due_on": _day(one.due_on),
        "received_on": _day(one.received_on),
        "answered_on": _day(one.answered_on),
        "reply": b64encode(one.reply).decode() if one.reply else "",
    }


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
