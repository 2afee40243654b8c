"""Members read what belongs to a report they may open."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from portal.attachments.claims import claim
from portal.attachments.models import Attachment, Part
from portal.blobs import Blobs
from portal.days import today
from portal.mailboxes.models import ANSWER, MESSAGE, Message
from tests.casework.conftest import Receive
from tests.casework.inspector import Inspector
from tests.casework.sender import SEALED, Sender
from tests.conftest import Hospital
from tests.reporter import Reporter
from tests.uploader import PART

Attach = Callable[..., uuid.UUID]


@pytest.fixture
def store(app: Flask) -> Blobs:
    blobs: Blobs = app.extensions["qingfeng.blobs"]
    return blobs


@pytest.fixture
def attach(session: Session, store: Blobs, hospital: Hospital) -> Attach:
    """Store an attachment as intake would; gives its id."""

    def attached(hospital: Hospital = hospital, **owner: uuid.UUID) -> uuid.UUID:
        office, id = hospital.office.id, uuid.uuid4()
        size = len(SEALED)
        row = Attachment(
            office_id=office,
            id=id,
            secret_digest=b"1" * 32,
            size=size,
            stored=size,
            begun_on=today(),
        )
        session.add(row)
        for number in range(2):
            part = Part(
                office_id=office, id=uuid.uuid4(), attachment_id=id, part=number, sha256=b"2" * 32
            )
            store.write(part.id, SEALED[number * PART : (number + 1) * PART])
            session.add(part)
        if owner:
            claim(session, office, [id], **owner)
        session.commit()
        return id

    return attached


@pytest.fixture
def at_desk(registrar: Inspector) -> Inspector:
    """The registrar, signed in."""
    registrar.sign_in()
    return registrar


def fetch(inspector: Inspector, report: uuid.UUID, id: uuid.UUID, part: int = 0) -> TestResponse:
    return inspector.get(f"reports/{report}/attachments/{id}/parts/{part}")


def letter(session: Session, hospital: Hospital, mailbox: bytes, direction: str) -> uuid.UUID:
    row = Message(
        office_id=hospital.office.id,
        id=uuid.uuid4(),
        mailbox_id=mailbox,
        direction=direction,
        epoch=1,
        sent_on=today(),
        body=b"sealed",
    )
    session.add(row)
    session.commit()
    return row.id


def test_a_member_reads_what_came_with_a_report_and_its_letters(
    at_desk: Inspector,
    receive: Receive,
    attach: Attach,
    session: Session,
    hospital: Hospital,
    reporter: Reporter,
) -> None:
    report = receive()
    ids = [attach(report_id=report)]
    for direction in (MESSAGE, ANSWER):
        written = letter(session, hospital, reporter.mailbox_id, direction)
        ids.append(attach(message_id=written))
    told = at_desk.get(f"reports/{report}.json").json
    owners = [told["report"], *told["messages"], *told["answers"]]
    expected = [[{"id": str(id), "size": len(SEALED)}] for id in ids]
    assert [owner["attachments"] for owner in owners] == expected
    for id in ids:
        parts = [fetch(at_desk, report, id, part) for part in range(3)]
        assert [part.status_code for part in parts] == [200, 200, 404]
        assert parts[0].data + parts[1].data == SEALED


def test_another_report_does_not_lead_to_it(
    at_desk: Inspector, receive: Receive, attach: Attach, session: Session, hospital: Hospital
) -> None:
    report, other = receive(), receive(mailbox=b"m" * 32)
    ids = [
        attach(report_id=report),
        attach(message_id=letter(session, hospital, b"n" * 32, MESSAGE)),
        attach(),
        uuid.uuid4(),
    ]
    refused = [fetch(at_desk, other, id) for id in ids]
    assert [(one.status_code, one.json["error"]) for one in refused] == [
        (404, "upload_unknown")
    ] * 4


def test_a_report_without_a_mailbox_leads_to_no_letter(
    at_desk: Inspector, receive: Receive, attach: Attach
) -> None:
    report = receive(mailbox=None, body=b"-")
    assert fetch(at_desk, report, attach()).status_code == 404


@pytest.mark.parametrize("who", ["outsider", "auditor"])
def test_for_who_may_not_open_the_report_nothing_exists(
    request: pytest.FixtureRequest,
    at_desk: Inspector,
    receive: Receive,
    attach: Attach,
    who: str,
) -> None:
    report = receive()
    id = attach(report_id=report)
    theirs = Sender(at_desk)
    theirs.begin()
    member: Inspector = request.getfixturevalue(who)
    member.sign_in()
    refused = fetch(member, report, id)
    assert (refused.status_code, refused.json["error"]) == (404, "report_unknown")
    assert refused.json == fetch(member, uuid.uuid4(), uuid.uuid4()).json
    theirs.inspector = member
    for one in (theirs.put(0), theirs.parts(), theirs.delete()):
        assert (one.status_code, one.json["error"]) == (404, "upload_unknown")


def test_an_investigator_uploads_for_entries_and_reads_no_report(
    investigator: Inspector, receive: Receive, attach: Attach
) -> None:
    report = receive()
    id = attach(report_id=report)
    investigator.sign_in()
    refused = fetch(investigator, report, id)
    assert (refused.status_code, refused.json["error"]) == (404, "report_unknown")
    theirs = Sender(investigator)
    theirs.begin()
    assert theirs.put(0).status_code < 300


def test_an_undelivered_report_shows_no_attachment(
    at_desk: Inspector, receive: Receive, attach: Attach
) -> None:
    report = receive(deliver_on=today() + timedelta(days=1))
    refused = fetch(at_desk, report, attach(report_id=report))
    assert (refused.status_code, refused.json["error"]) == (404, "report_unknown")
