"""One answer after the other reaches the mailbox, sealed to two recipients and to no more."""

from __future__ import annotations

import uuid
from base64 import b64encode
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from crypto import age
from crypto.padding import pad
from portal.days import today
from portal.mailboxes.models import Mailbox
from tests.casework.conftest import Receive
from tests.casework.inspector import Inspector
from tests.reporter import Reporter


@pytest.fixture
def at_desk(registrar: Inspector) -> Inspector:
    """The registrar, signed in."""
    registrar.sign_in()
    return registrar


def form(
    reporter: Reporter, *, recipients: int = 2, seq: int = 1, text: bytes | None = None
) -> dict[str, Any]:
    """An answer in the right form; what is inside nobody but the reporter could tell."""
    others = [age.Identity.generate().recipient for _ in range(recipients - 1)]
    sealed = age.seal(pad(b"{}") if text is None else text, [reporter.identity.recipient, *others])
    return {
        "id": str(uuid.uuid4()),
        "seq": str(seq),
        "sealed": b64encode(sealed).decode(),
        "attachments": "",
    }


def test_answers_are_taken_in_their_order(
    at_desk: Inspector, receive: Receive, reporter: Reporter
) -> None:
    path = f"reports/{receive()}/answers"
    for seq in (1, 2):
        assert at_desk.post(path, json=form(reporter, seq=seq)).status_code == 201
    for seq in (2, 4):
        refused = at_desk.post(path, json=form(reporter, seq=seq))
        assert (refused.status_code, refused.json["error"]) == (409, "answer_out_of_sequence")
    assert at_desk.get("reports.json").json["reports"][0]["answers"] == 2


def test_the_same_answer_sent_twice_is_stored_once(
    at_desk: Inspector, receive: Receive, reporter: Reporter
) -> None:
    id = receive()
    answer = form(reporter)
    sent = [at_desk.post(f"reports/{id}/answers", json=answer) for _ in range(2)]
    assert [one.status_code for one in sent] == [201, 201]
    assert len(at_desk.get(f"reports/{id}.json").json["answers"]) == 1


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"recipients": 1}, "not_sealed"),
        ({"recipients": 3}, "too_many_recipients"),
        ({"text": b"short"}, "size_wrong"),
    ],
)
def test_an_answer_that_is_not_sealed_as_it_must_be_is_refused(
    at_desk: Inspector, receive: Receive, reporter: Reporter, changes: dict[str, Any], error: str
) -> None:
    id = receive()
    refused = at_desk.post(f"reports/{id}/answers", json=form(reporter, **changes))
    assert (refused.status_code, refused.json["error"]) == (400, error)
    assert at_desk.get(f"reports/{id}.json").json["answers"] == []


@pytest.mark.parametrize("sealed", ["", "已受理", "YWdl", "a" * 300000])
def test_words_in_clear_are_refused(at_desk: Inspector, receive: Receive, sealed: str) -> None:
    answer = {"id": str(uuid.uuid4()), "seq": "1", "sealed": sealed, "attachments": ""}
    refused = at_desk.post(f"reports/{receive()}/answers", json=answer)
    assert refused.status_code in (400, 413)


def test_a_report_without_a_mailbox_cannot_be_answered(
    at_desk: Inspector, receive: Receive, reporter: Reporter
) -> None:
    refused = at_desk.post(
        f"reports/{receive(mailbox=None, body=b'-')}/answers", json=form(reporter)
    )
    assert (refused.status_code, refused.json["error"]) == (409, "no_mailbox")


def test_a_deleted_mailbox_cannot_be_answered(
    at_desk: Inspector, receive: Receive, reporter: Reporter, session: Session
) -> None:
    id = receive()
    session.execute(update(Mailbox).values(deleted_on=today()))
    session.commit()
    refused = at_desk.post(f"reports/{id}/answers", json=form(reporter))
    assert (refused.status_code, refused.json["error"]) == (404, "mailbox_unknown")
    assert at_desk.get(f"reports/{id}.json").json["mailbox_open"] is False


@pytest.mark.parametrize("who", ["outsider", "investigator"])
def test_who_cannot_open_a_report_cannot_answer_it(
    request: pytest.FixtureRequest, who: str, receive: Receive, reporter: Reporter
) -> None:
    member: Inspector = request.getfixturevalue(who)
    member.sign_in()
    refused = member.post(f"reports/{receive()}/answers", json=form(reporter))
    assert (refused.status_code, refused.json["error"]) == (404, "report_unknown")
