"""A report takes its attachments along in one transaction, or is not stored."""

from __future__ import annotations

import uuid

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.blobs import Blobs
from portal.mailboxes.models import Message
from portal.reports.models import Report
from tests.portal.attachments.conftest import LARGE, Uploading, kept, row
from tests.reporter import Reporter, fresh
from tests.uploader import ids_field


def claimed_by(session: Session, id: uuid.UUID) -> tuple[uuid.UUID | None, uuid.UUID | None]:
    held = row(session, id)
    assert held
    return held.report_id, held.message_id


def test_a_report_takes_its_attachments_along(
    client: FlaskClient, reporter: Reporter, uploader: Uploading, session: Session
) -> None:
    ids = [uploader().send() for _ in range(3)]
    form = reporter.report() | {"attachments": ids_field(*ids)}
    first, again = (client.post("/reports", data=fresh(form)) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json
    report = uuid.UUID(form["id"])
    assert [claimed_by(session, id) for id in ids] == [(report, None)] * 3


def test_a_message_takes_its_attachments_along(
    client: FlaskClient, reporter: Reporter, uploader: Uploading, session: Session
) -> None:
    client.post("/reports", data=reporter.report())
    id = uploader().send()
    letter = reporter.message("照片") | {"attachments": ids_field(id)}
    answers = [client.post("/mailbox/messages", data=fresh(letter)) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert claimed_by(session, id) == (None, uuid.UUID(letter["id"]))


@pytest.mark.parametrize(
    "wrong", ["unknown", "unfinished", "another office's", "claimed", "given up"]
)
def test_a_report_whose_attachment_is_not_there_is_not_stored(
    client: FlaskClient, reporter: Reporter, uploader: Uploading, session: Session, wrong: str
) -> None:
    good = uploader()
    good.send()
    other = uploader(office="stranger" if wrong == "another office's" else "hospital")
    if wrong == "unfinished":
        other.sealed = LARGE
        other.begin()
        other.put(0)
    elif wrong != "unknown":
        other.send()
    if wrong == "claimed":
        earlier = Reporter(reporter.document, reporter.challenge)
        form = earlier.report() | {"attachments": ids_field(other.id)}
        assert client.post("/reports", data=form).status_code == 201
    if wrong == "given up":
        other.delete()
    form = reporter.report() | {"attachments": ids_field(good.id, other.id)}
    refused = client.post("/reports", data=fresh(form))
    assert (refused.status_code, refused.json["error"]) == (409, "attachment_unknown")
    stored = session.scalar(select(func.count()).where(Report.id == uuid.UUID(form["id"])))
    session.rollback()
    assert stored == 0
    assert claimed_by(session, good.id) == (None, None)
    repaired = form | {"attachments": ids_field(good.id)}
    assert client.post("/reports", data=fresh(repaired)).status_code == 201


def test_a_message_whose_attachment_is_not_there_is_not_stored(
    client: FlaskClient, reporter: Reporter, session: Session
) -> None:
    client.post("/reports", data=reporter.report())
    letter = reporter.message("照片") | {"attachments": ids_field(uuid.uuid4())}
    refused = client.post("/mailbox/messages", data=letter)
    assert (refused.status_code, refused.json["error"]) == (409, "attachment_unknown")
    assert session.scalars(select(Message)).all() == []


@pytest.mark.parametrize(
    "attachments",
    [
        "x".ljust(739),
        f"{uuid.uuid4()}".upper().ljust(739),
        f" {uuid.uuid4()}".ljust(739),
        ids_field(*[uuid.uuid4()] * 2),
        f"{uuid.uuid4()}{uuid.uuid4()}".ljust(739),
        ids_field(uuid.uuid4())[:-1],
        ids_field(uuid.uuid4()) + " ",
        ids_field(uuid.uuid4())[:-1] + "\n",
    ],
)
def test_ids_are_read_in_one_form_only(
    client: FlaskClient, reporter: Reporter, attachments: str
) -> None:
    refused = client.post("/reports", data=reporter.report() | {"attachments": attachments})
    assert (refused.status_code, refused.json.get("fields")) == (400, ["attachments"])


def test_twenty_attachments_fit_and_no_more(client: FlaskClient, reporter: Reporter) -> None:
    twenty = ids_field(*[uuid.uuid4() for _ in range(20)])
    assert len(twenty) == 739
    answer = client.post("/reports", data=reporter.report() | {"attachments": twenty})
    assert answer.json["error"] == "attachment_unknown"


def test_what_a_report_has_claimed_cannot_be_taken_back(
    client: FlaskClient, reporter: Reporter, uploader: Uploading, store: Blobs
) -> None:
    sender = uploader()
    sender.send()
    client.post("/reports", data=reporter.report() | {"attachments": ids_field(sender.id)})
    refused = sender.delete()
    assert (refused.status_code, refused.json["error"]) == (404, "upload_unknown")
    assert (sender.put(0).status_code, len(kept(store))) == (201, 1)
