"""A server that swaps, forges or drops something is found out in the inspector's browser."""

from __future__ import annotations

import json
import uuid
from base64 import b64decode, b64encode
from typing import Any

import pytest

from crypto import age, keys, statements
from crypto.padding import pad, pad_file
from portal.days import today
from tests.casework.conftest import Receive
from tests.casework.inspector import Inspector, RefusedError, Worker
from tests.casework.letters import message
from tests.conftest import Hospital
from tests.reporter import Reporter

# What a browser makes of documents does not depend on the database they come from.
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


def test_a_report_is_read_and_answered_and_only_its_reporter_can_read_that(
    unlocked: Inspector, worker: Worker, receive: Receive, reporter: Reporter, hospital: Hospital
) -> None:
    id = receive("术前有人要红包")
    view = unlocked.open(worker, id)
    assert view["said"][0] == {
        "id": "words",
        "question": "用您自己的话写",
        "choices": [],
        "text": "术前有人要红包",
        "items": [],
    }
    assert (view["closed"], view["notices"]) == ("", [])
    assert unlocked.answer(worker, id, "已受理").status_code == 201
    (answer,) = unlocked.get(f"reports/{id}.json").json["answers"]
    signed = json.loads(age.open_sealed(b64decode(answer["sealed"]), [reporter.identity]))
    epoch = keys.verify_key(keys.signing_half("epoch", hospital.epoch_secret))
    inside = statements.verify("answer", signed, epoch)
    assert (inside["text"], inside["seq"], inside["previous"]) == ("已受理", 1, "")
    assert inside["fingerprint"] == hospital.office.fingerprint
    assert inside["mailbox_id"] == reporter.mailbox_id.hex()


@pytest.mark.parametrize(
    "change",
    [
        {"reporter": {}},
        {"reporter": {"recipient": "age1pq1", "verify_key": "00"}},
        {"report_id": str(uuid.uuid4())},
        {"mailbox_id": "0" * 64},
        {"office": "x"},
        {"site": "0" * 32},
    ],
)
def test_a_row_that_is_not_the_sealed_one_cannot_be_answered(
    unlocked: Inspector, worker: Worker, receive: Receive, change: dict[str, Any]
) -> None:
    id = receive(**change)
    view = unlocked.open(worker, id)
    assert (view["closed"], view["letters"]) == ("swapped", [])
    with pytest.raises(RefusedError, match="NotAnswerable"):
        worker.ask("sealAnswer", id=str(id), text="已受理", today=today().isoformat())


def test_a_mailbox_that_the_server_swapped_is_found_out_in_the_list(
    unlocked: Inspector, worker: Worker, receive: Receive
) -> None:
    receive(mailbox=bytes(32))
    rows = unlocked.get("reports.json").json["reports"]
    (heading,) = worker.tell("openHeadings", rows=rows)["progress"]
    assert heading["failure"] == "Swapped"


@pytest.mark.parametrize(
    "relabelled",
    [
        {"mailbox_id": None},
        {"mailbox_id": None, "channel": "file"},
        {"mailbox_id": None, "channel": "file", "id": str(uuid.uuid4())},
        {"id": str(uuid.uuid4()), "channel": "file"},
    ],
)
def test_a_row_that_the_server_relabelled_is_found_out_whatever_it_is_called(
    unlocked: Inspector, worker: Worker, receive: Receive, relabelled: dict[str, Any]
) -> None:
    documents = unlocked.get(f"reports/{receive()}.json").json
    row = documents["report"] | relabelled
    assert unlocked.open(worker, "", documents=documents | {"report": row})["closed"] == "swapped"
    (heading,) = worker.tell("openHeadings", rows=[row])["progress"]
    assert heading["failure"] == "Swapped"


@pytest.mark.parametrize("as_a_file", [False, True])
@pytest.mark.parametrize("kind", ["message", "deletion"])
def test_a_letter_in_the_place_of_a_report_is_not_shown_as_one(
    unlocked: Inspector,
    worker: Worker,
    receive: Receive,
    reporter: Reporter,
    as_a_file: bool,
    kind: str,
) -> None:
    letter = message(reporter, "补充", kind=kind)
    id = receive(body=pad_file(letter), mailbox=None) if as_a_file else receive(body=letter)
    view = unlocked.open(worker, id)
    assert (view["closed"], view["plain"], view["title"]) == ("swapped", "", "")


def test_a_report_sealed_to_somebody_else_says_so(
    unlocked: Inspector, worker: Worker, receive: Receive
) -> None:
    id = receive(body=age.seal(pad(b"{}"), [age.Identity.generate().recipient]))
    with pytest.raises(RefusedError, match="NoMatch"):
        unlocked.open(worker, id)


def test_a_changed_byte_is_refused(
    unlocked: Inspector, worker: Worker, receive: Receive, reporter: Reporter
) -> None:
    id = uuid.uuid4()
    sealed = bytearray(reporter.seal(reporter.body(id, "话")))
    sealed[-1] ^= 1
    receive(id=id, body=bytes(sealed))
    with pytest.raises(RefusedError, match="PayloadInvalid"):
        unlocked.open(worker, id)


def test_an_office_whose_public_key_is_not_ours_stops_answering(
    unlocked: Inspector, worker: Worker, receive: Receive, hospital: Hospital, stranger: Hospital
) -> None:
    id = receive()
    document = unlocked.session["office"]
    theirs = {"statement": stranger.office.statement}
    leader = keys.signing_half("member", hospital.setup.leader.secret)
    for key in ("recipient", "answer_key"):
        swapped = document["statement"] | {key: theirs["statement"][key]}
        signed = statements.sign("statement", swapped, leader)
        office = document | {"statement": signed}
        assert unlocked.open(worker, id, office=office)["closed"] == "broken"
    assert unlocked.open(worker, id, office=theirs)["closed"] == "replaced"


def test_an_expired_statement_leaves_reports_to_be_read_but_not_answered(
    unlocked: Inspector, worker: Worker, receive: Receive
) -> None:
    id = receive("术前有人要红包")
    view = unlocked.open(worker, id, today="2199-01-01")
    assert (view["said"][0]["text"], view["closed"]) == ("术前有人要红包", "expired")
    with pytest.raises(RefusedError, match="NotAnswerable"):
        worker.ask("sealAnswer", id=str(id), text="已受理", today=today().isoformat())


def test_a_locked_worker_opens_nothing(
    unlocked: Inspector, worker: Worker, receive: Receive
) -> None:
    id = receive()
    worker.ask("lock")
    with pytest.raises(RefusedError, match="Locked"):
        unlocked.open(worker, id)


def test_what_the_tab_keeps_opens_with_the_sessions_key_only(
    unlocked: Inspector, worker: Worker, receive: Receive, hospital: Hospital
) -> None:
    key = unlocked.session["key"]
    held = worker.ask("hold", key=key)
    worker.ask("lock")
    for wrong in ({"key": "0" * 64}, {"name": "leader"}, {"held": held[:-8] + "AAAAAAA="}):
        with pytest.raises(RefusedError, match="HeldInvalid"):
            worker.ask("restore", **({"key": key, "held": held} | unlocked.who | wrong))
    worker.ask("restore", key=key, held=held, **unlocked.who)
    assert unlocked.open(worker, receive())["title"]


def test_keys_that_were_not_sealed_to_the_passphrase_are_refused(
    registrar: Inspector, worker: Worker, hospital: Hospital
) -> None:
    registrar.sign_in()
    foreign = age.seal(keys.new_secret(), [age.Identity.generate().recipient])
    registrar.session["sealed_secret"] = b64encode(foreign).decode()
    with pytest.raises(RefusedError, match="NoMatch"):
        registrar.unlock(worker)
