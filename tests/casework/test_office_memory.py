"""What a browser remembers of its office: nothing older, and nothing else, is taken for it."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from crypto import keys, statements
from portal.days import today
from tests.casework.conftest import browser
from tests.casework.inspector import RefusedError, Worker
from tests.casework.leading import Keeper, day, digest, row_of, signed_again
from tests.conftest import Hospital

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
Memory = dict[str, Any]


@pytest.fixture
def chief(app: Flask, hospital: Hospital, worker: Worker) -> Keeper:
    """The hospital's leader, at the desk."""
    chief = Keeper(browser(app), hospital, "leader")
    chief.sit_down(worker)
    return chief


def trouble(chief: Keeper, worker: Worker, **told: Any) -> str:
    """What the next page says of the roster when the server tells something else."""
    worker.ask("lock")
    chief.sit_down(worker)
    worker.ask("refresh", **chief.told | told)
    office = told.get("office", chief.session["office"])
    return str(worker.ask("checkOffice", office=office, today=day())["roster"])


@pytest.mark.parametrize("op", ["rotate", "rosterWith", "renewStatements"])
def test_after_a_change_was_taken_the_documents_of_before_are_replayed(
    chief: Keeper, worker: Worker, op: str
) -> None:
    form = chief.signs(worker, op)
    memory = worker.ask("noteAccepted", **form)
    assert (memory["seen"], memory["digest"]) == (form["roster"]["version"], digest(form["roster"]))
    worker.ask("refresh", **chief.told)
    with pytest.raises(RefusedError, match="RosterUnvouched"):
        worker.ask("rotate", today=day())
    assert trouble(chief, worker, **memory) == "RosterReplayed"


def test_what_the_server_did_not_answer_is_not_remembered(chief: Keeper, worker: Worker) -> None:
    form = chief.signs(worker, "rotate")
    memory = worker.ask("refresh", **chief.told)
    assert trouble(chief, worker, **memory) == ""
    # The answer was lost, and what was signed is in force.
    assert chief.post("keyring/rotation", json=form).status_code == 201
    chief.look_again(worker)
    assert trouble(chief, worker, **memory) == ""


def test_another_roster_of_the_same_number_is_not_taken(chief: Keeper, worker: Worker) -> None:
    memory = worker.ask("refresh", **chief.told)
    members = [one for one in chief.session["roster"]["members"] if one["name"] != "investigator"]
    other = signed_again(chief.hospital, chief.session["roster"], members=members)
    assert trouble(chief, worker, **memory) == ""
    assert trouble(chief, worker, **memory, roster=other) == "RosterReplayed"


def test_a_memory_of_numbers_alone_takes_the_roster_it_sees_first(
    chief: Keeper, worker: Worker
) -> None:
    seen = {"seen": chief.session["roster"]["version"], "epoch": 1, "proved": 1}
    assert trouble(chief, worker, **seen) == ""
    memory = worker.ask("refresh", **chief.told, **seen)
    assert memory["digest"] == digest(chief.session["roster"])


def test_an_earlier_statement_of_the_same_epoch_is_not_taken(chief: Keeper, worker: Worker) -> None:
    memory: Memory = worker.ask("refresh", **chief.told)
    statement = chief.session["office"]["statement"]
    before = signed_again(
        chief.hospital, statement, issued_on="2026-01-01", expires_on="2026-03-30"
    )
    office = chief.session["office"] | {"statement": before}
    assert trouble(chief, worker, **memory, office=office) == "RosterReplayed"
    # It is not renewed either, although it goes with the present roster.
    own = {"member": chief.session["member"], "today": today().isoformat()}
    with pytest.raises(RefusedError, match="RosterUnvouched"):
        worker.ask("renewStatements", shown=chief.shown, **own)


def test_a_charter_of_before_is_not_taken(chief: Keeper, worker: Worker) -> None:
    memory: Memory = worker.ask("refresh", **chief.told)
    trust = keys.signing_half("trust", chief.hospital.setup.trust)
    charter = chief.session["office"]["charter"] | {"issued_on": "2026-01-01"}
    charter["expires_on"] = "2027-01-30"
    office = chief.session["office"] | {"charter": statements.sign("charter", charter, trust)}
    assert trouble(chief, worker, **memory, office=office) == "RosterReplayed"


def test_roles_that_rows_tell_otherwise_are_named(
    chief: Keeper, worker: Worker, hospital: Hospital
) -> None:
    names = [one["name"] for one in chief.session["roster"]["members"]]
    rows = [row_of(hospital, name) for name in names]
    assert worker.ask("whoseRolesDiffer", members=rows) == []
    rows = [
        row | ({"roles": ["investigator"]} if row["name"] == "registrar" else {}) for row in rows
    ]
    (found,) = worker.ask("whoseRolesDiffer", members=rows)
    assert found["name"] == "registrar"
    # It is no reason to let them go: their keys are what they were.
    assert worker.ask("whoIsBehind", members=rows) == []
