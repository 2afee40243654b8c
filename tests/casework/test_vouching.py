"""Whose keys a leader's browser signs: those that were compared, and those that are signed."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from crypto import keys
from tests.casework.conftest import browser
from tests.casework.inspector import RefusedError, Worker
from tests.casework.leading import Keeper, heard, row_of
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
