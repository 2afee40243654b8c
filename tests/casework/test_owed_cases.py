"""A case is owed a new secret once somebody who could read it may not, or has other keys."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases.models import Case, CaseGrant
from crypto import age, keys
from tests.casework.conftest import Receive, browser
from tests.casework.inspector import Worker
from tests.casework.leading import Keeper
from tests.casework.newcomer import Newcomer
from tests.conftest import Hospital


@pytest.fixture
def chief(app: Flask, hospital: Hospital) -> Keeper:
    """The hospital's leader, who has no part in its cases."""
    return Keeper(browser(app), hospital, "leader")


@pytest.fixture
def alone(app: Flask, hospital: Hospital) -> Keeper:
    """The only person of the office, but for a secretary who sees single cases."""
    return Keeper(browser(app), hospital)


@pytest.fixture
def case(alone: Keeper, worker: Worker, receive: Receive) -> str:
    """A case that the secretary may read, too."""
    id = receive()
    alone.sit_down(worker)
    return alone.registered(worker, id, "registrar", "secretary")


def stored(session: Session, case: str) -> Case:
    """A case as it is now."""
    session.expire_all()
    return session.scalars(select(Case).where(Case.id == uuid.UUID(case))).one()


def test_a_secretary_who_goes_leaves_the_one_person_a_case_to_give_a_new_secret(
    chief: Keeper, alone: Keeper, worker: Worker, session: Session, hospital: Hospital, case: str
) -> None:
    answer = chief.does(worker, "rosterWith", without=["secretary"])
    assert (answer.status_code, (answer.json or {})["cases"]) == (201, 1)
    assert stored(session, case).rekey_due
    session.rollback()
    assert (alone.get("cases/due.json").json or {})["cases"] == [case]
    alone.look_again(worker)
    form = alone.rekeyed(worker, case, "registrar")
    assert alone.post(f"cases/{case}/rekey", json=form).json == {"version": 2}
    row = stored(session, case)
    assert not row.rekey_due
    secretary = keys.reading_half("member", hospital.welcome("secretary").secret)
    for grant in session.scalars(select(CaseGrant).where(CaseGrant.case_id == row.id)):
        with pytest.raises(age.NoMatch):
            age.open_sealed(grant.sealed, [secretary])
    session.rollback()
    assert alone.open_case(worker, case)["members"] == ["registrar"]


def test_keys_that_were_made_anew_leave_their_cases_owed_a_new_secret(
    app: Flask,
    chief: Keeper,
    alone: Keeper,
    worker: Worker,
    session: Session,
    hospital: Hospital,
    case: str,
) -> None:
    chief.sit_down(worker)
    token = (chief.post("members/secretary/invitation").json or {})["invitation"]
    assert not stored(session, case).rekey_due
    session.rollback()
    anew = Newcomer(browser(app), token, hospital.office.root_key)
    assert anew.join().status_code == 200
    assert stored(session, case).rekey_due
    session.rollback()
    alone.look_again(worker)
    form = alone.rekeyed(worker, case, "registrar")
    assert alone.post(f"cases/{case}/rekey", json=form).json == {"version": 2}
