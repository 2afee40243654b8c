"""What members are called on the leader's page: as it is signed, never as a row says."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.casework.conftest import browser
from tests.casework.inspector import Worker
from tests.casework.leading import Keeper, row_of
from tests.conftest import Hospital

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


@pytest.fixture
def chief(app: Flask, hospital: Hospital, worker: Worker) -> Keeper:
    """The hospital's leader, at the desk."""
    chief = Keeper(browser(app), hospital, "leader")
    chief.sit_down(worker)
    return chief


def row(hospital: Hospital, name: str, state: str, **changes: Any) -> dict[str, Any]:
    """A member's row, as the server tells it."""
    return row_of(hospital, name, **changes) | {"state": state}


def test_two_names_swapped_in_rows_mislead_no_leader(
    chief: Keeper, worker: Worker, hospital: Hospital
) -> None:
    signed = {one["name"]: one for one in chief.session["roster"]["members"]}
    swapped = row(hospital, "registrar", "active", display_name="别人", roles=["investigator"])
    (shown,) = worker.ask("asSigned", members=[swapped])
    assert shown["display_name"] == signed["registrar"]["display_name"]
    assert shown["roles"] == signed["registrar"]["roles"]


def test_the_roles_of_who_waits_are_those_to_be_signed(
    chief: Keeper, worker: Worker, hospital: Hospital
) -> None:
    waiting = row(hospital, "registrar", "waiting", display_name="别人", roles=["investigator"])
    stands = row(hospital, "registrar", "waiting")
    newcomer = stands | {"name": "newcomer", "display_name": "新来的"}
    again, new = worker.ask("asSigned", members=[waiting, newcomer])
    assert again["roles"] == ["investigator"]
    assert again["display_name"] != "别人"
    assert new == newcomer
