"""Signing in tells nobody anything, and begins a session that nobody else knows."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.members.models import Member, SignedInSession
from casework.members.service import HASHER
from casework.members.sessions import NOBODY, id_of
from casework.security import COOKIE
from tests.casework.inspector import Inspector

WRONG = "0" * 64


def test_the_right_proof_opens_a_session(registrar: Inspector) -> None:
    answer = registrar.sign_in()
    assert answer.status_code == 200
    assert answer.json["member"] == {
        "name": "registrar",
        "display_name": "registrar",
        "roles": ["registrar"],
    }
    assert answer.json["office"]["office"] == "hospital"
    assert [grant["epoch"] for grant in answer.json["grants"]] == [1]


@pytest.mark.parametrize("change", [{"name": "nobody"}, {"office": "nowhere"}, {"proof": WRONG}])
def test_whatever_is_wrong_gets_the_same_answer(
    registrar: Inspector, change: dict[str, str]
) -> None:
    form = {"office": "hospital", "name": "registrar", "proof": registrar.proof}
    refused = registrar.post("session", json=form | {"proof": WRONG})
    answer = registrar.post("session", json=form | change)
    assert (answer.status_code, answer.data) == (refused.status_code, refused.data)
    assert answer.json["error"] == "sign_in_refused"
    assert answer.headers == refused.headers
    assert "Set-Cookie" not in answer.headers


def test_an_unknown_name_takes_as_long_as_a_known_one(registrar: Inspector) -> None:
    form = {"office": "hospital", "name": "registrar", "proof": WRONG}
    known = cost(lambda: registrar.post("session", json=form))
    for change in ({"name": "nobody"}, {"office": "nowhere"}):
        assert cost(lambda change=change: registrar.post("session", json=form | change)) > known / 2


def cost(act: Callable[[], object]) -> float:
    """The processor time of the fastest of three runs."""

    def once() -> float:
        began = time.process_time()
        act()
        return time.process_time() - began

    act()
    return min(once() for _ in range(3))


def test_the_hash_for_unknown_names_costs_what_others_cost() -> None:
    assert not HASHER.check_needs_rehash(NOBODY)


def test_the_cookie_is_for_this_host_only_and_out_of_reach_of_scripts(registrar: Inspector) -> None:
    cookie = registrar.sign_in().headers["Set-Cookie"]
    name, _, attributes = cookie.partition("=")
    assert name == "__Host-qingfeng-casework"
    _token, *flags = attributes.split("; ")
    assert sorted(flags) == ["HttpOnly", "Path=/", "SameSite=Strict", "Secure"]


def test_a_session_gets_a_new_id_at_every_sign_in(registrar: Inspector, session: Session) -> None:
    planted = "f" * 64
    registrar.client.set_cookie(COOKIE, planted, domain="localhost")
    registrar.sign_in()
    first = registrar.client.get_cookie(COOKIE).value
    registrar.sign_in()
    second = registrar.client.get_cookie(COOKIE).value
    assert len({planted, first, second}) == 3
    assert list(session.scalars(select(SignedInSession.id))) == [id_of(second)]


def test_neither_token_nor_proof_is_stored(registrar: Inspector, session: Session) -> None:
    registrar.sign_in()
    token = registrar.client.get_cookie(COOKIE).value
    row = session.scalars(select(SignedInSession)).one()
    hashes = list(session.scalars(select(Member.proof_hash)))
    stored = repr([vars(row), hashes])
    assert token not in stored and repr(bytes.fromhex(token)) not in stored
    assert registrar.proof not in stored
    assert all(hash.startswith("$argon2id$") for hash in hashes)


def test_a_page_without_a_session_leads_to_signing_in(registrar: Inspector) -> None:
    for path in ("", "reports/00000000-0000-4000-8000-000000000000"):
        answer = registrar.get(path, headers={"Accept": "text/html"})
        assert (answer.status_code, answer.location) == (303, "/casework/sign-in")


def test_a_script_without_a_session_is_told(registrar: Inspector) -> None:
    answer = registrar.get("reports.json")
    assert (answer.status_code, answer.json["error"]) == (401, "not_signed_in")


def test_the_sign_in_page_has_no_control_that_would_send_words(registrar: Inspector) -> None:
    page = registrar.get("sign-in", headers={"Accept": "text/html"}).text
    assert "<input" in page
    assert " name=" not in page.replace('<meta name="', "")
