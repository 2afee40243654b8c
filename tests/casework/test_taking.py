"""Taken down by hand: a call, a letter, a task from above, sealed in a member's browser."""

from __future__ import annotations

import json
import uuid
from base64 import b64decode, b64encode
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.audit.models import AuditEntry
from crypto import age, keys, padding
from portal.days import today
from portal.offices.models import Office
from portal.reports.models import Report
from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive
from tests.casework.inspector import Worker
from tests.casework.sender import Sender
from tests.conftest import Hospital

CALLER = "王阿姨"
WORDS = "主任收了两千元䶮"
DAY = today() - timedelta(days=3)


def said(id: str, text: str) -> dict[str, Any]:
    return {"id": id, "question": "问", "choices": [], "text": text}


def taken(worker: Worker, at: CaseWorker, **changes: Any) -> dict[str, Any]:
    """What this member's browser would store a telephone call with."""
    at.sit_down(worker)
    taking = {
        "channel": "phone",
        "receivedOn": DAY.isoformat(),
        "named": True,
        "details": {"name": CALLER, "phone": "13800000000", "address": ""},
        "task": {"from": "", "number": "", "due_on": ""},
        "answers": [said("who", "主任"), said("words", WORDS)],
        "attachments": [],
        "flow": "report/2",
        "language": "zh-Hans",
    }
    form: dict[str, Any] = worker.ask("takeDown", **(taking | changes), **at.now)
    return form


def inside(hospital: Hospital, sealed: bytes) -> dict[str, Any]:
    """What is in a seal to the office's first epoch."""
    identity = keys.reading_half("epoch", hospital.epoch_secret)
    opened: dict[str, Any] = json.loads(age.open_sealed(sealed, [identity]))
    return opened


def sealed_anew(hospital: Hospital, form: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """The same form with other words in its seal, which the same signature stands beside."""
    report = inside(hospital, b64decode(form["sealed"])) | changes
    identity = keys.reading_half("epoch", hospital.epoch_secret)
    body = age.seal(padding.pad(json.dumps(report).encode()), [identity.recipient])
    return form | {"sealed": b64encode(body).decode()}


def test_a_call_stands_in_the_list_and_opens_with_who_took_it_down(
    at_desk: CaseWorker, worker: Worker
) -> None:
    form = taken(worker, at_desk)
    answer = at_desk.post("reports", json=form)
    assert answer.status_code == 201, answer.json
    (row,) = at_desk.get("reports.json").json["reports"]
    assert answer.json == {"id": form["id"], "number": row["number"]}
    assert (row["channel"], row["mailbox_id"]) == ("phone", None)
    assert row["received_on"] == row["deliver_on"] == DAY.isoformat()
    view = at_desk.open(worker, form["id"])
    assert view["title"] == "主任收了两千元䶮 · 主任"
    assert view["closed"] == "no_mailbox"
    assert (view["taken"]["state"], view["taken"]["by"]) == ("proved", "registrar")
    assert view["taken"]["details"]["name"] == CALLER
    assert all(CALLER not in json.dumps(one, ensure_ascii=False) for one in view["said"])


def test_a_registered_call_is_a_case_like_any_other(
    at_desk: CaseWorker, colleague: CaseWorker, worker: Worker
) -> None:
    form = taken(worker, at_desk)
    at_desk.post("reports", json=form)
    case = at_desk.registered(worker, form["id"], "registrar", "investigator")
    view = colleague.open_case(worker, case)
    assert view["said"][-1]["text"] == WORDS
    assert (view["taken"]["state"], view["closed"]) == ("proved", "no_mailbox")


def test_a_task_from_above_keeps_its_number_and_its_day(
    at_desk: CaseWorker, worker: Worker
) -> None:
    task = {"from": "省卫健委", "number": "卫交〔2026〕7号", "due_on": "2026-12-31"}
    form = taken(worker, at_desk, channel="above", task=task, named=False)
    assert at_desk.post("reports", json=form).status_code == 201
    view = at_desk.open(worker, form["id"])
    assert view["taken"]["task"] == task
    assert view["taken"]["details"]["name"] == ""


def test_no_word_of_it_reaches_the_server(
    at_desk: CaseWorker, worker: Worker, session: Session
) -> None:
    at_desk.post("reports", json=taken(worker, at_desk))
    body = session.scalar(select(Report.body))
    for word in (CALLER, WORDS, "13800000000"):
        for seen in (*at_desk.seen, body):
            assert word.encode() not in seen
            assert json.dumps(word).encode() not in seen


def test_the_same_again_is_stored_once_and_written_down_once(
    at_desk: CaseWorker, worker: Worker, session: Session
) -> None:
    form = taken(worker, at_desk)
    first, again = (at_desk.post("reports", json=form) for _ in range(2))
    assert (again.status_code, again.json) == (201, first.json)
    assert len(session.scalars(select(Report)).all()) == 1
    acts = [row.act for row in session.scalars(select(AuditEntry))]
    assert acts.count("report_take") == 1


@pytest.mark.parametrize("change", ["sealed", "channel", "received_on"])
def test_another_one_under_its_id_is_refused(
    at_desk: CaseWorker, worker: Worker, change: str
) -> None:
    form = taken(worker, at_desk)
    at_desk.post("reports", json=form)
    others = {
        "sealed": taken(worker, at_desk)["sealed"],
        "channel": "visit",
        "received_on": today().isoformat(),
    }
    answer = at_desk.post("reports", json=form | {change: others[change]})
    assert (answer.status_code, answer.json["error"]) == (409, "id_taken")


def test_an_epoch_that_is_over_stores_nothing(
    at_desk: CaseWorker, worker: Worker, session: Session, hospital: Hospital
) -> None:
    form = taken(worker, at_desk)
    session.get_one(Office, hospital.office.id).epoch = 2
    session.commit()
    answer = at_desk.post("reports", json=form)
    assert (answer.status_code, answer.json["error"]) == (409, "epoch_retired")
    assert session.scalars(select(Report)).all() == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("channel", "browser"),
        ("channel", "file"),
        ("channel", "fax"),
        ("received_on", (today() + timedelta(days=1)).isoformat()),
        ("received_on", "2026-02-30"),
        ("received_on", ""),
        ("epoch", "0"),
        ("id", "1"),
    ],
)
def test_what_does_not_fit_is_named(
    at_desk: CaseWorker, worker: Worker, field: str, value: str
) -> None:
    answer = at_desk.post("reports", json=taken(worker, at_desk) | {field: value})
    assert (answer.status_code, answer.json["fields"]) == (400, [field])


def test_what_is_not_padded_is_refused(
    at_desk: CaseWorker, worker: Worker, hospital: Hospital
) -> None:
    recipient = keys.reading_half("epoch", hospital.epoch_secret).recipient
    body = b64encode(age.seal(b"{}", [recipient])).decode()
    answer = at_desk.post("reports", json=taken(worker, at_desk) | {"sealed": body})
    assert (answer.status_code, answer.json["error"]) == (400, "size_wrong")


def test_an_attachment_comes_with_it_and_with_nothing_else(
    at_desk: CaseWorker, worker: Worker
) -> None:
    at_desk.sit_down(worker)
    sender = Sender(at_desk)
    form = taken(worker, at_desk)
    named = form | {"attachments": str(sender.id)}
    assert at_desk.post("reports", json=named).json["error"] == "attachment_unknown"
    sender.begin()
    for part in (0, 1):
        sender.put(part)
    assert at_desk.post("reports", json=named).status_code == 201
    (attached,) = at_desk.get(f"reports/{form['id']}.json").json["report"]["attachments"]
    assert attached["id"] == str(sender.id)
    other = taken(worker, at_desk) | {"attachments": str(sender.id)}
    assert at_desk.post("reports", json=other).json["error"] == "attachment_unknown"


def test_other_words_beside_the_signature_are_nobodys(
    at_desk: CaseWorker, worker: Worker, hospital: Hospital
) -> None:
    form = sealed_anew(hospital, taken(worker, at_desk), answers=[said("words", "别的话")])
    at_desk.post("reports", json=form)
    view = at_desk.open(worker, form["id"])
    assert (view["taken"]["state"], view["taken"]["by"]) == ("forged", "")


def test_a_signature_of_another_report_is_nobodys(
    at_desk: CaseWorker, worker: Worker, hospital: Hospital
) -> None:
    form, id = taken(worker, at_desk), str(uuid.uuid4())
    moved = sealed_anew(hospital, form, report_id=id) | {"id": id}
    at_desk.post("reports", json=moved)
    assert at_desk.open(worker, id)["taken"]["state"] == "forged"


@pytest.mark.parametrize("change", [{"channel": "visit"}, {"received_on": "2026-01-05"}])
def test_a_row_that_says_another_way_or_day_is_nobodys(
    at_desk: CaseWorker, worker: Worker, change: dict[str, str]
) -> None:
    form = taken(worker, at_desk)
    at_desk.post("reports", json=form)
    documents = at_desk.get(f"reports/{form['id']}.json").json
    documents["report"] |= change
    view = at_desk.open(worker, form["id"], documents=documents)
    assert view["taken"]["state"] == "forged"


def test_a_stranger_who_claims_it_is_nobody_of_ours(
    at_desk: CaseWorker, worker: Worker, receive: Receive
) -> None:
    claim = {"taken_by": {"by": "00" * 32, "name": "registrar"}, "channel": "phone"}
    id = receive(WORDS, **claim)
    at_desk.sit_down(worker)
    assert at_desk.open(worker, id)["taken"]["state"] == "forged"


def test_what_a_reporter_sent_was_taken_down_by_nobody(
    at_desk: CaseWorker, worker: Worker, receive: Receive
) -> None:
    id = receive(WORDS)
    at_desk.sit_down(worker)
    assert at_desk.open(worker, id)["taken"]["state"] == ""


def test_the_list_is_of_one_channel_and_counts_all(
    at_desk: CaseWorker, worker: Worker, receive: Receive
) -> None:
    receive(WORDS)
    form = taken(worker, at_desk, receivedOn="2026-01-05")
    at_desk.post("reports", json=form)
    told = at_desk.get("reports.json?channel=phone").json
    assert [row["id"] for row in told["reports"]] == [form["id"]]
    assert (told["total"], told["channels"]) == (1, {"browser": 1, "phone": 1})
    assert told["overdue"] == 1
    by_due = at_desk.get("reports.json?sort=due").json["reports"]
    assert by_due[0]["id"] == form["id"]
    assert by_due[0]["due"]["left"] < 0 < by_due[1]["due"]["left"]
