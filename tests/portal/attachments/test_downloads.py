"""A reporter reads what came with an answer, with a ticket; nobody reads anything else."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from portal.attachments.claims import claim
from portal.blobs import Blobs
from portal.days import today
from portal.mailboxes import tickets
from portal.mailboxes.models import ANSWER, MESSAGE, Message
from portal.offices.service import the_site
from tests.conftest import Hospital
from tests.portal.attachments.conftest import LARGE, Uploading, kept, row
from tests.reporter import Reporter
from tests.uploader import PART, ids_field


def look_up(client: FlaskClient, reporter: Reporter) -> TestResponse:
    return client.post("/mailbox", data=reporter.look_up(), content_type="multipart/form-data")


def fetch(client: FlaskClient, id: uuid.UUID, ticket: str, part: int = 0) -> TestResponse:
    bearer = {"Authorization": f"Bearer {ticket}"}
    return client.get(f"/mailbox/attachments/{id}/parts/{part}", headers=bearer)


@pytest.fixture
def answer(
    client: FlaskClient,
    reporter: Reporter,
    uploader: Uploading,
    session: Session,
    hospital: Hospital,
) -> uuid.UUID:
    """The id of an attachment of two parts that came with an answer."""
    assert client.post("/reports", data=reporter.report()).status_code == 201
    return attached(session, hospital, reporter, uploader(LARGE).send(), ANSWER)


def attached(
    session: Session, hospital: Hospital, reporter: Reporter, id: uuid.UUID, direction: str
) -> uuid.UUID:
    letter = Message(
        office_id=hospital.office.id,
        id=uuid.uuid4(),
        mailbox_id=reporter.mailbox_id,
        direction=direction,
        epoch=1,
        sent_on=today(),
        body=b"sealed",
    )
    session.add(letter)
    claim(session, hospital.office.id, [id], message_id=letter.id)
    session.commit()
    return id


def test_the_reporter_fetches_an_attachment_part_by_part(
    client: FlaskClient, reporter: Reporter, answer: uuid.UUID
) -> None:
    ticket = look_up(client, reporter).json["ticket"]
    parts = [fetch(client, answer, ticket, part) for part in range(11)]
    assert [part.status_code for part in parts] == [200] * 10 + [404]
    assert fetch(client, answer, ticket, 2**40).status_code == 404
    assert {part.mimetype for part in parts[:10]} == {"application/octet-stream"}
    assert parts[0].headers["Cache-Control"] == "no-store"
    assert b"".join(part.data for part in parts[:10]) == LARGE
    assert len(parts[0].data) == PART


def test_a_ticket_is_good_today_and_tomorrow(
    app: Flask,
    client: FlaskClient,
    reporter: Reporter,
    answer: uuid.UUID,
    session: Session,
    hospital: Hospital,
) -> None:
    key, office = the_site(session).challenge_key, hospital.office.id
    days = [today() - timedelta(days=ago) for ago in (-1, 0, 1, 2)]
    given = [tickets.give(key, office, reporter.mailbox_id, day).hex() for day in days]
    session.rollback()
    assert look_up(client, reporter).json["ticket"] == given[1]
    answers = [fetch(client, answer, ticket).status_code for ticket in given]
    assert answers == [404, 200, 200, 404]


@pytest.mark.parametrize("ticket", ["00" * 32, "", "no ticket"])
def test_without_a_ticket_there_is_nothing(
    client: FlaskClient, answer: uuid.UUID, ticket: str
) -> None:
    refused = fetch(client, answer, ticket)
    assert (refused.status_code, refused.json["error"]) == (404, "upload_unknown")


def test_a_ticket_opens_its_own_mailbox_only(
    client: FlaskClient, reporter: Reporter, answer: uuid.UUID
) -> None:
    other = Reporter(reporter.document, reporter.challenge)
    assert client.post("/reports", data=other.report()).status_code == 201
    ticket = look_up(client, other).json["ticket"]
    assert fetch(client, answer, ticket).status_code == 404


def test_what_the_reporter_sent_cannot_be_fetched_back(
    client: FlaskClient,
    reporter: Reporter,
    uploader: Uploading,
    session: Session,
    hospital: Hospital,
) -> None:
    """A code that somebody finds must not betray the report (cryptography.md)."""
    reported = uploader().send()
    form = reporter.report() | {"attachments": ids_field(reported)}
    assert client.post("/reports", data=form).status_code == 201
    written = attached(session, hospital, reporter, uploader().send(), MESSAGE)
    waiting = uploader().send()
    ticket = look_up(client, reporter).json["ticket"]
    statuses = [fetch(client, id, ticket).status_code for id in (reported, written, waiting)]
    assert statuses == [404] * 3


def test_deleting_the_mailbox_deletes_what_came_with_answers_and_nothing_else(
    client: FlaskClient,
    reporter: Reporter,
    uploader: Uploading,
    session: Session,
    store: Blobs,
    answer: uuid.UUID,
    hospital: Hospital,
) -> None:
    written = attached(session, hospital, reporter, uploader().send(), MESSAGE)
    ticket = look_up(client, reporter).json["ticket"]
    gone = client.delete("/mailbox", data=reporter.message("", type="deletion"))
    assert gone.status_code == 200
    assert fetch(client, answer, ticket).status_code == 404
    assert row(session, answer) is None
    assert row(session, written)
    assert len(kept(store)) == 1
