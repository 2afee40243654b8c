"""Session fixation: an attacker plants a cookie or a token, and waits for somebody to sign in."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.members.models import SignedInSession
from casework.members.sessions import id_of
from casework.security import COOKIE
from tests.casework.conftest import browser
from tests.casework.inspector import Inspector
from tests.casework.second_factor import add_app, answer, asked, shown
from tests.conftest import Hospital

PLANTED = "f" * 64


def cookie(who: Inspector) -> str:
    """The token in a browser's cookie."""
    found = who.client.get_cookie(COOKIE)
    return found.value if found else ""


def plant(who: Inspector, token: str) -> None:
    """Put a cookie into a browser."""
    who.client.set_cookie(COOKIE, token, domain="localhost")


def test_a_planted_cookie_never_becomes_a_session(registrar: Inspector, session: Session) -> None:
    plant(registrar, PLANTED)
    registrar.sign_in()
    assert cookie(registrar) != PLANTED
    assert list(session.scalars(select(SignedInSession.id))) == [id_of(cookie(registrar))]


def test_a_planted_cookie_never_becomes_a_session_at_the_second_step(
    registrar: Inspector, session: Session
) -> None:
    registrar.sign_in()
    app, _codes = add_app(registrar)
    registrar.request("DELETE", "session")
    plant(registrar, PLANTED)
    pending = asked(registrar)["pending"]
    assert cookie(registrar) == PLANTED
    assert registrar.get("session").status_code == 401
    assert answer(registrar, pending, "totp", shown(app)).status_code == 200
    assert cookie(registrar) != PLANTED
    assert list(session.scalars(select(SignedInSession.id))) == [id_of(cookie(registrar))]


def test_the_attackers_own_session_does_not_become_the_victims(
    registrar: Inspector, outsider: Inspector
) -> None:
    outsider.sign_in()
    theirs = cookie(outsider)
    plant(registrar, theirs)
    registrar.sign_in()
    assert cookie(registrar) != theirs
    assert outsider.get("session").status_code == 401


def test_the_session_before_the_second_step_ends_with_it(registrar: Inspector) -> None:
    registrar.sign_in()
    app, _codes = add_app(registrar)
    before = cookie(registrar)
    pending = asked(registrar)["pending"]
    answer(registrar, pending, "totp", shown(app))
    after = cookie(registrar)
    assert after != before
    plant(registrar, before)
    assert registrar.get("session").status_code == 401


@pytest.mark.parametrize("where", ["cookie", "csrf"])
def test_the_token_between_the_steps_opens_nothing(
    registrar: Inspector, hospital: Hospital, where: str
) -> None:
    registrar.sign_in()
    add_app(registrar)
    pending = asked(registrar)["pending"]
    attacker = Inspector(browser(registrar.client.application), hospital)
    plant(attacker, pending if where == "cookie" else "")
    headers = {"X-CSRF-Token": pending, "Authorization": f"Bearer {pending}"}
    for path in ("session", "reports.json", "account.json"):
        assert attacker.get(path, headers=headers).status_code == 401
