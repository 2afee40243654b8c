"""The mailbox over HTTP (docs/api.md)."""

from __future__ import annotations

import hashlib
import uuid
from base64 import b64encode

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from portal.blobs import blobs
from portal.calendar.limits import acceptance
from portal.database import commit_once, db
from portal.days import today
from portal.mailboxes import tickets
from portal.mailboxes.models import ANSWER, MESSAGE, Mailbox, Message
from portal.mailboxes.service import (
    MailboxUnknown,
    delete_mailbox,
    messages_in,
    open_mailbox,
    post_message,
)
from portal.offices.models import Office
from portal.offices.service import earlier_statements, office_document
from portal.reports import sealed
from portal.reports.forms import LookUpForm, MessageForm
from portal.reports.models import Report
from portal.reports.service import SealedBody
from portal.reports.views import challenge_key, check_room, check_work, count_stored
from portal.scope import scope
from portal.security import anyone

mailboxes = Blueprint("mailboxes", __name__)
mailboxes.after_request(count_stored)


@mailboxes.post("/mailbox")
@anyone
def show() -> ResponseReturnValue:
    """What lies in the mailbox that a token opens: sealed answers and dates."""
    form = LookUpForm.from_request()
    check_work(form)
    mailbox = open_mailbox(db(reading=True), form.body)
    report = db().get_one(Report, (mailbox.office_id, mailbox.report_id))
    answers = messages_in(db(), mailbox.office_id, mailbox.id, ANSWER)
    messages = messages_in(db(), mailbox.office_id, mailbox.id, MESSAGE)
    office = db().get_one(Office, mailbox.office_id)
    return jsonify(
        **_documents(office),
        office=office.slug,
        received_on=report.received_on.isoformat(),
        deliver_on=report.deliver_on.isoformat(),
        opened_on=report.opened_on.isoformat() if report.opened_on else None,
        **acceptance(report.deliver_on),
        today=today().isoformat(),
        ticket=tickets.give(challenge_key(), mailbox.office_id, mailbox.id, today()).hex(),
        answers=[
            {
                "id": str(answer.id),
                "answered_on": answer.sent_on.isoformat(),
                "sealed": b64encode(answer.body).decode(),
            }
            for answer in answers
        ],
        messages=[
            {
                "id": str(message.id),
                "sent_on": message.sent_on.isoformat(),
                "sha256": (message.sha256 or hashlib.sha256(message.body).digest()).hex(),
            }
            for message in messages
        ],
    )


def _documents(office: Office) -> dict[str, object]:
    """What the public is not shown of an office that was withdrawn, for those who wrote to it."""
    if office.published:
        return {}
    return {"facts": office_document(office), "earlier": earlier_statements(db(), office)}


@mailboxes.post("/mailbox/messages")
@anyone
def write() -> ResponseReturnValue:
    """Take in one sealed message of a reporter."""
    form = MessageForm.from_request()
    message = commit_once(db(), lambda: _take_in(form)[1])
    return jsonify(received_on=message.sent_on.isoformat()), 201


@mailboxes.delete("/mailbox")
@anyone
def remove() -> ResponseReturnValue:
    """Delete a mailbox; the sealed, signed deletion stays for the office to see."""
    form = MessageForm.from_request()

    def verb() -> list[uuid.UUID]:
        mailbox, _deletion = _take_in(form, deletion=True)
        return delete_mailbox(db(), mailbox, today())

    blobs().delete(commit_once(db(), verb))
    return jsonify(deleted_on=today().isoformat())


def _take_in(form: MessageForm, *, deletion: bool = False) -> tuple[Mailbox, Message]:
    def admit() -> None:
        check_room()
        sealed.check_report(form.body)
        check_work(form)

    scope(db(), message=form.id)  # told with the mailbox, in one round trip
    try:
        mailbox = open_mailbox(db(), form.token)
    except MailboxUnknown:
        admit()  # without work nobody learns here either which mailboxes there are
        raise
    message = post_message(
        db(),
        mailbox,
        db().get_one(Office, mailbox.office_id),
        SealedBody(form.id, form.epoch, form.body),
        to=form.office,
        today=today(),
        attachments=form.attachments,
        admit=admit,
        deletion=deletion,
    )
    return mailbox, message
