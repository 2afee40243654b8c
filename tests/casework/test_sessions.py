"""A session forgets the unlock key when nobody is there, and ends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from casework.members.models import SignedInSession
from casework.security import COOKIE
from portal.days import now
from tests.casework.conftest import Receive
from tests.casework.inspector import Inspector


@pytest.fixture
def at_desk(registrar: Inspector) -> Inspector:
    """The registrar, signed in."""
    registrar.sign_in()
    return registrar


def row(session: Session) -> SignedInSession:
    """The one session there is, as it is stored now."""
    session.rollback()
    return session.scalars(select(SignedInSession).execution_options(populate_existing=True)).one()


def pass_time(session: Session, **since: timedelta) -> None:
    """Let things have happened longer ago."""
    stored = row(session)
    earlier = {name: getattr(stored, name) - ago for name, ago in since.items()}
    session.execute(update(SignedInSession).values(**earlier))
    session.commit()


def test_the_key_is_there_while_the_member_is(at_desk: Inspector, session: Session) -> None:
    pass_time(session, seen_at=timedelta(minutes=14))
    answer = at_desk.get("session").json
    assert (answer["key"], answer["locked"]) == (at_desk.session["key"], False)
    assert len(bytes.fromhex(answer["key"])) == 32


def test_fifteen_idle_minutes_forget_the_key(at_desk: Inspector, session: Session) -> None:
    pass_time(session, seen_at=timedelta(minutes=15))
    answer = at_desk.get("session").json
    assert (answer["key"], answer["locked"]) == (None, True)
    assert row(session).key is None


def test_an_idle_session_gives_out_no_key_though_nobody_has_cleared_it(
    at_desk: Inspector, session: Session
) -> None:
    token = at_desk.client.get_cookie(COOKIE).value
    pass_time(session, seen_at=timedelta(minutes=40))
    stored = row(session)
    assert stored.key is not None
    assert stored.unlock_key(token, now()) is None
    session.rollback()
    assert at_desk.get("session").json["key"] is None


def test_the_database_alone_has_no_unlock_key(at_desk: Inspector, session: Session) -> None:
    at_desk.post("session/lock")
    unlocked = at_desk.post("session/unlock", json={"proof": at_desk.proof}).json
    stored = row(session)
    for key in (at_desk.session["key"], unlocked["key"]):
        assert key not in [value.hex() for value in vars(stored).values() if type(value) is bytes]
        assert stored.unlock_key("0" * 64, now()).hex() != key


def test_another_members_request_forgets_the_keys_of_whoever_is_away(
    at_desk: Inspector, investigator: Inspector, session: Session
) -> None:
    pass_time(session, seen_at=timedelta(minutes=15))
    investigator.sign_in()
    session.rollback()
    keys = session.scalars(select(SignedInSession.key)).all()
    assert sorted(key is None for key in keys) == [False, True]


def test_a_sign_of_life_keeps_the_session_awake(at_desk: Inspector, session: Session) -> None:
    pass_time(session, seen_at=timedelta(minutes=10))
    assert at_desk.post("session/seen").json == {"locked": False}
    pass_time(session, seen_at=timedelta(minutes=10))
    assert at_desk.get("session").json["locked"] is False


def test_locking_forgets_the_key(at_desk: Inspector, session: Session) -> None:
    assert at_desk.post("session/lock").json == {"locked": True}
    assert row(session).key is None
    assert at_desk.get("session").json["key"] is None


def test_unlocking_gives_another_key(at_desk: Inspector) -> None:
    at_desk.post("session/lock")
    answer = at_desk.post("session/unlock", json={"proof": at_desk.proof})
    assert answer.status_code == 200
    assert answer.json["key"] not in (None, at_desk.session["key"])
    assert at_desk.get("session").json["key"] == answer.json["key"]


def test_unlocking_a_second_tab_leaves_the_first_one_its_key(at_desk: Inspector) -> None:
    answer = at_desk.post("session/unlock", json={"proof": at_desk.proof})
    assert answer.json["key"] == at_desk.session["key"]


def test_a_wrong_passphrase_does_not_unlock(at_desk: Inspector) -> None:
    at_desk.post("session/lock")
    answer = at_desk.post("session/unlock", json={"proof": "0" * 64})
    assert (answer.status_code, answer.json["error"]) == (401, "passphrase_refused")
    assert at_desk.get("session").json["key"] is None


def test_a_session_ends_after_twelve_hours(at_desk: Inspector, session: Session) -> None:
    pass_time(session, created_at=timedelta(hours=12))
    assert at_desk.get("session").status_code == 401


def test_signing_out_ends_the_session(at_desk: Inspector, session: Session) -> None:
    token = at_desk.client.get_cookie(COOKIE).value
    at_desk.request("DELETE", "session")
    assert at_desk.client.get_cookie(COOKIE) is None
    assert session.scalars(select(SignedInSession)).all() == []
    at_desk.client.set_cookie(COOKIE, token, domain="localhost")
    assert at_desk.get("session").status_code == 401


def test_a_chosen_language_is_kept(at_desk: Inspector) -> None:
    html = {"Accept": "text/html", "Accept-Language": "zh-CN"}
    assert '<h1 id="total">来件</h1>' in at_desk.get("", headers=html).text
    assert at_desk.get("?language=en", headers=html).location == "/casework/"
    assert '<h1 id="total">Reports</h1>' in at_desk.get("", headers=html).text


def test_a_locked_session_can_look_but_change_nothing(at_desk: Inspector, receive: Receive) -> None:
    id = receive()
    at_desk.post("session/lock")
    answer = at_desk.post(f"reports/{id}/answers", json={})
    assert (answer.status_code, answer.json["error"]) == (403, "session_locked")
    assert at_desk.get(f"reports/{id}.json").status_code == 200
    assert at_desk.post("session/seen").json == {"locked": True}
    assert at_desk.request("DELETE", "session").status_code == 200
