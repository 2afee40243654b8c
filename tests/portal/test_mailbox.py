"""The mailbox: opened by its token alone, written by both sides, deleted by its owner."""

from __future__ import annotations

import base64
import uuid

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.days import today
from portal.mailboxes.models import Mailbox, Message
from portal.mailboxes.service import AnswerOutOfSequence, MailboxUnknown, post_answer
from tests.conftest import Hospital
from tests.reporter import Reporter, fresh


def answer(session: Session, hospital: Hospital, reporter: Reporter, seq: int) -> None:
    post_answer(
        session,
        hospital.office.id,
        reporter.mailbox_id,
        id=uuid.uuid4(),
        seq=seq,
        sealed=b"sealed answer %d" % seq,
        epoch=1,
        today=today(),
    )
    session.commit()


@pytest.fixture(autouse=True)
def sent(client: FlaskClient, reporter: Reporter) -> None:
    assert client.post("/reports", data=reporter.report()).status_code == 201


def look(client: FlaskClient, reporter: Reporter) -> dict[str, object]:
    reply = client.post(
        "/mailbox", data={"token": reporter.token.hex()}, content_type="multipart/form-data"
    )
    assert reply.status_code == 200
    return reply.json


def test_a_new_mailbox_shows_its_dates(client: FlaskClient, reporter: Reporter) -> None:
    assert look(client, reporter) == {
        "office": "hospital",
        "received_on": today().isoformat(),
        "deliver_on": today().isoformat(),
        "answers": [],
        "messages": [],
    }


def test_an_answer_is_found_by_the_token(
    client: FlaskClient, reporter: Reporter, session: Session, hospital: Hospital
) -> None:
    answer(session, hospital, reporter, 1)
    found = look(client, reporter)["answers"]
    assert [base64.b64decode(one["sealed"]) for one in found] == [b"sealed answer 1"]


def test_two_answers_at_once_are_told_apart(
    session: Session, hospital: Hospital, reporter: Reporter
) -> None:
    answer(session, hospital, reporter, 1)
    with pytest.raises(AnswerOutOfSequence):
        answer(session, hospital, reporter, 1)


def test_another_token_opens_nothing(client: FlaskClient) -> None:
    reply = client.post("/mailbox", data={"token": "ab" * 32}, content_type="multipart/form-data")
    assert (reply.status_code, reply.json["error"]) == (404, "mailbox_unknown")


def test_the_mailbox_id_is_not_its_token(client: FlaskClient, reporter: Reporter) -> None:
    reply = client.post(
        "/mailbox", data={"token": reporter.mailbox_id.hex()}, content_type="multipart/form-data"
    )
    assert reply.status_code == 404


def test_a_message_is_stored_once(
    client: FlaskClient, reporter: Reporter, session: Session
) -> None:
    form = reporter.message("还有一张截图")
    replies = [client.post("/mailbox/messages", data=fresh(form)) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [201, 201]
    assert len(session.scalars(select(Message)).all()) == 1
    assert len(look(client, reporter)["messages"]) == 1


def test_a_message_needs_its_work(client: FlaskClient, reporter: Reporter) -> None:
    form = {**reporter.message("还有"), "challenge": "00" * 32}
    reply = client.post("/mailbox/messages", data=form)
    assert (reply.status_code, reply.json["error"]) == (403, "challenge_expired")


def test_a_deleted_mailbox_is_gone_with_its_answers_and_the_office_is_told(
    client: FlaskClient, reporter: Reporter, session: Session, hospital: Hospital
) -> None:
    answer(session, hospital, reporter, 1)
    reply = client.delete("/mailbox", data=reporter.message("", type="deletion"))
    assert reply.status_code == 200
    assert (
        client.post(
            "/mailbox", data={"token": reporter.token.hex()}, content_type="multipart/form-data"
        ).status_code
        == 404
    )
    session.rollback()
    assert session.scalars(select(Mailbox)).one().deleted_on == today()
    assert [one.direction for one in session.scalars(select(Message))] == ["message"]
    with pytest.raises(MailboxUnknown):
        answer(session, hospital, reporter, 2)


def test_a_mailbox_is_not_deleted_without_its_token(
    client: FlaskClient, reporter: Reporter
) -> None:
    form = {**reporter.message("", type="deletion"), "token": "ab" * 32}
    assert client.delete("/mailbox", data=form).status_code == 404
    assert look(client, reporter)


def test_the_code_of_a_deleted_mailbox_never_opens_another(
    client: FlaskClient, reporter: Reporter
) -> None:
    client.delete("/mailbox", data=reporter.message("", type="deletion"))
    reply = client.post("/reports", data=reporter.report())
    assert (reply.status_code, reply.json["error"]) == (409, "mailbox_taken")
    assert (
        client.post(
            "/mailbox", data={"token": reporter.token.hex()}, content_type="multipart/form-data"
        ).status_code
        == 404
    )
