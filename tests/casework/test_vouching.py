"""Whose keys a leader's browser signs: those that were compared, and those that are signed."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from crypto import keys, statements
from portal.offices.models import Office
from tests.casework.conftest import browser
from tests.casework.inspector import RefusedError, Worker
from tests.casework.leading import Keeper, day, heard, row_of, signed_again
from tests.conftest import Hospital

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
KEEPERS = bytes(range(32))
"""A secret of the server's keeper."""


@pytest.fixture
def chief(app: Flask, hospital: Hospital) -> Keeper:
    """The hospital's leader."""
    return Keeper(browser(app), hospital, "leader")


def keepers_row(hospital: Hospital, name: str, **changes: Any) -> dict[str, Any]:
    """A member's row with keys of the keeper's making."""
    recipient = str(keys.reading_half("member", KEEPERS).recipient)
    verify_key = keys.verify_key(keys.signing_half("member", KEEPERS)).hex()
    return row_of(hospital, name, recipient=recipient, verify_key=verify_key, **changes)


def current(signed: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """A member's entries in a roster that have not ended."""
    return [one for one in signed["members"] if one["name"] == name and not one["left_on"]]


@pytest.mark.parametrize("op", ["rosterWith", "rotate"])
def test_a_change_of_roles_signs_no_key_and_no_name_of_a_row(
    chief: Keeper, worker: Worker, hospital: Hospital, op: str
) -> None:
    row = keepers_row(hospital, "registrar", display_name="别人")
    form = chief.signs(worker, op, roles=row | {"roles": ["registrar", "secretary"]})
    (entry,) = current(form["roster"], "registrar")
    true = row_of(hospital, "registrar")
    assert entry["roles"] == ["registrar", "secretary"]
    assert {name: entry[name] for name in true if name != "roles"} == {
        name: true[name] for name in true if name != "roles"
    }


def test_who_is_not_in_the_roster_gets_no_roles(chief: Keeper, worker: Worker) -> None:
    with pytest.raises(RefusedError, match="NotRostered"):
        chief.signs(worker, "rosterWith", roles={"name": "nobody", "roles": ["registrar"]})


def test_keys_that_nobody_read_out_are_not_vouched_for(
    chief: Keeper, worker: Worker, hospital: Hospital
) -> None:
    true = heard(hospital, row_of(hospital, "investigator"))
    compared = true | {"row": keepers_row(hospital, "investigator")}
    with pytest.raises(RefusedError, match="NotCompared"):
        chief.signs(worker, "rosterWith", compared=compared)
    with pytest.raises(RefusedError, match="FingerprintInvalid"):
        chief.signs(worker, "rosterWith", compared=true | {"heard": true["heard"][-4:]})
    form = chief.signs(worker, "rosterWith", compared=true | {"heard": true["heard"].lower()})
    assert current(form["roster"], "investigator")[0]["recipient"] == true["row"]["recipient"]


@pytest.mark.parametrize("op", ["rosterWith", "rotate"])
def test_whom_the_charter_names_stays_a_leader_without_the_sheets(
    chief: Keeper, worker: Worker, hospital: Hospital, op: str
) -> None:
    with pytest.raises(RefusedError, match="LeaderNamed"):
        chief.signs(worker, op, roles={"name": "leader", "roles": ["registrar"]})


def test_a_roster_that_demotes_a_named_leader_is_refused(
    chief: Keeper, worker: Worker, hospital: Hospital, session: Session
) -> None:
    form = chief.signs(worker, "rosterWith")
    office = session.get_one(Office, hospital.office.id)
    key = hospital.registrar.member.verify_key.hex()
    trust = keys.signing_half("trust", hospital.setup.trust)
    named = office.charter | {"leaders": [*office.charter["leaders"], key]}
    office.charter = statements.sign("charter", named, trust)
    session.commit()
    answer = chief.post("keyring/roster", json=form)
    assert (answer.status_code, (answer.json or {}).get("error")) == (409, "leader_named")


def test_what_was_signed_under_an_earlier_role_keeps_its_entry(
    chief: Keeper, worker: Worker
) -> None:
    form = chief.signs(worker, "rotate", roles={"name": "registrar", "roles": ["investigator"]})
    assert chief.post("keyring/rotation", json=form).status_code == 201
    own = [one for one in form["roster"]["members"] if one["name"] == "registrar"]
    found = [(one["roles"], one["left_on"]) for one in own]
    assert found == [(["registrar"], day()), (["investigator"], "")]
    assert own[0]["verify_key"] == own[1]["verify_key"]


def test_a_roster_of_somebody_who_leads_no_longer_is_not_taken(
    chief: Keeper, worker: Worker, hospital: Hospital
) -> None:
    chief.sit_down(worker)
    roster = chief.session["roster"]
    members = [
        one | ({"roles": ["investigator"]} if one["name"] == "leader" else {})
        for one in roster["members"]
    ]
    later = {"members": members, "version": roster["version"] + 1}
    signed = signed_again(hospital, roster, **later)
    worker.ask("refresh", **chief.told | {"roster": signed})
    found = worker.ask("checkOffice", office=chief.session["office"], today=day())
    assert found["roster"] == "LeaderUnknown"


def test_a_new_epoch_is_not_sealed_to_keys_of_before(
    chief: Keeper, worker: Worker, hospital: Hospital
) -> None:
    chief.sit_down(worker)
    rows = [row_of(hospital, one["name"]) for one in chief.session["roster"]["members"]]
    assert worker.ask("whoIsBehind", members=rows) == []
    rows = [keepers_row(hospital, "registrar") if r["name"] == "registrar" else r for r in rows]
    (behind,) = worker.ask("whoIsBehind", members=rows)
    assert behind["name"] == "registrar"
    form = worker.ask("rotate", behind=[behind["name"]], today=day())
    assert "registrar" not in [grant["member"] for grant in form["grants"]]
    assert current(form["roster"], "registrar") == []
