"""A server that swaps, forges or drops something is found out in the inspector's browser."""

from __future__ import annotations

import hashlib
import json
import uuid
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any

import pytest

from crypto import age, keys, statements
from crypto.padding import pad
from portal.days import today
from portal.offices.service import office_document
from tests.casework.conftest import Receive
from tests.casework.inspector import Inspector, RefusedError, Worker
from tests.conftest import Hospital
from tests.reporter import Reporter

# What a browser makes of documents does not depend on the database they come from.
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

Hear = Callable[[bytes], None]


@pytest.fixture
def unlocked(registrar: Inspector, worker: Worker) -> Inspector:
    """The registrar, signed in and unlocked."""
    registrar.sign_in()
    registrar.resume(worker)
    return registrar


def message(
    reporter: Reporter, text: str, seq: int = 1, previous: bytes = b"", **changes: Any
) -> bytes:
    """A sealed message; `signer` and everything inside may be changed."""
    signer = changes.pop("signer", reporter.signer)
    kind = changes.pop("kind", "message")
    inside = {
        "format": f"qingfeng.{kind}/1",
        "type": f"qingfeng/{kind}",
        "site": reporter.site,
        "office": "hospital",
        "mailbox_id": reporter.mailbox_id.hex(),
        "seq": seq,
        "previous": hashlib.sha256(previous).hexdigest() if previous else "",
        "text": text,
        "attachments": [],
        **changes,
    }
    return reporter.seal(statements.sign(kind, inside, signer))


def shown(view: dict[str, Any]) -> list[tuple[str, str]]:
    """Who wrote what, as the page would show it."""
    return [(letter["from"], letter["text"]) for letter in view["letters"]]


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


def test_the_conversation_is_shown_in_its_order(
    unlocked: Inspector, worker: Worker, receive: Receive, reporter: Reporter, hear: Hear
) -> None:
    id = receive()
    first = message(reporter, "补充一")
    hear(message(reporter, "补充二", 2, first))
    hear(first)
    for text in ("答复一", "答复二"):
        unlocked.open(worker, id)
        unlocked.answer(worker, id, text)
    view = unlocked.open(worker, id)
    office, us = (
        [("office", "答复一"), ("office", "答复二")],
        [
            ("reporter", "补充一"),
            ("reporter", "补充二"),
        ],
    )
    assert shown(view) == office + us
    assert (view["closed"], view["notices"]) == ("", [])


@pytest.mark.parametrize(
    "change",
    [
        {"report_id": str(uuid.uuid4())},
        {"mailbox_id": "0" * 64},
        {"office": "x"},
        {"site": "0" * 32},
    ],
)
def test_a_row_that_is_not_the_sealed_one_cannot_be_answered(
    unlocked: Inspector, worker: Worker, receive: Receive, change: dict[str, str]
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


@pytest.mark.parametrize("change", ["signer", "mailbox_id", "office", "site", "type"])
def test_a_forged_message_is_left_out_and_said(
    unlocked: Inspector,
    worker: Worker,
    receive: Receive,
    reporter: Reporter,
    hear: Hear,
    change: str,
) -> None:
    value = keys.signing_half("reporter", keys.new_secret()) if change == "signer" else "00"
    id = receive()
    hear(message(reporter, "真的"))
    hear(message(reporter, "假的", **{change: value}))
    view = unlocked.open(worker, id)
    assert shown(view) == [("reporter", "真的")]
    assert view["notices"] == ["messages_forged"]


def test_a_message_that_was_taken_away_is_missed(
    unlocked: Inspector, worker: Worker, receive: Receive, reporter: Reporter, hear: Hear
) -> None:
    id = receive()
    hear(message(reporter, "补充二", 2, message(reporter, "补充一")))
    assert unlocked.open(worker, id)["notices"] == ["messages_missing"]


def test_a_signed_deletion_closes_the_conversation(
    unlocked: Inspector, worker: Worker, receive: Receive, reporter: Reporter, hear: Hear
) -> None:
    id = receive()
    hear(message(reporter, "", kind="deletion"))
    assert unlocked.open(worker, id)["closed"] == "deleted"


def test_an_answer_that_we_did_not_sign_stops_answering(
    unlocked: Inspector, worker: Worker, receive: Receive, reporter: Reporter, hospital: Hospital
) -> None:
    id = receive()
    inside = {"type": "qingfeng/answer", "seq": 1, "epoch": 1, "previous": "", "text": "撤回吧"}
    forged = reporter.seal(statements.sign("answer", inside, reporter.signer))
    documents = unlocked.get(f"reports/{id}.json").json
    documents["answers"] = [
        {"answered_on": today().isoformat(), "sealed": b64encode(forged).decode()}
    ]
    view = unlocked.open(worker, id, documents=documents)
    assert (view["closed"], view["letters"]) == ("answers_broken", [])


def test_an_answer_that_was_taken_away_stops_answering(
    unlocked: Inspector, worker: Worker, receive: Receive
) -> None:
    id = receive()
    for text in ("答复一", "答复二"):
        unlocked.open(worker, id)
        unlocked.answer(worker, id, text)
    documents = unlocked.get(f"reports/{id}.json").json
    # Their order is inside the seals: look for the first one by what is left without it.
    left = [
        unlocked.open(worker, id, documents=documents | {"answers": [one]})
        for one in documents["answers"]
    ]
    assert sorted((view["letters"][0]["text"], view["closed"]) for view in left) == [
        ("答复一", ""),
        ("答复二", "answers_broken"),
    ]


def test_an_office_whose_public_key_is_not_ours_stops_answering(
    unlocked: Inspector, worker: Worker, receive: Receive, stranger: Hospital
) -> None:
    id = receive()
    document = unlocked.session["office"]
    theirs = office_document(stranger.office)
    recipient = theirs["statement"]["recipient"]
    swapped = document | {"statement": document["statement"] | {"recipient": recipient}}
    for office in (swapped, theirs):
        assert unlocked.open(worker, id, office=office)["closed"] == "broken"


def test_another_fingerprint_than_this_computer_knows_stops_answering(
    unlocked: Inspector, worker: Worker, receive: Receive, stranger: Hospital
) -> None:
    id = receive()
    known = stranger.office.fingerprint
    assert unlocked.open(worker, id, pinned=known)["closed"] == "replaced"


def test_an_expired_statement_is_said_and_answers_go_on(
    unlocked: Inspector, worker: Worker, receive: Receive
) -> None:
    view = unlocked.open(worker, receive(), today="2199-01-01")
    assert (view["closed"], view["notices"]) == ("", ["expired"])


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
