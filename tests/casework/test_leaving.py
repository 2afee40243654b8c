"""Letting somebody go for whom no leader vouches; the others leave by a leader's signature."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.audit.models import AuditEntry
from casework.members.models import Member
from tests.casework.conftest import browser
from tests.casework.inspector import Inspector
from tests.casework.newcomer import Newcomer
from tests.conftest import Hospital

WANG = {"name": "wang", "display_name": "王登记", "roles": "registrar"}
Signed = Callable[[str], Inspector]


@pytest.fixture
def signed(app: Flask, hospital: Hospital) -> Signed:
    """Members of the hospital, each signed in."""

    def signed_in(name: str) -> Inspector:
        member = Inspector(browser(app), hospital, name)
        assert member.sign_in().status_code == 200
        return member

    return signed_in


@pytest.fixture
def wang(app: Flask, hospital: Hospital, signed: Signed) -> Newcomer:
    """Who has joined; nobody has compared them."""
    token = signed("administrator").post("members", json=WANG).json["invitation"]
    wang = Newcomer(browser(app), token, hospital.office.root_key)
    assert wang.join().status_code == 200
    return wang


def test_who_was_never_vouched_for_leaves_at_once(
    wang: Newcomer, signed: Signed, session: Session
) -> None:
    administrator = signed("administrator")
    assert administrator.request("DELETE", "members/wang").json == {"left": True}
    assert wang.client.get("/casework/session").status_code == 401
    stored = session.scalars(select(Member).where(Member.name == "wang")).one()
    assert (stored.is_active, stored.left_at is not None) == (False, True)
    (row,) = [
        row for row in administrator.get("members.json").json["members"] if row["name"] == "wang"
    ]
    assert (row["state"], row["left_on"] != "") == ("left", True)
    last = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert (last.member, last.act, last.subject) == ("administrator", "member_leave", "wang")


def test_who_has_left_is_not_invited_back_under_the_same_name(
    wang: Newcomer, signed: Signed
) -> None:
    administrator = signed("administrator")
    administrator.request("DELETE", "members/wang")
    for answer in (
        administrator.post("members/wang/invitation"),
        administrator.request("DELETE", "members/wang"),
    ):
        assert (answer.status_code, answer.json["error"]) == (409, "member_left")
    assert administrator.post("members", json=WANG).json["error"] == "name_taken"


def test_who_stands_in_the_roster_leaves_by_a_leaders_signature(
    signed: Signed, session: Session
) -> None:
    for name in ("administrator", "leader"):
        refused = signed(name).request("DELETE", "members/registrar")
        assert (refused.status_code, refused.json["error"]) == (409, "still_vouched")
    assert session.scalars(select(Member.left_at).where(Member.left_at.is_not(None))).all() == []


def test_nobody_removes_themselves(signed: Signed) -> None:
    refused = signed("administrator").request("DELETE", "members/administrator")
    assert (refused.status_code, refused.json["error"]) == (409, "not_yourself")


def test_an_open_link_ends_with_the_member(wang: Newcomer, signed: Signed, app: Flask) -> None:
    administrator = signed("administrator")
    token = administrator.post("members/wang/invitation").json["invitation"]
    administrator.request("DELETE", "members/wang")
    assert Newcomer(browser(app), token).look().json["error"] == "invitation_unknown"


@pytest.mark.parametrize("name", ["registrar", "investigator", "secretary", "auditor"])
def test_others_let_nobody_go(name: str, wang: Newcomer, signed: Signed) -> None:
    refused = signed(name).request("DELETE", "members/wang")
    assert (refused.status_code, refused.json["error"]) == (403, "not_for_you")
