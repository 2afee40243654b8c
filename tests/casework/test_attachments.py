"""Members read what belongs to a report they may open, and send files with their answers."""

from __future__ import annotations

import secrets
import uuid
from base64 import b64encode
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from crypto import age
from crypto.padding import pad
from portal.attachments.claims import claim
from portal.attachments.models import Attachment, Part
from portal.blobs import Blobs
from portal.days import today
from portal.mailboxes.models import ANSWER, MESSAGE, Message
from tests.casework.conftest import Receive
from tests.casework.inspector import Inspector
from tests.conftest import Hospital
from tests.reporter import Reporter
from tests.uploader import PART, sealed_file

SEALED = sealed_file(PART + 5)
Attach = Callable[..., uuid.UUID]


class Sender:
    """A member's browser that sends one file."""

    def __init__(self, inspector: Inspector, sealed: bytes = SEALED) -> None:
        self.inspector, self.sealed = inspector, sealed
        self.id, self.secret = uuid.uuid4(), secrets.token_bytes(32)

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret.hex()}"}

    def begin(self, **changes: Any) -> TestResponse:
        upload = {"id": str(self.id), "secret": self.secret.hex(), "size": len(self.sealed)}
        return self.inspector.post("attachments", json=upload | changes)

    def put(self, part: int) -> TestResponse:
        return self.inspector.request(
            "PUT",
            f"attachments/{self.id}/parts/{part}",
            data=self.sealed[part * PART : (part + 1) * PART],
            headers=self.bearer,
        )

    def parts(self) -> TestResponse:
        return self.inspector.get(f"attachments/{self.id}/parts", headers=self.bearer)

    def delete(self) -> TestResponse:
        return self.inspector.request("DELETE", f"attachments/{self.id}", headers=self.bearer)


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


def answer(reporter: Reporter, *ids: uuid.UUID, seq: int = 1) -> dict[str, Any]:
    both = [reporter.identity.recipient, age.Identity.generate().recipient]
    sealed = b64encode(age.seal(pad(b"{}"), both)).decode()
    attachments = " ".join(map(str, ids))
    return {"id": str(uuid.uuid4()), "seq": str(seq), "sealed": sealed, "attachments": attachments}


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


def test_an_answer_takes_its_attachments_along(
    at_desk: Inspector, receive: Receive, reporter: Reporter
) -> None:
    report, sender = receive(), Sender(at_desk)
    assert sender.begin().json == sender.begin().json == {"parts": 2}
    assert [sender.put(part).status_code for part in (1, 0, 0)] == [201] * 3
    assert [part["part"] for part in sender.parts().json["parts"]] == [0, 1]
    form = answer(reporter, sender.id)
    sent = [at_desk.post(f"reports/{report}/answers", json=form) for _ in range(2)]
    assert [one.status_code for one in sent] == [201, 201]
    assert fetch(at_desk, report, sender.id).data == SEALED[:PART]
    assert sender.delete().status_code == 404


@pytest.mark.parametrize("wrong", ["unknown", "unfinished", "another office's", "claimed"])
def test_an_answer_whose_attachment_is_not_there_is_not_stored(
    at_desk: Inspector,
    receive: Receive,
    attach: Attach,
    reporter: Reporter,
    stranger: Hospital,
    wrong: str,
) -> None:
    report = receive()
    unfinished = Sender(at_desk)
    unfinished.begin()
    unfinished.put(0)
    ids = {
        "unknown": uuid.uuid4(),
        "unfinished": unfinished.id,
        "another office's": attach(hospital=stranger),
        "claimed": attach(report_id=report),
    }
    form = answer(reporter, ids[wrong])
    refused = at_desk.post(f"reports/{report}/answers", json=form)
    assert (refused.status_code, refused.json["error"]) == (409, "attachment_unknown")
    assert at_desk.get(f"reports/{report}.json").json["answers"] == []


def test_what_is_given_up_is_gone(at_desk: Inspector, store: Blobs) -> None:
    sender = Sender(at_desk)
    sender.begin()
    sender.put(0)
    assert (sender.delete().status_code, sender.parts().status_code) == (200, 404)
    assert [names for names in store.names() if names] == []


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"size": 5756}, 400, "size_wrong"),
        ({"size": 10**11}, 413, "attachment_too_large"),
        ({"size": "5755"}, 400, "form_invalid"),
        ({"size": True}, 400, "form_invalid"),
        ({"size": -1}, 400, "form_invalid"),
        ({"secret": "ab"}, 400, "form_invalid"),
        ({"id": None}, 400, "form_invalid"),
    ],
)
def test_an_upload_that_cannot_be_taken_is_refused(
    at_desk: Inspector, changes: dict[str, Any], status: int, error: str
) -> None:
    refused = Sender(at_desk).begin(**changes)
    assert (refused.status_code, refused.json["error"]) == (status, error)


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


@pytest.mark.parametrize("who", ["outsider", "investigator"])
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


def test_an_undelivered_report_shows_no_attachment(
    at_desk: Inspector, receive: Receive, attach: Attach
) -> None:
    report = receive(deliver_on=today() + timedelta(days=1))
    refused = fetch(at_desk, report, attach(report_id=report))
    assert (refused.status_code, refused.json["error"]) == (404, "report_unknown")


def test_who_holds_no_keys_sends_no_files(investigator: Inspector) -> None:
    investigator.sign_in()
    assert Sender(investigator).begin().status_code == 404


def test_while_locked_nothing_is_sent(at_desk: Inspector) -> None:
    sender = Sender(at_desk)
    sender.begin()
    at_desk.post("session/lock")
    for one in (sender.put(0), sender.delete(), Sender(at_desk).begin()):
        assert (one.status_code, one.json["error"]) == (403, "session_locked")


def test_a_foreign_page_sends_nothing(at_desk: Inspector) -> None:
    sender = Sender(at_desk)
    at_desk.session = at_desk.session | {"csrf": "0" * 64}
    assert sender.begin().json["error"] == "not_from_here"
