"""Enumeration: an attacker who knows no passphrase wants to learn who works here, and with what."""

from __future__ import annotations

import sys
from collections import Counter
from types import FrameType
from typing import Any

import pytest
from argon2 import PasswordHasher
from sqlalchemy import update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from casework.members.models import Member
from portal.days import now
from tests.casework.inspector import Inspector
from tests.casework.second_factor import add_app
from tests.casework.test_attacks_guessing import SLACK, wait
from tests.conftest import Hospital

WRONG = "0" * 64
VERIFY = PasswordHasher.verify.__code__
WHO = {
    "nobody": {"name": "nobody"},
    "nowhere": {"office": "nowhere"},
    "invited": {"name": "investigator"},
    "left": {"name": "leader"},
    "with an app": {"name": "registrar"},
}


def try_at(who: Inspector, change: dict[str, str]) -> tuple[TestResponse, int]:
    """A wrong passphrase; what is said, and how many hashes were computed for it."""
    form = {"office": "hospital", "name": "registrar", "proof": WRONG} | change
    calls: Counter[str] = Counter()

    def count(frame: FrameType, event: str, _argument: Any) -> None:
        if event == "call" and frame.f_code is VERIFY:
            calls["verify"] += 1

    sys.setprofile(count)
    try:
        said = who.post("session", json=form)
    finally:
        sys.setprofile(None)
    return said, calls["verify"]


@pytest.fixture
def people(registrar: Inspector, session: Session, hospital: Hospital) -> Inspector:
    """One who has an app, one who was invited and has not come, one who has left."""
    registrar.sign_in()
    add_app(registrar)
    registrar.request("DELETE", "session")
    ours = Member.office_id == hospital.office.id
    invited = update(Member).where(ours, Member.name == "investigator")
    session.execute(invited.values(proof_hash=""))
    session.execute(update(Member).where(ours, Member.name == "leader").values(left_at=now()))
    session.commit()
    return registrar


@pytest.mark.parametrize("whom", WHO)
def test_everybody_is_refused_alike_and_costs_the_same(people: Inspector, whom: str) -> None:
    known, cost = try_at(people, {})
    said, spent = try_at(people, WHO[whom])
    assert (said.status_code, said.data) == (known.status_code, known.data)
    assert said.json["error"] == "sign_in_refused"
    assert said.headers == known.headers
    assert spent == cost == 1


def test_the_right_passphrase_of_somebody_who_left_is_refused_like_a_wrong_one(
    people: Inspector, hospital: Hospital
) -> None:
    wrong, _cost = try_at(people, {})
    proof = Inspector(people.client, hospital, "leader").proof
    said, spent = try_at(people, {"name": "leader", "proof": proof})
    assert (said.status_code, said.data, spent) == (wrong.status_code, wrong.data, 1)


@pytest.mark.parametrize("whom", ["nobody", "nowhere", "with an app"])
def test_everybody_has_to_wait_alike(people: Inspector, session: Session, whom: str) -> None:
    refused = [try_at(people, WHO[whom]) for _ in range(5)]
    assert [answer.status_code for answer, _spent in refused] == [401] * 5
    wait(session, seconds=-SLACK)
    for _ in range(2):
        said, spent = try_at(people, WHO[whom])
        assert (said.status_code, spent) == (429, 0)
        assert 2 <= said.json["retry_after"] <= 2 + SLACK
