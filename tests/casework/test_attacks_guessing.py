"""Guessing: many tries slow down, at one name of one office and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from casework.audit.models import AuditEntry
from casework.members.factor_models import SignInFailure
from casework.members.models import utc
from casework.members.sign_in_failures import wait_after
from portal.days import now
from tests.casework.conftest import browser
from tests.casework.inspector import Inspector
from tests.casework.second_factor import add_app, answer, asked, shown
from tests.conftest import Hospital

WRONG = "0" * 64
SLACK = 60
"""Seconds added before looking at a wait, so that no busy machine sees it pass."""


def wait(session: Session, **ago: float) -> None:
    """Let every failure have happened longer ago."""
    for id, last in session.execute(select(SignInFailure.id, SignInFailure.last_at)).all():
        here = update(SignInFailure).where(SignInFailure.id == id)
        session.execute(here.values(last_at=utc(last) - timedelta(**ago)))
    session.commit()


def guess(who: Inspector, times: int) -> Iterator[tuple[int, str]]:
    """Wrong passphrases, and what is said to each."""
    for _ in range(times):
        said = who.sign_in(WRONG)
        yield said.status_code, said.json["error"]


def test_the_wait_doubles_up_to_a_minute() -> None:
    waits = [wait_after(failures) for failures in range(1, 13)]
    assert waits == [0, 0, 0, 0, 2, 4, 8, 16, 32, 60, 60, 60]
    assert wait_after(100_000) == 60


def test_after_five_wrong_tries_even_the_right_one_has_to_wait(
    registrar: Inspector, session: Session
) -> None:
    assert list(guess(registrar, 5)) == [(401, "sign_in_refused")] * 5
    wait(session, seconds=-SLACK)
    said = registrar.sign_in()
    assert (said.status_code, said.json["error"]) == (429, "too_fast")
    assert 2 <= int(said.headers["Retry-After"]) <= 2 + SLACK
    wait(session, seconds=2 + SLACK)
    assert registrar.sign_in().status_code == 200


def test_each_wrong_try_after_that_makes_it_longer(registrar: Inspector, session: Session) -> None:
    list(guess(registrar, 5))
    for seconds in (2, 4, 8, 16, 32, 60, 60):
        wait(session, seconds=-SLACK)
        said = registrar.sign_in(WRONG)
        assert said.status_code == 429
        assert seconds <= said.json["retry_after"] <= seconds + SLACK
        wait(session, seconds=seconds + SLACK)
        assert registrar.sign_in(WRONG).status_code == 401


def test_one_account_waits_and_no_other(
    registrar: Inspector, investigator: Inspector, outsider: Inspector, session: Session
) -> None:
    list(guess(registrar, 5))
    wait(session, seconds=-SLACK)
    assert registrar.sign_in().status_code == 429
    assert investigator.sign_in().status_code == 200
    assert outsider.sign_in().status_code == 200


def test_whoever_hammers_at_the_sign_in_page_keeps_nobody_from_unlocking(
    app: Flask, registrar: Inspector, hospital: Hospital
) -> None:
    registrar.sign_in()
    registrar.post("session/lock")
    list(guess(Inspector(browser(app), hospital), 6))
    assert registrar.post("session/unlock", json={"proof": registrar.proof}).status_code == 200


def test_guessing_in_a_stolen_session_slows_down_too(
    registrar: Inspector, session: Session
) -> None:
    registrar.sign_in()
    registrar.post("session/lock")
    for _ in range(5):
        said = registrar.post("session/unlock", json={"proof": WRONG})
        assert said.json["error"] == "passphrase_refused"
    wait(session, seconds=-SLACK)
    said = registrar.post("session/unlock", json={"proof": registrar.proof})
    assert (said.status_code, said.json["error"]) == (429, "too_fast")
    registrar.request("DELETE", "session")
    registrar.sign_in()
    said = registrar.post("account/proof", json={"proof": WRONG})
    assert said.json["error"] == "passphrase_refused"


def test_new_first_steps_do_not_make_the_second_one_faster(
    registrar: Inspector, session: Session
) -> None:
    registrar.sign_in()
    app, _codes = add_app(registrar)
    for _ in range(5):
        pending = asked(registrar)["pending"]
        assert answer(registrar, pending, "totp", "000000").json["error"] == "code_refused"
    wait(session, seconds=-SLACK)
    said = answer(registrar, asked(registrar)["pending"], "totp", shown(app))
    assert (said.status_code, said.json["error"]) == (429, "too_fast")


def test_many_tries_at_once_are_no_way_around(
    app: Flask, registrar: Inspector, session: Session, hospital: Hospital
) -> None:
    registrar.sign_in(WRONG)
    session.execute(update(SignInFailure).values(failures=9))
    session.commit()
    wait(session, minutes=1)
    guessers = [Inspector(browser(app), hospital) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda who: who.sign_in(WRONG).status_code, guessers))
    assert sorted(said) == [401] + [429] * 7


def test_a_day_later_nothing_is_left(registrar: Inspector, session: Session) -> None:
    list(guess(registrar, 5))
    wait(session, days=1)
    registrar.sign_in()
    assert session.scalars(select(SignInFailure)).all() == []


def test_a_try_sweeps_some_of_the_names_that_are_over(
    registrar: Inspector, session: Session
) -> None:
    old = now() - timedelta(days=2)
    for _ in range(300):
        session.add(SignInFailure(id=os.urandom(32), failures=1, last_at=old))
    session.commit()
    for left in (201, 101):
        registrar.sign_in(WRONG)
        assert len(session.scalars(select(SignInFailure.id)).all()) == left
        session.commit()  # or nobody else could write


def test_what_is_over_counts_for_nothing_even_before_it_is_swept(
    registrar: Inspector, session: Session
) -> None:
    list(guess(registrar, 5))
    wait(session, days=1)
    for _ in range(200):
        session.add(SignInFailure(id=os.urandom(32), failures=1, last_at=now() - timedelta(days=9)))
    session.commit()
    assert list(guess(registrar, 5)) == [(401, "sign_in_refused")] * 5


def test_each_step_of_the_wait_is_one_line_for_the_auditor(
    registrar: Inspector, outsider: Inspector, session: Session
) -> None:
    for _ in range(9):
        registrar.sign_in(WRONG)
        form = {"office": "hospital", "name": "nobody", "proof": WRONG}
        outsider.post("session", json=form)
        wait(session, minutes=1)
    registrar.sign_in()
    entries = session.execute(select(AuditEntry.act, AuditEntry.member, AuditEntry.facts)).all()
    refused = [facts["failures"] for act, _member, facts in entries if act == "sign_in_refused"]
    assert refused == [5, 6, 7, 8, 9]
    assert {member for _act, member, _facts in entries} == {"registrar"}
    assert entries[-1].facts == {"factor": "none", "failures": 9}


@pytest.mark.parametrize("name", ["x" * 40, "-"])
def test_names_that_nobody_has_are_counted_without_being_kept(
    registrar: Inspector, session: Session, name: str
) -> None:
    registrar.post("session", json={"office": "hospital", "name": name, "proof": WRONG})
    (row,) = session.scalars(select(SignInFailure)).all()
    assert len(row.id) == 32
    assert name.encode() not in row.id
