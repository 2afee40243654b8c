"""A sealed report is stored once, or refused with what to do next."""

from __future__ import annotations

import dataclasses
import hashlib
import itertools
import threading
import uuid
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import portal
from crypto import age, keys, padding, work
from portal.calendar.limits import acceptance
from portal.config import Config
from portal.days import today
from portal.mailboxes.models import Mailbox
from portal.reports.models import Report
from tests.conftest import Hospital
from tests.reporter import Reporter, fresh


def stored(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Report)) or 0


def test_a_report_is_stored_and_opens_with_the_epoch_secret(
    client: FlaskClient, reporter: Reporter, session: Session, hospital: Hospital
) -> None:
    answer = client.post("/reports", data=reporter.report("主任要红包"))
    assert answer.status_code == 201
    assert answer.json == {
        "received_on": today().isoformat(),
        "deliver_on": today().isoformat(),
        **acceptance(today()),
    }
    report = session.scalars(select(Report)).one()
    words = age.open_sealed(report.body, [keys.reading_half("epoch", hospital.epoch_secret)])
    assert "主任要红包" in words.decode()


def test_sending_the_same_report_twice_stores_it_once(
    client: FlaskClient, reporter: Reporter, session: Session
) -> None:
    form = reporter.report()
    first = client.post("/reports", data=fresh(form))
    again = client.post("/reports", data=fresh(form))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json == again.json
    assert stored(session) == 1


def test_a_retry_is_answered_even_when_its_challenge_has_expired(
    client: FlaskClient, reporter: Reporter, session: Session
) -> None:
    form = reporter.report()
    client.post("/reports", data=fresh(form))
    again = client.post("/reports", data={**fresh(form), "challenge": "00" * 32})
    assert again.status_code == 201
    assert stored(session) == 1


def test_another_body_under_the_same_id_is_refused(
    client: FlaskClient, reporter: Reporter, session: Session
) -> None:
    form = reporter.report()
    client.post("/reports", data=fresh(form))
    id = uuid.UUID(form["id"])
    other = reporter.form(id, reporter.seal(reporter.body(id, "别的话")))
    answer = client.post("/reports", data=other)
    assert (answer.status_code, answer.json.get("error")) == (409, "id_taken")
    assert stored(session) == 1


def test_the_same_body_for_another_mailbox_is_refused(
    client: FlaskClient, reporter: Reporter, session: Session
) -> None:
    form = reporter.report()
    client.post("/reports", data=fresh(form))
    answer = client.post("/reports", data={**fresh(form), "mailbox_id": "ab" * 32})
    assert (answer.status_code, answer.json.get("error")) == (409, "id_taken")


def test_a_receipt_code_serves_one_report_only(
    client: FlaskClient, reporter: Reporter, session: Session
) -> None:
    client.post("/reports", data=reporter.report())
    answer = client.post("/reports", data=reporter.report())
    assert (answer.status_code, answer.json.get("error")) == (409, "mailbox_taken")
    assert stored(session) == 1


def test_a_stale_epoch_is_told_the_new_statement(
    client: FlaskClient, reporter: Reporter, session: Session, hospital: Hospital
) -> None:
    session.merge(hospital.office).epoch = 2
    session.commit()
    answer = client.post("/reports", data=reporter.report())
    assert (answer.status_code, answer.json.get("error")) == (409, "epoch_retired")
    assert answer.json["office"]["statement"] == hospital.office.statement
    assert stored(session) == 0


def _changed(form: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {**fresh(form), **changes}


@pytest.mark.parametrize(
    ("field", "value", "status", "error"),
    [
        ("id", "not-an-id", 400, "form_invalid"),
        ("epoch", "1", 400, "form_invalid"),
        ("mailbox_id", "AB" * 32, 400, "form_invalid"),
        ("deliver", "3wk", 400, "form_invalid"),
        ("attachments", " " * 738, 400, "form_invalid"),
        ("attachments", f"{uuid.uuid4()}".ljust(739), 409, "attachment_unknown"),
        ("office", "nowhere".ljust(40), 404, "office_unknown"),
        ("challenge", "00" * 32, 403, "challenge_expired"),
    ],
)
def test_a_field_that_is_wrong_is_refused_by_name(
    client: FlaskClient,
    reporter: Reporter,
    session: Session,
    field: str,
    value: str,
    status: int,
    error: str,
) -> None:
    reporter.challenge = client.get("/challenge").json
    answer = client.post("/reports", data=_changed(reporter.report(), **{field: value}))
    assert (answer.status_code, answer.json.get("error")) == (status, error)
    assert answer.json["message"]
    assert stored(session) == 0


def test_a_report_without_its_work_is_refused(
    client: FlaskClient, reporter: Reporter, session: Session
) -> None:
    form = reporter.report()
    digest = hashlib.sha256(form["body"][0].getvalue()).digest()
    challenge, id = bytes.fromhex(form["challenge"]), uuid.UUID(form["id"]).bytes
    numbers = (number.to_bytes(8) for number in itertools.count())
    idle = next(one for one in numbers if not work.solved(challenge, id, digest, one, 4))
    answer = client.post("/reports", data=_changed(form, solution=idle.hex()))
    assert (answer.status_code, answer.json.get("error")) == (403, "work_missing")
    assert stored(session) == 0


def _body(sealed: bytes) -> tuple[BytesIO, str, str]:
    return BytesIO(sealed), "body", "application/octet-stream"


def test_a_body_that_is_not_sealed_is_refused(
    client: FlaskClient, reporter: Reporter, session: Session
) -> None:
    plain = "主任要红包".encode().ljust(padding.SEALED_SIZES[0])
    answer = client.post("/reports", data=reporter.form(uuid.uuid4(), plain))
    assert (answer.status_code, answer.json.get("error")) == (400, "not_sealed")
    assert stored(session) == 0


def test_a_body_that_is_not_padded_is_refused(
    client: FlaskClient, reporter: Reporter, session: Session
) -> None:
    recipient = age.Recipient.parse(reporter.document["statement"]["recipient"])
    answer = client.post(
        "/reports", data=reporter.form(uuid.uuid4(), age.seal(b"x" * 5000, [recipient]))
    )
    assert (answer.status_code, answer.json.get("error")) == (400, "size_wrong")
    assert stored(session) == 0


def test_a_body_sealed_to_two_is_refused(
    client: FlaskClient, reporter: Reporter, session: Session
) -> None:
    recipient = age.Recipient.parse(reporter.document["statement"]["recipient"])
    second = age.Identity.generate().recipient
    sealed = age.seal(padding.pad(b"x"), [recipient, second])
    answer = client.post("/reports", data=reporter.form(uuid.uuid4(), sealed))
    assert (answer.status_code, answer.json.get("error")) == (400, "too_many_recipients")
    assert stored(session) == 0


def test_a_body_that_is_too_large_is_refused(client: FlaskClient, reporter: Reporter) -> None:
    answer = client.post("/reports", data=reporter.form(uuid.uuid4(), b"x" * 200_000))
    assert (answer.status_code, answer.json.get("error")) == (413, "too_large")


def test_a_report_can_be_delivered_on_a_monday_in_some_weeks(
    client: FlaskClient, reporter: Reporter, session: Session
) -> None:
    answer = client.post("/reports", data=_changed(reporter.report(), deliver="4wk"))
    assert answer.status_code == 201
    report = session.scalars(select(Report)).one()
    assert report.deliver_on.weekday() == 0
    assert timedelta(weeks=4) <= report.deliver_on - today() < timedelta(weeks=5)


def test_one_id_sent_by_many_at_once_is_stored_once(
    client: FlaskClient, reporter: Reporter, session: Session
) -> None:
    form = reporter.report()
    forms = [fresh(form) for _ in range(8)]
    statuses: list[int] = []

    def send(copy: dict[str, Any]) -> None:
        statuses.append(client.application.test_client().post("/reports", data=copy).status_code)

    threads = [threading.Thread(target=send, args=(copy,)) for copy in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [201] * 8
    assert stored(session) == 1
    assert session.scalar(select(func.count()).select_from(Mailbox)) == 1


def test_a_file_sealed_elsewhere_is_stored_padded_and_once(
    client: FlaskClient, reporter: Reporter, session: Session, hospital: Hospital
) -> None:
    recipient = age.Recipient.parse(reporter.document["statement"]["recipient"])
    sealed = age.seal("用别的工具写的".encode(), [recipient])
    for _ in range(2):
        answer = client.post("/o/hospital/sealed", data={"sealed": (BytesIO(sealed), "any.age")})
        assert answer.status_code == 201
    report = session.scalars(select(Report)).one()
    assert (report.channel, report.mailbox_id) == ("file", None)
    assert len(report.body) in padding.SEALED_SIZES
    assert padding.unpad_file(report.body) == sealed


def test_a_text_in_clear_is_not_taken_for_a_sealed_file(
    client: FlaskClient, reporter: Reporter, session: Session
) -> None:
    plain = (BytesIO("主任要红包".encode()), "report.txt")
    answer = client.post("/o/hospital/sealed", data={"sealed": plain})
    assert answer.status_code == 400
    assert stored(session) == 0


def test_an_upload_without_a_file_is_told_so(client: FlaskClient, session: Session) -> None:
    answer = client.post("/o/hospital/sealed", data={})
    assert (answer.status_code, answer.json.get("error")) == (400, "form_invalid")
    assert stored(session) == 0


def test_an_office_takes_so_many_sealed_files_a_day(
    settings: Config, reporter: Reporter, session: Session
) -> None:
    app = portal.create_app(dataclasses.replace(settings, sealed_files_a_day=1))
    recipient = age.Recipient.parse(reporter.document["statement"]["recipient"])
    statuses = []
    for words in (b"one", b"two"):
        file = (BytesIO(age.seal(words, [recipient])), "any.age")
        statuses.append(
            app.test_client().post("/o/hospital/sealed", data={"sealed": file}).status_code
        )
    app.extensions["qingfeng.engine"].dispose()
    assert statuses == [201, 503]
    assert stored(session) == 1


def test_below_the_disk_floor_reports_are_refused_and_nothing_is_stored(
    settings: Config, reporter: Reporter, session: Session
) -> None:
    app = portal.create_app(dataclasses.replace(settings, disk_floor=2**62))
    answer = app.test_client().post("/reports", data=reporter.report())
    app.extensions["qingfeng.engine"].dispose()
    assert (answer.status_code, answer.json.get("error")) == (503, "intake_closed")
    assert stored(session) == 0
