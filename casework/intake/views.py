"""New reports over HTTP (docs/api.md)."""

from __future__ import annotations

import uuid
from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from casework.attachments.service import attachments_by_owner
from casework.audit.service import record
from casework.cases.access import case_of_report
from casework.cases.service import AlreadyRegistered
from casework.database import reading, writing
from casework.intake.service import (
    delivered_reports,
    find_report,
    letter_counts,
    letters_of,
    note_opening,
    open_mailboxes,
    sealed_file,
)
from casework.security import me, signed_in
from portal.days import now, today
from portal.mailboxes.models import Message
from portal.reports.models import Report

intake = Blueprint("intake", __name__)


@intake.get("/")
@signed_in
def queue() -> ResponseReturnValue:
    """The list of new reports; their titles are opened in the browser."""
    return render_template("casework/intake/queue.html", me=me())


@intake.get("/reports/<uuid:id>")
@signed_in
def report_page(id: uuid.UUID) -> ResponseReturnValue:
    """One report; its words are opened in the browser. A registered one leads to its case."""
    case = case_of_report(reading(), me().member, id)
    if case is not None:
        return redirect(url_for("cases.page", id=case.id), 303)
    report = find_report(reading(), me().member, id, today())
    return render_template("casework/intake/report.html", me=me(), report=report)


@intake.get("/reports.json")
@signed_in
def reports() -> ResponseReturnValue:
    """One page of new reports, sealed."""
    wanted = request.args.get("page", 1, type=int)
    page = delivered_reports(reading(), me().member, wanted, today())
    counts = letter_counts(reading(), page.reports)
    standing = open_mailboxes(reading(), page.reports)
    return {
        "reports": [
            report_document(report, counts) | {"mailbox_open": report.mailbox_id in standing}
            for report in page.reports
        ],
        "pages": page.pages,
        "total": page.total,
    }


@intake.get("/reports/<uuid:id>.json")
@signed_in
def report(id: uuid.UUID) -> ResponseReturnValue:
    """One report with everything written to and fro, sealed."""
    if case_of_report(reading(), me().member, id) is not None:
        raise AlreadyRegistered
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

    counts = letter_counts(reading(), [found])
    return {
        "report": with_attachments(report_document(found, counts), found.id),
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


def report_document(report: Report, counts: Mapping[tuple[bytes, str], int]) -> dict[str, Any]:
    """What the server knows of a report, and its sealed words."""
    mailbox = report.mailbox_id
    return {
        "id": str(report.id),
        "received_on": report.received_on.isoformat(),
        "deliver_on": report.deliver_on.isoformat(),
        "epoch": report.epoch,
        "channel": report.channel,
        "mailbox_id": mailbox.hex() if mailbox else None,
        "answers": counts.get((mailbox, "answer"), 0) if mailbox else 0,
        "messages": counts.get((mailbox, "message"), 0) if mailbox else 0,
        "sealed": b64encode(sealed_file(report)).decode(),
    }


def letter_document(message: Message, dated: str) -> dict[str, Any]:
    """One sealed letter with its date."""
    return {
        "id": str(message.id),
        dated: message.sent_on.isoformat(),
        "sealed": b64encode(message.body).decode(),
    }
