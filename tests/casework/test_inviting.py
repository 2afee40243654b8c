"""Whom a leader or an administrator invites, and as what."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.members.factor_models import Invitation
from tests.casework.conftest import browser
from tests.casework.inspector import Inspector
from tests.casework.test_invitations import WANG, leader, member, token
from tests.conftest import OTHERS, Hospital

__all__ = ["leader", "token"]


@pytest.mark.parametrize(
    "roles",
    ["", "president", "registrar administrator", "leader auditor", "auditor administrator"],
)
def test_administrator_and_auditor_stand_alone_and_a_role_is_needed(
    leader: Inspector, roles: str, session: Session
) -> None:
    answer = leader.post("members", json=WANG | {"roles": roles})
    expected = {"": "form_invalid"}.get(roles, "roles_invalid")
    assert (answer.status_code, answer.json["error"]) == (400, expected)
    assert member(session, "wang") is None


@pytest.mark.parametrize("roles", ["administrator", "auditor", "registrar leader secretary"])
def test_other_roles_combine(leader: Inspector, roles: str) -> None:
    assert leader.post("members", json=WANG | {"roles": roles}).status_code == 201


def test_a_name_is_given_once(leader: Inspector, token: str) -> None:
    answer = leader.post("members", json=WANG)
    assert (answer.status_code, answer.json["error"]) == (409, "name_taken")


@pytest.mark.parametrize(
    "change", [{"name": "Wang"}, {"name": ""}, {"display_name": " "}, {"display_name": "x" * 81}]
)
def test_a_name_that_cannot_be_typed_or_shown_is_refused(
    leader: Inspector, change: dict[str, str]
) -> None:
    assert leader.post("members", json=WANG | change).status_code == 400


def test_only_leader_and_administrator_invite(investigator: Inspector, session: Session) -> None:
    investigator.sign_in()
    for path in ("members", "members/registrar/invitation", "members/nobody/invitation"):
        answer = investigator.post(path, json=WANG)
        assert (answer.status_code, answer.json["error"]) == (403, "not_for_you")
    for path in ("members", "members.json"):
        assert investigator.get(path).status_code == 403
    assert session.scalars(select(Invitation)).all() == []


def test_another_offices_members_do_not_exist(leader: Inspector, stranger: Hospital) -> None:
    names = [row["name"] for row in leader.get("members.json").json["members"]]
    assert sorted(names) == sorted(["investigator", "leader", "registrar", *OTHERS])
    for path in ("members/nobody/invitation", "members/wang/invitation"):
        assert leader.post(path).json["error"] == "member_unknown"


def test_whoever_never_came_leaves_no_row_and_frees_the_name(
    leader: Inspector, token: str, session: Session
) -> None:
    assert leader.request("DELETE", "members/wang/invitation").status_code == 200
    assert member(session, "wang") is None
    assert leader.post("members", json=WANG).status_code == 201


def test_withdrawing_a_members_new_link_leaves_the_member(
    leader: Inspector, registrar: Inspector
) -> None:
    leader.post("members/registrar/invitation")
    assert leader.request("DELETE", "members/registrar/invitation").status_code == 200
    assert registrar.sign_in().status_code == 200


def test_an_administrator_ends_no_keyholders_keys(
    app: Flask, hospital: Hospital, session: Session
) -> None:
    administrator = Inspector(browser(app), hospital, "administrator")
    administrator.sign_in()
    for name in ("leader", "registrar"):
        answer = administrator.post(f"members/{name}/invitation")
        assert (answer.status_code, answer.json["error"]) == (409, "leader_needed")
    assert administrator.post("members/investigator/invitation").status_code == 201
    assert session.scalars(select(Invitation)).one()
