"""Keys that the server's keeper made are not taken for the office's, whatever is sealed with them.

Anybody can seal to a member, so a grant proves nothing. The anchor is the office's root key, which
lies beside the member's secret under the passphrase.
"""

from __future__ import annotations

import uuid
from base64 import b64encode
from typing import Any

import pytest

from crypto import age, keys, passwords, statements
from crypto.padding import pad
from portal.days import today
from tests.casework.conftest import Receive
from tests.casework.inspector import Inspector, RefusedError, Worker
from tests.casework.letters import answer
from tests.conftest import Hospital
from tests.reporter import Reporter

# What a browser makes of documents does not depend on the database they come from.
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
KEEPERS = bytes(range(32))
"""An epoch secret of the keeper's own."""


@pytest.fixture
def at_desk(registrar: Inspector, worker: Worker) -> Inspector:
    """The registrar, signed in and locked."""
    registrar.sign_in()
    return registrar


def grant(hospital: Hospital, epoch: int) -> dict[str, Any]:
    """The keeper's secret, sealed to the registrar like a true one."""
    member = keys.reading_half("member", hospital.registrar.secret).recipient
    return {"epoch": epoch, "sealed": b64encode(age.seal(KEEPERS, [member])).decode()}


def standing(inspector: Inspector, worker: Worker) -> tuple[str, bool]:
    """What the desk says of the office, and of the grants."""
    day = today().isoformat()
    found = worker.ask("checkOffice", office=inspector.session["office"], today=day)
    assert found["fingerprint"] == inspector.hospital.office.fingerprint
    return found["trouble"], found["forged"]


def chain_of(leader: bytes, trust: bytes, office: dict[str, Any]) -> dict[str, Any]:
    """An office's documents, signed anew by other hands and for the keeper's epoch secret."""
    root, hand = keys.signing_half("trust", trust), keys.signing_half("member", leader)
    signer = keys.verify_key(hand).hex()
    epoch = {
        "recipient": str(keys.reading_half("epoch", KEEPERS).recipient),
        "answer_key": keys.verify_key(keys.signing_half("epoch", KEEPERS)).hex(),
        "leader": signer,
    }
    key = keys.verify_key(root)
    return office | {
        "root_key": key.hex(),
        "fingerprint": keys.fingerprint(key),
        "charter": statements.sign("charter", office["charter"] | {"leaders": [signer]}, root),
        "statement": statements.sign("statement", office["statement"] | epoch, hand),
    }


def test_the_true_grant_opens_reports(at_desk: Inspector, worker: Worker, receive: Receive) -> None:
    at_desk.unlock(worker)
    assert standing(at_desk, worker) == ("", False)
    assert at_desk.open(worker, receive())["closed"] == ""


def test_a_grant_of_another_epoch_proves_no_answer(
    at_desk: Inspector, worker: Worker, receive: Receive, hospital: Hospital, reporter: Reporter
) -> None:
    at_desk.session["grants"].append(grant(hospital, 2))
    at_desk.unlock(worker)
    assert standing(at_desk, worker) == ("", True)
    documents = at_desk.get(f"reports/{receive()}.json").json
    forged = answer(reporter, keys.signing_half("epoch", KEEPERS), epoch=2)
    view = at_desk.open(worker, "", documents=documents | {"answers": [forged]})
    assert (view["letters"], view["closed"]) == ([], "answers_broken")


def test_a_grant_in_the_place_of_the_true_one_opens_nothing(
    at_desk: Inspector, worker: Worker, receive: Receive, hospital: Hospital, reporter: Reporter
) -> None:
    at_desk.session["grants"] = [grant(hospital, 1)]
    at_desk.unlock(worker)
    assert standing(at_desk, worker) == ("", True)
    id = receive(body=keepers_report(reporter, uuid.uuid4()))
    with pytest.raises(RefusedError, match="NoMatch"):
        at_desk.open(worker, id)


def test_a_grant_beside_the_true_one_takes_nothing_from_it(
    at_desk: Inspector, worker: Worker, receive: Receive, hospital: Hospital
) -> None:
    at_desk.session["grants"].append(grant(hospital, 1))
    at_desk.unlock(worker)
    assert standing(at_desk, worker) == ("", True)
    assert at_desk.open(worker, receive())["closed"] == ""


@pytest.mark.parametrize(("ours", "trouble"), [([], "replaced"), (["root_key"], "broken")])
def test_a_whole_chain_of_the_keepers_own_vouches_for_nothing(
    at_desk: Inspector,
    worker: Worker,
    receive: Receive,
    hospital: Hospital,
    reporter: Reporter,
    ours: list[str],
    trouble: str,
) -> None:
    office = at_desk.session["office"]
    kept = {name: office[name] for name in [*ours, *(["fingerprint"] if ours else [])]}
    at_desk.session["office"] = chain_of(keys.new_secret(), keys.new_secret(), office) | kept
    at_desk.session["grants"] = [grant(hospital, 1)]
    at_desk.unlock(worker)
    assert standing(at_desk, worker)[0] == trouble
    id = receive(body=keepers_report(reporter, uuid.uuid4()))
    with pytest.raises(RefusedError, match="NoMatch"):
        at_desk.open(worker, id)


def keepers_report(reporter: Reporter, id: uuid.UUID) -> bytes:
    """A report as the keeper would write it, sealed to a key of the keeper's own."""
    body = statements.canonical(reporter.body(id, "话"))
    return age.seal(pad(body), [keys.reading_half("epoch", KEEPERS).recipient])


def test_a_chain_whose_dates_are_over_still_opens_what_has_come(
    at_desk: Inspector, worker: Worker, receive: Receive, hospital: Hospital
) -> None:
    old = {"issued_on": "2020-01-01", "expires_on": "2020-03-01"}
    office = at_desk.session["office"]
    root = keys.signing_half("trust", hospital.setup.trust)
    leader = keys.signing_half("member", hospital.setup.leader.secret)
    at_desk.session["office"] = office | {
        "charter": statements.sign("charter", office["charter"] | old, root),
        "statement": statements.sign("statement", office["statement"] | old, leader),
    }
    at_desk.unlock(worker)
    assert standing(at_desk, worker) == ("expired", False)
    view = at_desk.open(worker, receive("术前有人要红包"))
    assert (view["said"][0]["text"], view["closed"]) == ("术前有人要红包", "expired")


@pytest.mark.parametrize("length", [0, 31, 63, 65])
def test_a_secret_of_another_length_is_refused(
    at_desk: Inspector, worker: Worker, hospital: Hospital, length: int
) -> None:
    derived = passwords.derive(at_desk.passphrase, hospital.site, at_desk.slug, at_desk.role)
    sealed = age.seal(bytes(length), [age.Identity.from_seed(derived.seed).recipient])
    at_desk.session["sealed_secret"] = b64encode(sealed).decode()
    with pytest.raises(RefusedError, match="KeyringInvalid"):
        at_desk.unlock(worker)
    with pytest.raises(RefusedError, match="Locked"):
        worker.ask("hold", key="0" * 64)


def test_without_the_root_key_beside_the_secret_no_grant_opens_anything(
    at_desk: Inspector, worker: Worker, receive: Receive, hospital: Hospital
) -> None:
    derived = passwords.derive(at_desk.passphrase, hospital.site, at_desk.slug, at_desk.role)
    unlocking = age.Identity.from_seed(derived.seed).recipient
    sealed = age.seal(hospital.registrar.secret, [unlocking])
    at_desk.session["sealed_secret"] = b64encode(sealed).decode()
    at_desk.unlock(worker)
    found = worker.ask("checkOffice", office=at_desk.session["office"], today=today().isoformat())
    assert (found["trouble"], found["fingerprint"], found["epoch"]) == ("unconfirmed", "", 0)
    with pytest.raises(RefusedError, match="NoMatch"):
        at_desk.open(worker, receive())
