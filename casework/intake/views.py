"""New reports over HTTP (docs/api.md)."""

from __future__ import annotations

import uuid
from base64 import b64encode
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from casework.attachments.service import attachments_by_owner
from casework.audit.service import record
from casework.cases.access import case_of_report
from casework.cases.service import AlreadyRegistered
from casework.database import reading, writing
from casework.intake.channels import CHANNELS, channel_name
from casework.intake.documents import give_numbers, number_of, report_documents
from casework.intake.limits import due
from casework.intake.service import (
    delivered_reports,
    find_report,
    letters_of,
    note_opening,
    open_mailboxes,
    sealed_file,
)
from casework.intake.taking_views import take, taking_page
from casework.security import me, signed_in
from portal.days import now, today
from portal.mailboxes.models import Message

intake = Blueprint("intake", __name__)
intake.get("/reports/new")(taking_page)
intake.post("/reports")(take)


@intake.get("/")
@signed_in
def queue() -> ResponseReturnValue:
    """The list of new reports; their titles are opened in the browser."""
    return render_template("casework/intake/queue.html", me=me(), channels=CHANNELS)


@intake.get("/reports/<uuid:id>")
@signed_in
def report_page(id: uuid.UUID) -> ResponseReturnValue:
    """One report; its words are opened in the browser. A registered one leads to its case."""
    case = case_of_report(reading(), me().member, id)
    if case is not None:
        return redirect(url_for("cases.page", id=case.id), 303)
    give_numbers(me().member)
    report = find_report(reading(), me().member, id, today())
    return render_template(
        "casework/intake/report.html",
        me=me(),
        report=report,
        number=number_of(reading(), report),
        channel=channel_name(report.channel),
        due=due(report.deliver_on, today()),
    )


@intake.get("/reports.json")
@signed_in
def reports() -> ResponseReturnValue:
    """One page of new reports, sealed."""
    member = me().member
    give_numbers(member)
    page = delivered_reports(
        reading(),
        member,
        request.args.get("page", 1, type=int),
        today(),
        channel=request.args.get("channel", ""),
        oldest_first=request.args.get("sort") == "due",
    )
    standing = open_mailboxes(reading(), page.reports)
    documents = report_documents(reading(), page.reports, today())
    for report, document in zip(page.reports, documents, strict=True):
        document["mailbox_open"] = report.mailbox_id in standing
    return {
        "reports": documents,
        "pages": page.pages,
        "total": page.total,
        "channels": page.channels,
        "overdue": page.overdue,
    }


@intake.get("/reports/<uuid:id>.json")
@signed_in
def report(id: uuid.UUID) -> ResponseReturnValue:
    """One report with everything written to and fro, sealed."""
    if case_of_report(reading(), me().member, id) is not None:
        raise AlreadyRegistered
    give_numbers(me().member)
    found = find_report(reading(), me().member, id, today())
    with writing() as session:
        if found.opened_on is None and me().key is not None:
            note_opening(session, found, today())
        record(session, found.office_id, me().member.name, "report_view", str(id), now=now())
    letters = letters_of(reading(), found)
    written = [letter.id for letter in (*letters.answers, *letters.messages)]
    owned = attachments_by_owner(reading(), found.office_id, found.id, written)

    def with_attachments(document: dict[str, Any], owner: uuid.UUID) -> dict[str, Any]:
        attached = [{"id": str(one.id), "size": one.size} for one in owned.get(owner, ())]
        return document | {"attachments": attached}

    (document,) = report_documents(reading(), [found], today())
    return {
        "report": with_attachments(document, found.id),
        "mailbox_open": letters.open,
        "answers": [
            with_attachments(letter_document(answer, "answered_on"), answer.id)
            for answer in letters.answers
        ],
        "messages": [
            with_attachments(letter_document(message, "sent_on"), message.id)
            for message in letters.messages
        ],
    }


@intake.get("/reports/<uuid:id>/sealed")
@signed_in
def sealed(id: uuid.UUID) -> ResponseReturnValue:
    """The sealed file, to be kept or opened with `qingfeng open`."""
    found = find_report(reading(), me().member, id, today())
    with writing() as session:
        record(session, found.office_id, me().member.name, "report_export", str(id), now=now())
    response = Response(sealed_file(found), mimetype="application/octet-stream")
    response.headers["Content-Disposition"] = f'attachment; filename="report-{str(id)[:8]}.age"'
    return response


def letter_document(message: Message, dated: str) -> dict[str, Any]:
    """One sealed letter with its date."""
    return {
        "id": str(message.id),
        dated: message.sent_on.isoformat(),
        "sealed": b64encode(message.body).decode(),
    }
