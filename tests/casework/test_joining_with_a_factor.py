"""Where the office asks for a second factor, nobody joins without one."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.members.factor_models import Invitation, Passkey
from casework.members.models import Member
from portal.offices.models import Office
from tests.casework.authenticators import App, SoftPasskey
from tests.casework.conftest import browser
from tests.casework.inspector import Inspector
from tests.casework.newcomer import Newcomer
from tests.casework.second_factor import add_app, shown
from tests.conftest import Hospital

WANG = {"name": "wang", "display_name": "王登记", "roles": "registrar"}


@pytest.fixture
def leader(app: Flask, hospital: Hospital) -> Inspector:
    """The hospital's leader, signed in with a second factor."""
    leader = Inspector(browser(app), hospital, "leader")
    leader.sign_in()
    add_app(leader)
    return leader


@pytest.fixture
def wang(app: Flask, hospital: Hospital, leader: Inspector, session: Session) -> Newcomer:
    """Who was invited to an office that asks for a second factor."""
    ask_for(session, "required")
    token = leader.post("members", json=WANG).json["invitation"]
    return Newcomer(browser(app), token, hospital.office.root_key)


def ask_for(session: Session, second_factor: str) -> None:
    """Set what the hospital asks its members for."""
    office = session.scalars(select(Office).where(Office.slug == "hospital")).one()
    office.settings = {"second_factor": second_factor}
    session.commit()


def begin(wang: Newcomer) -> dict[str, dict[str, str]]:
    """Ask to add a second factor."""
    asked = wang.post("invitation/factor", {"token": wang.token})
    assert asked.status_code == 200, asked.json
    offer: dict[str, dict[str, str]] = asked.json
    return offer


def joined(session: Session) -> bool:
    """Whether somebody has used the link."""
    found = session.scalars(select(Invitation)).all()
    session.commit()
    return not found


def test_without_a_second_factor_nobody_joins(wang: Newcomer, session: Session) -> None:
    assert wang.look().json["second_factor"] == "required"
    refused = wang.join()
    assert (refused.status_code, refused.json["fields"]) == (400, ["method"])
    assert not joined(session)


def test_an_app_comes_with_joining_and_codes_are_shown_once(
    wang: Newcomer,
) -> None:
    phone = App(begin(wang)["totp"]["secret"])
    answered = wang.join(method="totp", answer=shown(phone))
    assert answered.status_code == 200, answered.json
    assert len(answered.json["codes"]) == 10
    assert answered.json["factors"]["totp"] is True
    assert wang.client.get("/casework/session").json.get("codes") is None


def test_a_passkey_comes_with_joining(wang: Newcomer, session: Session) -> None:
    credential = SoftPasskey().create(begin(wang)["passkey"])
    sealed = wang.sealed(wang.secret + wang.root_key)
    answered = wang.join(method="passkey", answer=credential, label="电脑", sealed=sealed)
    assert answered.status_code == 200, answered.json
    stored = session.scalars(select(Passkey)).one()
    mine = Member.name == "wang", Member.office_id == stored.office_id
    assert stored.member_id == session.scalars(select(Member.id).where(*mine)).one()


def test_a_wrong_code_leaves_the_link_and_the_next_one_joins(
    wang: Newcomer, session: Session
) -> None:
    phone = App(begin(wang)["totp"]["secret"])
    wrong = "000000" if shown(phone) != "000000" else "000001"
    refused = wang.join(method="totp", answer=wrong)
    assert (refused.status_code, refused.json["error"]) == (400, "enrolment_refused")
    assert not joined(session)
    assert wang.join(method="totp", answer=shown(phone)).status_code == 200


def test_what_was_asked_for_with_another_link_does_not_count(
    wang: Newcomer, leader: Inspector
) -> None:
    phone = App(begin(wang)["totp"]["secret"])
    wang.token = leader.post("members/wang/invitation").json["invitation"]
    refused = wang.join(method="totp", answer=shown(phone))
    assert (refused.status_code, refused.json["error"]) == (409, "enrolment_over")


def test_who_makes_new_keys_loses_the_old_factors(
    wang: Newcomer, leader: Inspector, hospital: Hospital, app: Flask, session: Session
) -> None:
    phone = App(begin(wang)["totp"]["secret"])
    assert wang.join(method="totp", answer=shown(phone)).status_code == 200
    ask_for(session, "optional")
    token = leader.post("members/wang/invitation").json["invitation"]
    back = Newcomer(browser(app), token, hospital.office.root_key)
    assert back.join().json["factors"] == {"passkeys": 0, "totp": False, "codes": 0, "unlocking": 0}
