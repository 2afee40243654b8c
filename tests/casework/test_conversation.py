"""The letters to and fro: what is signed is shown in its order, what is not is found out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from crypto import keys
from tests.casework.conftest import Receive
from tests.casework.inspector import Inspector, Worker
from tests.casework.letters import answer, message, shown
from tests.conftest import Hospital
from tests.reporter import Reporter

# What a browser makes of documents does not depend on the database they come from.
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
Hear = Callable[[bytes], None]
STRANGER = keys.signing_half("reporter", bytes(32))


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
    first = message(reporter, "补充一")
    hear(message(reporter, "补充二", 2, first))
    assert unlocked.open(worker, id)["notices"] == ["messages_missing"]
    hear(message(reporter, "换过的补充一"))
    assert unlocked.open(worker, id)["notices"] == ["messages_missing"]


def test_a_signed_deletion_closes_the_conversation(
    unlocked: Inspector, worker: Worker, receive: Receive, reporter: Reporter, hear: Hear
) -> None:
    id = receive()
    hear(message(reporter, "", kind="deletion"))
    assert unlocked.open(worker, id)["closed"] == "deleted"


@pytest.mark.parametrize("change", [{"kind": "message"}, {"signer": STRANGER}])
def test_a_mailbox_that_closed_without_a_signed_deletion_is_not_laid_to_the_reporter(
    unlocked: Inspector,
    worker: Worker,
    receive: Receive,
    reporter: Reporter,
    hear: Hear,
    change: dict[str, Any],
) -> None:
    id = receive()
    hear(message(reporter, "", **({"kind": "deletion"} | change)))
    documents = unlocked.get(f"reports/{id}.json").json | {"mailbox_open": False}
    assert unlocked.open(worker, id, documents=documents)["closed"] == "shut"


@pytest.mark.parametrize("text", [3, None, ["补充"], {"toString": 1}])
def test_a_signed_message_that_is_no_text_is_unreadable_and_not_forged(
    unlocked: Inspector,
    worker: Worker,
    receive: Receive,
    reporter: Reporter,
    hear: Hear,
    text: Any,
) -> None:
    id = receive()
    first = message(reporter, text)
    hear(first)
    hear(message(reporter, "补充", 2, first))
    view = unlocked.open(worker, id)
    assert [letter["type"] for letter in view["letters"]] == ["unreadable", "message"]
    assert (view["closed"], view["notices"]) == ("", [])


@pytest.mark.parametrize(
    "change",
    [{"mailbox_id": "0" * 64}, {"previous": "0" * 64}, {"seq": 2}, {"epoch": 2}, {"site": "00"}],
)
def test_an_answer_that_does_not_belong_there_stops_answering(
    unlocked: Inspector,
    worker: Worker,
    receive: Receive,
    reporter: Reporter,
    hospital: Hospital,
    change: dict[str, Any],
) -> None:
    documents = unlocked.get(f"reports/{receive()}.json").json
    ours = keys.signing_half("epoch", hospital.epoch_secret)
    documents["answers"] = [answer(reporter, ours)]
    assert unlocked.open(worker, "", documents=documents)["closed"] == ""
    documents["answers"] = [answer(reporter, ours, **change)]
    assert unlocked.open(worker, "", documents=documents)["closed"] == "answers_broken"


def test_an_answer_that_we_did_not_sign_stops_answering(
    unlocked: Inspector, worker: Worker, receive: Receive, reporter: Reporter
) -> None:
    documents = unlocked.get(f"reports/{receive()}.json").json
    documents["answers"] = [answer(reporter, reporter.signer)]
    view = unlocked.open(worker, "", documents=documents)
    assert (view["closed"], view["letters"]) == ("answers_broken", [])


def test_an_answer_under_another_fingerprint_stops_answering(
    unlocked: Inspector, worker: Worker, receive: Receive, reporter: Reporter, hospital: Hospital
) -> None:
    documents = unlocked.get(f"reports/{receive()}.json").json
    ours = keys.signing_half("epoch", hospital.epoch_secret)
    documents["answers"] = [answer(reporter, ours, fingerprint="0000-0000-0000-0000-0000")]
    assert unlocked.open(worker, "", documents=documents)["closed"] == "answers_broken"


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
