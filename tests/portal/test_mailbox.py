"""The mailbox: opened by its token alone, written by both sides, deleted by its owner."""

from __future__ import annotations

import base64
import hashlib
import itertools
import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from crypto import work
from portal.calendar.limits import acceptance
from portal.days import today
from portal.mailboxes.models import Mailbox, Message
from portal.mailboxes.service import (
    MESSAGES_A_DAY,
    MESSAGES_IN_ALL,
    AnswerOutOfSequence,
    MailboxUnknown,
    post_answer,
)
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
    reply = ask(client, reporter.look_up())
    assert reply.status_code == 200
    return reply.json


def ask(client: FlaskClient, form: dict[str, str]) -> TestResponse:
    return client.post("/mailbox", data=form, content_type="multipart/form-data")


def test_a_new_mailbox_shows_its_dates(client: FlaskClient, reporter: Reporter) -> None:
    assert look(client, reporter) | {"ticket": ""} == {
        "office": "hospital",
        "received_on": today().isoformat(),
        "deliver_on": today().isoformat(),
        "opened_on": None,
        **acceptance(today()),
        "today": today().isoformat(),
        "ticket": "",
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


def test_another_token_opens_nothing(client: FlaskClient, reporter: Reporter) -> None:
    reply = ask(client, reporter.look_up(bytes(32)))
    assert (reply.status_code, reply.json["error"]) == (404, "mailbox_unknown")


def test_the_mailbox_id_is_not_its_token(client: FlaskClient, reporter: Reporter) -> None:
    assert ask(client, reporter.look_up(reporter.mailbox_id)).status_code == 404


def test_a_message_is_stored_once(
    client: FlaskClient, reporter: Reporter, session: Session
) -> None:
    form = reporter.message("还有一张截图")
    replies = [client.post("/mailbox/messages", data=fresh(form)) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [201, 201]
    assert len(session.scalars(select(Message)).all()) == 1
    assert len(look(client, reporter)["messages"]) == 1


@pytest.mark.parametrize("method", ["POST", "DELETE"])
def test_what_is_sealed_to_another_office_than_the_mailbox_is_in_is_refused(
    client: FlaskClient, reporter: Reporter, method: str
) -> None:
    """A page that stood open while the mailbox went to the office above."""
    path = "/mailbox/messages" if method == "POST" else "/mailbox"
    form = reporter.message("还有", type="message" if method == "POST" else "deletion")
    below = fresh(form) | {"office": "the-one-below".ljust(40), "epoch": "000007"}
    reply = client.open(path, method=method, data=below)
    assert (reply.status_code, reply.json["error"]) == (409, "mailbox_moved")
    assert look(client, reporter)["messages"] == []
    assert client.open(path, method=method, data=form).status_code in (200, 201)


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
    assert ask(client, reporter.look_up()).status_code == 404
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
    assert ask(client, reporter.look_up()).status_code == 404


KNOWN = [True, False]


def no_solution(reporter: Reporter, id: bytes, digest: bytes) -> str:
    """Eight bytes that carry no work for this body: any may do so by luck."""
    challenge = bytes.fromhex(reporter.challenge["challenge"])
    tries = (number.to_bytes(8) for number in itertools.count())
    return next(one for one in tries if not work.solved(challenge, id, digest, one, 4)).hex()


def token_of(reporter: Reporter, known: bool) -> bytes:
    return reporter.token if known else bytes(range(32))


@pytest.mark.parametrize("known", KNOWN)
def test_a_look_up_costs_work_whether_or_not_it_finds(
    client: FlaskClient, reporter: Reporter, known: bool
) -> None:
    token = token_of(reporter, known)
    form, digest = reporter.look_up(token), hashlib.sha256(token).digest()
    for changes, error in (
        ({"solution": no_solution(reporter, digest[:16], digest)}, "work_missing"),
        ({"challenge": "00" * 32}, "challenge_expired"),
    ):
        reply = ask(client, {**form, **changes})
        assert (reply.status_code, reply.json["error"]) == (403, error)


def test_work_for_one_token_looks_up_no_other(client: FlaskClient, reporter: Reporter) -> None:
    form = reporter.look_up()
    replies = [ask(client, {**form, "token": bytes([n] * 32).hex()}) for n in range(20)]
    assert "work_missing" in {reply.json["error"] for reply in replies}
    assert sum(reply.status_code == 403 for reply in replies) > 10  # one in sixteen is luck


def test_nobody_is_locked_out_by_wrong_tokens(client: FlaskClient, reporter: Reporter) -> None:
    for number in range(30):
        assert ask(client, reporter.look_up(bytes([number] * 32))).status_code == 404
    assert look(client, reporter)


@pytest.mark.parametrize("method", ["POST", "DELETE"])
@pytest.mark.parametrize("known", KNOWN)
def test_a_letter_without_work_does_not_tell_whether_there_is_a_mailbox(
    client: FlaskClient, reporter: Reporter, known: bool, method: str
) -> None:
    path = "/mailbox/messages" if method == "POST" else "/mailbox"
    form = reporter.message("还有") | {"token": token_of(reporter, known).hex()}
    id, digest = uuid.UUID(form["id"]).bytes, hashlib.sha256(form["body"][0].getvalue()).digest()
    refusals = []
    for changes in (
        {"solution": no_solution(reporter, id, digest)},
        {"body": (BytesIO(b"words"), "body")},
    ):
        reply = client.open(path, method=method, data={**fresh(form), **changes})
        refusals.append(reply.json["error"])
    assert refusals == ["work_missing", "not_sealed"]
    assert client.open(path, method=method, data=form).status_code in (
        (200, 201) if known else [404]
    )


def test_a_full_mailbox_says_to_telephone_and_can_still_be_deleted(
    client: FlaskClient, reporter: Reporter
) -> None:
    forms = [reporter.message(f"第 {number} 句") for number in range(MESSAGES_A_DAY + 1)]
    replies = [client.post("/mailbox/messages", data=fresh(form)) for form in forms]
    assert {reply.status_code for reply in replies[:-1]} == {201}
    assert (replies[-1].status_code, replies[-1].json["error"]) == (409, "mailbox_full")
    assert "电话" in replies[-1].json["message"]
    assert client.post("/mailbox/messages", data=forms[0]).status_code == 201
    deleted = client.delete("/mailbox", data=reporter.message("", type="deletion"))
    assert deleted.status_code == 200


def test_tomorrow_there_is_room_again_until_the_mailbox_is_full_for_good(
    client: FlaskClient, reporter: Reporter, session: Session, hospital: Hospital
) -> None:
    def letters_of_yesterday(number: int) -> None:
        session.add_all(
            Message(
                office_id=hospital.office.id,
                id=uuid.uuid4(),
                mailbox_id=reporter.mailbox_id,
                direction="message",
                epoch=1,
                sent_on=today() - timedelta(days=1),
                body=b"sealed",
            )
            for _ in range(number)
        )
        session.commit()

    letters_of_yesterday(MESSAGES_A_DAY)
    assert client.post("/mailbox/messages", data=reporter.message("今天")).status_code == 201
    letters_of_yesterday(MESSAGES_IN_ALL - MESSAGES_A_DAY - 2)
    assert client.post("/mailbox/messages", data=reporter.message("最后")).status_code == 201
    full = client.post("/mailbox/messages", data=reporter.message("多了"))
    assert full.json["error"] == "mailbox_full"


def test_a_full_mailbox_hurts_nobody_else(
    client: FlaskClient, reporter: Reporter, stranger: Hospital
) -> None:
    for number in range(MESSAGES_A_DAY):
        client.post("/mailbox/messages", data=reporter.message(f"第 {number} 句"))
    other = Reporter(reporter.document, reporter.challenge)
    assert client.post("/reports", data=other.report()).status_code == 201
    assert client.post("/mailbox/messages", data=other.message("我也有话")).status_code == 201
