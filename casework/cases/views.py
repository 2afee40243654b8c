"""Cases over HTTP (docs/api.md)."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from casework.attachments.service import attachment_of, is_downloading
from casework.audit.service import record
from casework.cases.access import cases_due, find_case
from casework.cases.documents import case_document, list_document
from casework.cases.forms import RegistrationForm
from casework.cases.listing import Asked, list_cases
from casework.cases.recusal import may_recuse
from casework.cases.service import register_case
from casework.database import reading, writing
from casework.feedback.forms import AnswerForm
from casework.feedback.service import NoMailbox, answer_report, is_answered
from casework.security import NotForYou, me, only, signed_in
from portal.attachments.answers import part_sent
from portal.days import day_of, now, today

cases = Blueprint("cases", __name__)


@cases.post("/reports/<uuid:id>/case")
@only("registrar", "leader")
def register(id: uuid.UUID) -> ResponseReturnValue:
    """Turn a report into a case."""
    form, member = RegistrationForm.from_request(), me().member
    if not all(may_recuse(member, one.reason) for one in form.recusals):
        raise NotForYou
    facts = {"grants": len(form.secret.grants), "recusals": len(form.recusals)}
    with writing() as session:
        case, is_new = register_case(session, member, id, form, today=today(), now=now())
        if is_new:
            note(session, "case_register", case.id, report=str(id), **facts)
    return {"id": str(case.id)}, 201


@cases.get("/cases.json")
@signed_in
def mine() -> ResponseReturnValue:
    """One page of the cases that the member is granted, sealed."""
    asked, wanted = Asked.of(request.args), request.args.get("page", 1, type=int)
    page = list_cases(reading(), me().member, asked, wanted, today())
    return list_document(reading(), me().member, page, today())


@cases.get("/cases/due.json")
@only("registrar", "leader")
def due() -> ResponseReturnValue:
    """Some cases that wait for a new secret, and that this member can give one."""
    return {"cases": list(map(str, cases_due(reading(), me().member)))}


@cases.get("/cases/<uuid:id>")
@signed_in
def page(id: uuid.UUID) -> ResponseReturnValue:
    """One case; its words are opened in the browser."""
    case, report, _ = find_case(reading(), me().member, id)
    on = day_of(case.registered_at)
    return render_template(
        "casework/cases/case.html", me=me(), case=case, report=report, registered_on=on
    )


@cases.get("/cases/<uuid:id>.json")
@signed_in
def show(id: uuid.UUID) -> ResponseReturnValue:
    """One case with everything written to and fro, sealed."""
    document = case_document(reading(), me().member, find_case(reading(), me().member, id))
    with writing() as session:
        note(session, "case_view", id)
    return document


@cases.get("/cases/<uuid:id>/sealed")
@signed_in
def sealed(id: uuid.UUID) -> ResponseReturnValue:
    """The sealed registration, to be kept."""
    case = find_case(reading(), me().member, id).case
    with writing() as session:
        note(session, "case_export", id)
    response = Response(case.sealed, mimetype="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="case-{str(id)[:8]}.age"'
    return response


@cases.get("/cases/<uuid:case>/attachments/<uuid:id>/parts/<int:part>")
@signed_in
def part_of_case(case: uuid.UUID, id: uuid.UUID, part: int) -> ResponseReturnValue:
    """One sealed part of an attachment of a case's report, of its letters or of its answers."""
    report = find_case(reading(), me().member, case).report
    found = attachment_of(reading(), report, id, case)
    sent = part_sent(found, part)
    if part == 0 or not is_downloading(reading(), me().session, me().member, id):
        with writing() as session:
            note(session, "attachment_download", id, case=str(case))
    return sent


@cases.post("/cases/<uuid:id>/answers")
@only("registrar", "leader")
def answer(id: uuid.UUID) -> ResponseReturnValue:
    """Put one sealed answer into the mailbox of a case's reporter."""
    member = me().member
    find_case(reading(), member, id)
    form = AnswerForm.from_request()
    with writing() as session:
        case, report, _ = find_case(session, member, id, locked=True)
        if case.split_from is not None:  # the first case of the report has the mailbox
            raise NoMailbox
        repeated = is_answered(session, report, form.id)
        message = answer_report(session, member, report, form, today())
        answered_on = message.sent_on.isoformat()
        if not repeated:
            note(session, "answer", id, seq=form.seq, attachments=len(form.attachments))
    return {"answered_on": answered_on}, 201


def note(session: Session, act: str, subject: uuid.UUID, **facts: str | int | bool) -> None:
    """Append what this member does to the office's audit chain."""
    member = me().member
    record(session, member.office_id, member.name, act, str(subject), now=now(), **facts)
