"""What the server takes of a leader's browser for the keyring, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.keyring.models import EpochGrant, Roster
from casework.keyring.service import last_roster
from casework.members.models import Member
from crypto import keys, statements
from portal.days import now
from portal.offices.models import Office
from tests.casework.conftest import browser
from tests.casework.inspector import RefusedError, Worker
from tests.casework.leading import Keeper, heard, row_of, signed_again
from tests.conftest import Hospital

Form = dict[str, Any]


@pytest.fixture
def chief(app: Flask, hospital: Hospital) -> Keeper:
    """The hospital's leader."""
    return Keeper(browser(app), hospital, "leader")


@pytest.fixture
def newcomer(session: Session, hospital: Hospital) -> Callable[..., dict[str, Any]]:
    """A registrar who has new keys that nobody has compared; gives the row."""

    def joined(*roles: str) -> dict[str, Any]:
        member = session.get_one(Member, (hospital.office.id, hospital.registrar.member.id))
        secret = keys.new_secret()
        member.recipient = str(keys.reading_half("member", secret).recipient)
        member.verify_key = keys.verify_key(keys.signing_half("member", secret))
        member.rostered_at = None
        for grant in session.scalars(select(EpochGrant).where(EpochGrant.member_id == member.id)):
            session.delete(grant)
        session.commit()
        own = {"recipient": member.recipient, "verify_key": member.verify_key.hex()}
        return row_of(hospital, "registrar", roles=list(roles or ("registrar",)), **own)

    return joined


def test_keys_made_anew_take_a_new_epoch_before_they_get_every_one(
    chief: Keeper,
    worker: Worker,
    newcomer: Callable[..., dict[str, Any]],
    session: Session,
    hospital: Hospital,
) -> None:
    row = newcomer()
    chief.sit_down(worker)
    assert chief.session["waiting"]["members"] == 1
    # Their keys of before open the first epoch, whoever holds them now.
    with pytest.raises(RefusedError, match="RotationNeeded"):
        chief.signs(worker, "rosterWith", compared=heard(hospital, row))
    answer = chief.does(worker, "rotate", behind=["registrar"])
    assert (answer.status_code, answer.json) == (201, {"epoch": 2, "cases": 0})
    chief.look_again(worker)
    version = chief.session["roster"]["version"]
    answer = chief.does(worker, "rosterWith", compared=heard(hospital, row))
    assert (answer.status_code, answer.json) == (201, {"version": version + 1, "cases": 0})
    member = session.get_one(
        Member, (hospital.office.id, hospital.registrar.member.id), populate_existing=True
    )
    assert member.is_rostered
    grants = select(EpochGrant.epoch).where(EpochGrant.member_id == member.id)
    assert sorted(session.scalars(grants)) == [1, 2]
    office = session.get_one(Office, hospital.office.id)
    roster = last_roster(session, office)
    assert roster is not None
    own = [one for one in roster.statement["members"] if one["name"] == "registrar"]
    assert [bool(entry["left_on"]) for entry in own] == [True, False]


def test_an_investigator_who_leaves_costs_no_new_epoch(
    chief: Keeper, worker: Worker, session: Session, hospital: Hospital
) -> None:
    assert chief.does(worker, "rosterWith", without=["investigator"]).status_code == 201
    member = session.get_one(Member, (hospital.office.id, hospital.investigator.member.id))
    assert (member.left_at is not None, member.is_rostered) == (True, False)
    assert session.get_one(Office, hospital.office.id).epoch == 1


def test_other_roles_come_from_the_roster(
    chief: Keeper, worker: Worker, session: Session, hospital: Hospital
) -> None:
    roles = {"name": "investigator", "roles": ["investigator", "registrar"]}
    assert chief.does(worker, "rosterWith", roles=roles).status_code == 201
    member = session.get_one(Member, (hospital.office.id, hospital.investigator.member.id))
    assert member.roles == ["registrar", "investigator"]
    grants = select(func.count()).select_from(EpochGrant).where(EpochGrant.member_id == member.id)
    assert session.scalar(grants) == 1


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"version": 1}, "keyring_changed"),
        ({"version": 99}, "keyring_changed"),
        ({"site": "0" * 32}, "keys_refused"),
        ({"office": "stranger"}, "keys_refused"),
        ({"members": []}, "keys_refused"),
        ({"recovery": ""}, "keys_refused"),
        ({"expires_on": "2199-01-01"}, "keys_refused"),
        ({"issued_on": "2020-01-01", "expires_on": "2020-02-01"}, "keys_refused"),
    ],
)
def test_a_roster_that_does_not_follow_is_refused(
    chief: Keeper,
    worker: Worker,
    session: Session,
    hospital: Hospital,
    changes: Form,
    error: str,
) -> None:
    form = chief.signs(worker, "rosterWith", without=["investigator"])
    form["roster"] = signed_again(hospital, form["roster"], **changes)
    before = session.scalar(select(func.max(Roster.version)))
    session.rollback()
    answer = chief.post("keyring/roster", json=form)
    assert (answer.json or {})["error"] == error
    session.rollback()
    assert session.scalar(select(func.max(Roster.version))) == before


def test_a_roster_is_not_taken_from_another_hand(
    chief: Keeper, worker: Worker, hospital: Hospital
) -> None:
    form = chief.signs(worker, "rosterWith", without=["investigator"])
    registrar = keys.signing_half("member", hospital.registrar.secret)
    own = form["roster"] | {"leader": keys.verify_key(registrar).hex()}
    for roster in (statements.sign("roster", own, registrar), form["roster"] | {"version": 99}):
        answer = chief.post("keyring/roster", json=form | {"roster": roster})
        assert (answer.json or {})["error"] == "keys_refused"


def test_other_keys_than_the_rows_are_not_vouched_for(
    chief: Keeper, worker: Worker, hospital: Hospital
) -> None:
    keeper = keys.reading_half("member", bytes(32)).recipient
    row = row_of(hospital, "investigator", recipient=str(keeper))
    answer = chief.does(worker, "rosterWith", compared=heard(hospital, row))
    assert (answer.json or {})["error"] == "keys_refused"


@pytest.mark.parametrize("kept", [0, 1])
def test_grants_are_for_exactly_who_is_owed_them(
    chief: Keeper,
    worker: Worker,
    kept: int,
) -> None:
    roles = {"name": "investigator", "roles": ["registrar"]}
    form = chief.signs(worker, "rosterWith", roles=roles)
    (grant,) = form["grants"]
    more = [grant, grant | {"member": "registrar"}]
    answer = chief.post("keyring/roster", json=form | {"grants": more[: 2 * kept]})
    assert (answer.json or {})["error"] == "keys_refused"


@pytest.mark.parametrize("reset", [False, True])
def test_a_keyholder_is_not_let_go_by_a_roster_alone(
    chief: Keeper,
    worker: Worker,
    newcomer: Callable[..., dict[str, Any]],
    hospital: Hospital,
    reset: bool,
) -> None:
    if reset:
        newcomer()
    form = chief.signs(worker, "rosterWith", without=["investigator"])
    members = [
        one | ({"left_on": one["joined_on"]} if one["name"] == "registrar" else {})
        for one in form["roster"]["members"]
    ]
    roster = signed_again(hospital, form["roster"], members=members)
    answer = chief.post("keyring/roster", json=form | {"roster": roster})
    assert (answer.status_code, (answer.json or {}).get("error")) == (409, "rotation_needed")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"epoch": 3}, "keyring_changed"),
        ({"epoch": 1}, "keyring_changed"),
        ({"previous": ""}, "keys_refused"),
        ({"previous": "0" * 64}, "keys_refused"),
        ({"name": "别处"}, "keys_refused"),
        ({"authority": "elsewhere"}, "keys_refused"),
    ],
)
def test_an_epoch_that_does_not_follow_is_refused(
    chief: Keeper,
    worker: Worker,
    session: Session,
    hospital: Hospital,
    changes: Form,
    error: str,
) -> None:
    form = chief.signs(worker, "rotate")
    form["statement"] = signed_again(hospital, form["statement"], **changes)
    answer = chief.post("keyring/rotation", json=form)
    assert (answer.json or {})["error"] == error
    assert session.get_one(Office, hospital.office.id).epoch == 1


def test_a_new_epoch_is_for_every_keyholder_and_for_nobody_else(
    chief: Keeper, worker: Worker
) -> None:
    form = chief.signs(worker, "rotate")
    grants = form["grants"]
    assert {grant["member"] for grant in grants} == {"leader", "registrar", "colleague"}
    for wrong in (grants[1:], [*grants, grants[0] | {"member": "auditor"}]):
        answer = chief.post("keyring/rotation", json=form | {"grants": wrong})
        assert (answer.json or {})["error"] == "keys_refused"


def test_a_new_epoch_is_not_for_keys_that_were_made_anew_meanwhile(
    chief: Keeper,
    worker: Worker,
    newcomer: Callable[..., dict[str, Any]],
    session: Session,
    hospital: Hospital,
) -> None:
    form = chief.signs(worker, "rotate")
    newcomer()
    answer = chief.post("keyring/rotation", json=form)
    assert (answer.status_code, (answer.json or {}).get("error")) == (409, "keyring_changed")
    assert session.get_one(Office, hospital.office.id).epoch == 1
    session.rollback()
    assert chief.does(worker, "rotate", behind=["registrar"]).status_code == 201


@pytest.mark.parametrize(("op", "path"), [("rosterWith", "roster"), ("rotate", "rotation")])
def test_a_number_that_is_taken_by_a_row_nobody_signed_is_told(
    chief: Keeper, worker: Worker, session: Session, hospital: Hospital, op: str, path: str
) -> None:
    form = chief.signs(worker, op)
    version = form["roster"]["version"]
    row = Roster(office_id=hospital.office.id, version=version, statement={"version": version})
    session.add(row)
    session.commit()
    answer = chief.post(f"keyring/{path}", json=form)
    assert (answer.status_code, (answer.json or {}).get("error")) == (409, "roster_forged")
    session.delete(row)
    session.commit()
    assert chief.post(f"keyring/{path}", json=form).status_code == 201


def test_what_is_renewed_says_the_same(
    chief: Keeper, worker: Worker, session: Session, hospital: Hospital
) -> None:
    chief.sit_down(worker)
    form = chief.signs(worker, "renewStatements", member=chief.session["member"])
    changed = {"recipient": row_of(hospital, "leader")["recipient"]}
    wrong = form | {"statement": signed_again(hospital, form["statement"], **changed)}
    assert (chief.post("keyring/renewal", json=wrong).json or {})["error"] == "keys_refused"
    fewer = signed_again(hospital, form["roster"], members=form["roster"]["members"][:1])
    answer = chief.post("keyring/renewal", json=form | {"roster": fewer})
    assert (answer.json or {})["error"] == "keys_refused"
    assert chief.post("keyring/renewal", json=form).status_code == 201
    office = session.get_one(Office, hospital.office.id)
    assert office.statement["expires_on"] == form["statement"]["expires_on"]
    session.rollback()
    assert (chief.post("keyring/renewal", json=form).json or {})["error"] == "keyring_changed"


@pytest.mark.parametrize("path", ["roster", "rotation", "renewal"])
@pytest.mark.parametrize("role", ["registrar", "investigator", "auditor", "administrator"])
def test_only_a_leader_is_heard(app: Flask, hospital: Hospital, role: str, path: str) -> None:
    member = Keeper(browser(app), hospital, role)
    assert member.sign_in().status_code == 200
    answer = member.post(f"keyring/{path}", json={})
    assert (answer.status_code, (answer.json or {})["error"]) == (403, "not_for_you")


def test_a_leader_whose_keys_nobody_compared_is_not_heard(
    chief: Keeper, worker: Worker, session: Session, hospital: Hospital
) -> None:
    form = chief.signs(worker, "rotate")
    leader = session.get_one(Member, (hospital.office.id, hospital.setup.leader.member.id))
    leader.rostered_at = None
    session.commit()
    assert chief.post("keyring/rotation", json=form).status_code == 403
    leader.rostered_at = now()
    session.commit()
    assert chief.post("keyring/rotation", json=form).status_code == 201


def test_a_registrars_browser_signs_nothing_for_the_office(
    app: Flask, worker: Worker, hospital: Hospital
) -> None:
    registrar = Keeper(browser(app), hospital)
    for op in ("rotate", "rosterWith"):
        with pytest.raises(RefusedError, match="NotALeader"):
            registrar.signs(worker, op, without=["investigator"])
    with pytest.raises(RefusedError, match="NotALeader"):
        registrar.signs(worker, "renewStatements", member=registrar.session["member"])
