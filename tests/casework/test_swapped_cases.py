"""A server that swaps a case's row, grant or letters shows nothing and gets nothing answered."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from typing import Any

import pytest

from crypto import age, keys, statements
from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive
from tests.casework.inspector import RefusedError, Worker
from tests.conftest import Hospital

# What a browser makes of documents does not depend on the database they come from.
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
KEEPERS = bytes(range(32))
"""A case secret of the keeper's own."""


@pytest.fixture
def documents(at_desk: CaseWorker, worker: Worker, receive: Receive) -> dict[str, Any]:
    """A registered case, as the server gives it out."""
    return at_desk.documents(at_desk.registered(worker, receive(), "registrar"))


def opened(documents: dict[str, Any], member: bytes) -> tuple[bytes, dict[str, Any]]:
    """A case's secret and registration, opened with a member's secret."""
    row = documents["case"]
    own = keys.reading_half("member", member)
    secret = age.open_sealed(b64decode(row["grant"]), [own])
    inside = age.open_sealed(b64decode(row["sealed"]), [keys.reading_half("case", secret)])
    return secret, json.loads(inside)


def sealed_anew(
    documents: dict[str, Any], signed: dict[str, Any], secret: bytes, member: bytes
) -> dict[str, Any]:
    """The case with this registration, under this secret, granted to this member."""
    words = json.dumps(signed, ensure_ascii=False).encode().ljust(16384)
    case = keys.reading_half("case", secret).recipient
    own = keys.reading_half("member", member).recipient
    files = {"sealed": age.seal(words, [case]), "grant": age.seal(secret, [own])}
    row = {name: b64encode(file).decode() for name, file in files.items()}
    return documents | {"case": documents["case"] | row}


@pytest.mark.parametrize(
    "change",
    [
        {"id": "00000000-0000-4000-8000-000000000000"},
        {"report": "00000000-0000-4000-8000-000000000000"},
        {"version": 2},
        {"mailbox_id": "0" * 64},
        {"mailbox_id": None},
    ],
)
def test_a_row_that_is_not_the_registered_one_shows_nothing(
    at_desk: CaseWorker, worker: Worker, documents: dict[str, Any], change: dict[str, Any]
) -> None:
    swapped = documents | {"case": documents["case"] | change}
    with pytest.raises(RefusedError, match="CaseForged"):
        at_desk.open_case(worker, "", documents=swapped)


@pytest.mark.parametrize("signer", ["nobody", "investigator", "registrar"])
def test_only_a_keyholder_of_the_roster_registers(
    at_desk: CaseWorker,
    worker: Worker,
    documents: dict[str, Any],
    hospital: Hospital,
    signer: str,
) -> None:
    hands = {
        "nobody": keys.new_secret(),
        "investigator": hospital.investigator.secret,
        "registrar": hospital.registrar.secret,
    }
    _, body = opened(documents, hospital.registrar.secret)
    hand = keys.signing_half("member", hands[signer])
    recipient = str(keys.reading_half("case", KEEPERS).recipient)
    words = json.loads(body["report_text"])
    words["answers"][0]["text"] = "换过的话"
    said = {"report_text": json.dumps(words), "recipient": recipient}
    forged = body | said | {"by": keys.verify_key(hand).hex()}
    signed = statements.sign("registration", forged, hand)
    swapped = sealed_anew(documents, signed, KEEPERS, hospital.registrar.secret)
    if signer == "registrar":
        assert at_desk.open_case(worker, "", documents=swapped)["closed"] == "answers_broken"
        return
    with pytest.raises(RefusedError, match="CaseForged"):
        at_desk.open_case(worker, "", documents=swapped)


def test_a_registration_under_another_secret_than_it_names_shows_nothing(
    at_desk: CaseWorker, worker: Worker, documents: dict[str, Any], hospital: Hospital
) -> None:
    member = hospital.registrar.secret
    _, signed = opened(documents, member)
    with pytest.raises(RefusedError, match="CaseForged"):
        at_desk.open_case(worker, "", documents=sealed_anew(documents, signed, KEEPERS, member))


def test_an_old_row_is_found_out_by_what_the_reporter_was_told(
    at_desk: CaseWorker, leader: CaseWorker, worker: Worker, receive: Receive
) -> None:
    case = at_desk.registered(worker, receive(), "registrar", "leader")
    before = at_desk.documents(case)
    at_desk.recuse(worker, case, "leader", "reporter", "registrar")
    after = at_desk.documents(case)
    assert at_desk.open_case(worker, case)["closed"] == ""
    old = after | {"case": before["case"]}
    assert at_desk.open_case(worker, case, documents=old)["closed"] == "answers_broken"
    with pytest.raises(RefusedError, match="NotAnswerable"):
        worker.ask("sealAnswer", id=case, text="", today=at_desk.now["today"])


def test_nothing_is_sealed_to_a_member_whom_the_roster_does_not_name(
    at_desk: CaseWorker, worker: Worker, documents: dict[str, Any]
) -> None:
    day = at_desk.now["today"]
    with pytest.raises(RefusedError, match="NotRostered"):
        worker.ask("changeAccess", documents=documents, granted=["keeper"], today=day)


def test_no_case_without_recovery(
    at_desk: CaseWorker, worker: Worker, receive: Receive, hospital: Hospital
) -> None:
    at_desk.sit_down(worker)
    roster = {k: v for k, v in at_desk.session["roster"].items() if k != "signature"}
    leader = keys.signing_half("member", hospital.setup.leader.secret)
    bare = roster | {"recovery": "", "version": roster["version"] + 1}
    at_desk.session["roster"] = statements.sign("roster", bare, leader)
    worker.ask("refresh", **at_desk.told)
    with pytest.raises(RefusedError, match="RecoveryMissing"):
        at_desk.registration(worker, receive(), "registrar")
