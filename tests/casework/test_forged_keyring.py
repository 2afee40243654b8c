"""A server that forges epochs, rosters or rows gets no new secret and no member's trust."""

from __future__ import annotations

from base64 import b64decode, b64encode
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from casework.keyring.models import Roster
from crypto import age, keys, statements
from portal.offices.models import EarlierStatement
from tests.casework.conftest import Receive, browser
from tests.casework.inspector import RefusedError, Worker
from tests.casework.leading import Keeper, day, signed_again
from tests.casework.letters import answer
from tests.conftest import Hospital
from tests.reporter import Reporter

# What a browser makes of documents does not depend on the database they come from.
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
KEEPERS = bytes(range(32))
"""A secret of the server's keeper."""


@pytest.fixture
def chief(app: Flask, hospital: Hospital, worker: Worker) -> Keeper:
    """The hospital's leader, at the desk in the second epoch."""
    chief = Keeper(browser(app), hospital, "leader")
    assert chief.does(worker, "rotate").status_code == 201
    chief.look_again(worker)
    return chief


def told(chief: Keeper, worker: Worker, **changes: Any) -> dict[str, Any]:
    """What the desk says when the server tells something else."""
    worker.ask("lock")
    chief.sit_down(worker)
    worker.ask("refresh", **chief.told | changes)
    office = changes.get("office", chief.session["office"])
    found: dict[str, Any] = worker.ask("checkOffice", office=office, today=day())
    return found


def keepers_epoch(hospital: Hospital, epoch: int) -> dict[str, Any]:
    """An earlier epoch of the keeper's, signed as only a leader could have."""
    half = keys.reading_half("epoch", KEEPERS).recipient
    signer = keys.verify_key(keys.signing_half("epoch", KEEPERS)).hex()
    own = {"epoch": epoch, "recipient": str(half), "answer_key": signer}
    signed = signed_again(hospital, hospital.office.statement, **own)
    return {"epoch": epoch, "charter": hospital.office.charter, "statement": signed}


def keepers_grant(hospital: Hospital, epoch: int) -> dict[str, Any]:
    """The keeper's secret, sealed to the leader like a true one."""
    leader = keys.reading_half("member", hospital.setup.leader.secret).recipient
    return {"epoch": epoch, "sealed": b64encode(age.seal(KEEPERS, [leader])).decode()}


def test_an_earlier_epoch_that_nothing_links_to_proves_no_answer(
    chief: Keeper, worker: Worker, hospital: Hospital, receive: Receive, reporter: Reporter
) -> None:
    earlier = [keepers_epoch(hospital, 1)]
    grants = [grant for grant in chief.session["grants"] if grant["epoch"] == 2]
    id = receive()
    letter = answer(reporter, keys.signing_half("epoch", KEEPERS))
    documents = chief.get(f"reports/{id}.json").json or {}
    grants.append(keepers_grant(hospital, 1))
    # Opened anew: a tab that holds the true secret would not even look at another one.
    chief.session |= {"earlier": earlier, "grants": grants}
    chief.unlock(worker)
    standing = worker.ask("checkOffice", office=chief.session["office"], today=day())
    assert standing["forged"]
    with pytest.raises(RefusedError, match="NoMatch"):
        chief.open(worker, "", documents=documents | {"answers": [letter]})


def test_an_epoch_under_another_number_is_left_out(
    chief: Keeper, worker: Worker, hospital: Hospital
) -> None:
    grant = keepers_grant(hospital, 7)
    found = told(chief, worker, grants=[*chief.session["grants"], grant])
    assert (found["forged"], found["epoch"], found["trouble"]) == (True, 2, "")


def test_without_the_statement_before_its_epoch_does_not_open(
    chief: Keeper, worker: Worker, receive: Receive
) -> None:
    id = receive("第一期的")
    assert chief.open(worker, id)["title"]
    told(chief, worker, earlier=[])
    with pytest.raises(RefusedError, match="NoMatch"):
        chief.open(worker, id)


def test_an_older_roster_than_was_seen_is_not_sealed_by(
    chief: Keeper, worker: Worker, session: Session, hospital: Hospital
) -> None:
    before = session.get_one(Roster, (hospital.office.id, 1)).statement
    worker.ask("refresh", **chief.told | {"roster": before})
    found = worker.ask("checkOffice", office=chief.session["office"], today=day())
    assert found["roster"] == "RosterReplayed"
    with pytest.raises(RefusedError, match="RosterUnvouched"):
        worker.ask("rotate", today=day())


def test_a_page_that_saw_a_newer_roster_says_so_to_the_next_worker(
    chief: Keeper, worker: Worker
) -> None:
    seen = worker.ask("refresh", **chief.told)["seen"]
    assert seen == chief.session["roster"]["version"]
    assert told(chief, worker, seen=seen)["roster"] == ""
    assert told(chief, worker, seen=seen + 1)["roster"] == "RosterReplayed"


@pytest.mark.parametrize("op", ["rotate", "rosterWith"])
def test_a_recipient_swapped_in_the_roster_gets_no_secret(
    chief: Keeper, worker: Worker, op: str
) -> None:
    keeper = str(keys.reading_half("member", KEEPERS).recipient)
    roster = chief.session["roster"]
    members = [one | {"recipient": keeper} for one in roster["members"]]
    assert told(chief, worker, roster=roster | {"members": members})["roster"] == "RosterInvalid"
    with pytest.raises(RefusedError, match="RosterUnvouched"):
        worker.ask(op, today=day())


def test_a_roster_of_the_keepers_own_hand_gets_no_secret(chief: Keeper, worker: Worker) -> None:
    keeper = keys.signing_half("member", KEEPERS)
    key = keys.verify_key(keeper).hex()
    roster = chief.session["roster"]
    # It names the keeper as a leader: only the charter says that they are none.
    leader = next(one for one in roster["members"] if "leader" in one["roles"])
    members = [*roster["members"], leader | {"name": "keeper", "verify_key": key}]
    own = roster | {"leader": key, "version": 999, "members": members}
    forged = statements.sign("roster", own, keeper)
    assert told(chief, worker, roster=forged)["roster"] == "LeaderUnknown"
    with pytest.raises(RefusedError, match="RosterUnvouched"):
        worker.ask("rotate", today=day())


def test_recovery_that_the_charter_does_not_name_gets_no_secret(
    chief: Keeper, worker: Worker, hospital: Hospital
) -> None:
    keeper = str(keys.reading_half("trust", KEEPERS).recipient)
    swapped = chief.session["roster"] | {"recovery": keeper}
    forged = signed_again(hospital, swapped)
    assert told(chief, worker, roster=forged)["roster"] == "RosterInvalid"
    with pytest.raises(RefusedError, match="RosterUnvouched"):
        worker.ask("rotate", today=day())


def test_a_new_epoch_is_sealed_to_the_rosters_recipients_whatever_the_rows_say(
    chief: Keeper, worker: Worker, hospital: Hospital
) -> None:
    form = worker.ask("rotate", today=day())
    keeper = keys.reading_half("member", KEEPERS)
    for grant in form["grants"]:
        sealed = b64decode(grant["sealed"])
        own = keys.reading_half("member", hospital.welcome(grant["member"]).secret)
        secret = age.open_sealed(sealed, [own])
        half = str(keys.reading_half("epoch", secret).recipient)
        assert half == form["statement"]["recipient"]
        with pytest.raises(age.NoMatch):
            age.open_sealed(sealed, [keeper])


def test_a_statement_put_in_the_place_of_an_earlier_one_is_found_out(
    chief: Keeper, worker: Worker, session: Session, hospital: Hospital
) -> None:
    kept = session.get_one(EarlierStatement, (hospital.office.id, 1))
    kept.statement = keepers_epoch(hospital, 1)["statement"]
    session.commit()
    chief.look_again(worker)
    found = worker.ask("checkOffice", office=chief.session["office"], today=day())
    assert found["forged"]
