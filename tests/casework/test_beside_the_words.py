"""What lies beside the words of reports and letters: how the case stands, purposes, attachments."""

from __future__ import annotations

import json
import uuid
from base64 import b64decode
from collections.abc import Callable
from typing import Any

import pytest

from crypto import age, keys
from portal.days import today
from tests.casework.conftest import Receive
from tests.casework.inspector import Inspector, Worker
from tests.casework.letters import answer, message
from tests.conftest import Hospital
from tests.reporter import Reporter

# What a browser makes of documents does not depend on the database they come from.
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
Hear = Callable[[bytes], None]

FILE = {
    "id": str(uuid.UUID(int=7, version=4)),
    "name": "照片.jpg",
    "type": "image/jpeg",
    "size": 3 * 1024 * 1024,
    "sha256": "ab" * 32,
    "secret": "cd" * 32,
    "metadata": "removed",
}
HELD = {"id": "held", "month": "2027-05", "to": ""}


def answered(
    unlocked: Inspector, worker: Worker, id: uuid.UUID, reporter: Reporter, **said: Any
) -> dict[str, Any]:
    """What the reporter finds in the seal of an answer."""
    unlocked.open(worker, id)
    form = worker.ask("sealAnswer", id=str(id), text="答复", today=today().isoformat(), **said)
    assert unlocked.post(f"reports/{id}/answers", json=form).status_code == 201
    (sealed,) = unlocked.get(f"reports/{id}.json").json["answers"]
    inside: dict[str, Any] = json.loads(
        age.open_sealed(b64decode(sealed["sealed"]), [reporter.identity])
    )
    return inside


def test_how_a_case_stands_is_told_inside_the_seal_and_nowhere_else(
    unlocked: Inspector, worker: Worker, receive: Receive, reporter: Reporter
) -> None:
    id = receive()
    assert answered(unlocked, worker, id, reporter, state=HELD)["state"] == HELD
    assert unlocked.open(worker, id)["letters"][0]["state"] == HELD
    assert not any(b"held" in seen or b"2027-05" in seen for seen in unlocked.seen)


@pytest.mark.parametrize(
    ("state", "read"),
    [
        (
            {"id": "accepted", "month": "2027-05", "to": "x"},
            {"id": "accepted", "month": "", "to": ""},
        ),
        ({"id": "not_ours", "to": " 医患办 "}, {"id": "not_ours", "month": "", "to": "医患办"}),
        ({"id": "held", "month": "2027-13"}, None),
        ({"id": "transferred", "to": " "}, None),
        ({"id": "toString"}, None),
        ("accepted", None),
        (None, None),
    ],
)
def test_only_a_whole_state_counts(
    unlocked: Inspector,
    worker: Worker,
    receive: Receive,
    reporter: Reporter,
    hospital: Hospital,
    state: Any,
    read: Any,
) -> None:
    documents = unlocked.get(f"reports/{receive()}.json").json
    ours = keys.signing_half("epoch", hospital.epoch_secret)
    documents["answers"] = [answer(reporter, ours, state=state)]
    view = unlocked.open(worker, "", documents=documents)
    assert (view["letters"][0]["state"], view["closed"]) == (read, "")


def test_an_answer_of_the_first_version_stays_readable(
    unlocked: Inspector, worker: Worker, receive: Receive, reporter: Reporter, hospital: Hospital
) -> None:
    documents = unlocked.get(f"reports/{receive()}.json").json
    documents["answers"] = [answer(reporter, keys.signing_half("epoch", hospital.epoch_secret))]
    (letter,) = unlocked.open(worker, "", documents=documents)["letters"]
    assert (letter["text"], letter["state"], letter["attachments"]) == ("撤回吧", None, [])


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ({}, ("supplement", 0, "")),
        ({"purpose": "supplement", "answer": 0, "rating": ""}, ("supplement", 0, "")),
        ({"purpose": "objection", "answer": 2, "rating": "satisfied"}, ("objection", 2, "")),
        ({"purpose": "rating", "answer": 1, "rating": "partly"}, ("rating", 1, "partly")),
        ({"purpose": "rating", "answer": 1, "rating": "splendid"}, ("supplement", 1, "")),
        ({"purpose": "bribe", "answer": 1, "rating": "partly"}, ("supplement", 0, "")),
    ],
)
def test_a_message_is_read_for_what_it_is(
    unlocked: Inspector,
    worker: Worker,
    receive: Receive,
    reporter: Reporter,
    hear: Hear,
    said: dict[str, Any],
    read: tuple[str, int, str],
) -> None:
    id = receive()
    hear(message(reporter, "还有话说", **said))
    (letter,) = unlocked.open(worker, id)["letters"]
    assert (letter["purpose"], letter["answer"], letter["rating"]) == read
    assert (letter["type"], letter["text"]) == ("message", "还有话说")


def test_attachments_of_reports_and_messages_are_listed(
    unlocked: Inspector, worker: Worker, receive: Receive, reporter: Reporter, hear: Hear
) -> None:
    id = receive(attachments=[FILE])
    hear(message(reporter, "", attachments=[FILE]))
    view = unlocked.open(worker, id)
    # 3 MiB and what the seal adds: a fourth part.
    assert view["attachments"] == [FILE | {"parts": 4}]
    assert view["letters"][0]["attachments"] == view["attachments"]


def test_an_answer_carries_its_attachments_inside_and_their_ids_outside(
    unlocked: Inspector, worker: Worker, receive: Receive
) -> None:
    id = receive()
    unlocked.open(worker, id)
    day = today().isoformat()
    form = worker.ask("sealAnswer", id=str(id), text="见附件", attachments=[FILE], today=day)
    assert form["attachments"] == FILE["id"]
    assert worker.ask("sealAnswer", id=str(id), text="没有", today=day)["attachments"] == ""


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ("账单\u202egpj.exe", "账单_gpj.exe"),
        ("a\x00b:c?.pdf. ", "a_b_c_.pdf"),
        (".bashrc", "bashrc"),
        ("..", "file"),
        (7, "file"),
        ("长" * 300 + ".pdf", "长" * 96 + ".pdf"),
    ],
)
def test_a_file_is_saved_under_a_name_that_harms_nobody(
    unlocked: Inspector, worker: Worker, receive: Receive, name: Any, saved: str
) -> None:
    view = unlocked.open(worker, receive(attachments=[FILE | {"name": name}]))
    assert [file["name"] for file in view["attachments"]] == [saved]


@pytest.mark.parametrize(
    "change", [{"id": "../x"}, {"size": -1}, {"size": "1"}, {"sha256": "ab"}, {"secret": None}]
)
def test_what_is_no_attachment_is_not_listed(
    unlocked: Inspector, worker: Worker, receive: Receive, change: dict[str, Any]
) -> None:
    view = unlocked.open(worker, receive(attachments=[FILE | change, "x", None, FILE]))
    assert [file["id"] for file in view["attachments"]] == [FILE["id"]]


def test_wishes_slip_and_the_office_concerned_are_shown(
    unlocked: Inspector, worker: Worker, receive: Receive
) -> None:
    other = {"office": "elsewhere", "name": "别家医院"}
    view = unlocked.open(
        worker, receive(concerns=other, slip="交-2026-0007", wishes={"deliver": "4wk"})
    )
    assert (view["concerns"], view["slip"], view["deliver"]) == (other, "交-2026-0007", "4wk")


def test_the_own_office_is_not_named_as_another_one(
    unlocked: Inspector, worker: Worker, receive: Receive
) -> None:
    view = unlocked.open(worker, receive(concerns={"office": "hospital", "name": "医院"}))
    assert view["concerns"] is None
