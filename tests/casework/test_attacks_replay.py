"""Replay: an attacker who saw a second factor on the wire, or over a shoulder, sends it again."""

from __future__ import annotations

import json

import pytest

from tests.casework.authenticators import App, SoftPasskey
from tests.casework.conftest import browser
from tests.casework.inspector import Inspector
from tests.casework.second_factor import add_app, add_passkey, answer, asked, begin, shown
from tests.conftest import Hospital


@pytest.fixture
def elsewhere(registrar: Inspector, hospital: Hospital) -> Inspector:
    """The attacker's browser; the passphrase is known there."""
    return Inspector(browser(registrar.client.application), hospital)


def test_the_same_six_digits_twice(registrar: Inspector, elsewhere: Inspector) -> None:
    registrar.sign_in()
    app, _codes = add_app(registrar)
    digits = shown(app)
    assert answer(registrar, asked(registrar)["pending"], "totp", digits).status_code == 200
    said = answer(elsewhere, asked(elsewhere)["pending"], "totp", digits)
    assert (said.status_code, said.json.get("error")) == (401, "code_refused")


def test_the_digits_that_added_the_app(registrar: Inspector) -> None:
    registrar.sign_in()
    digits = shown(App(begin(registrar).json["totp"]["secret"]))
    form = {"method": "totp", "answer": digits}
    assert registrar.post("account/factors/new", json=form).status_code == 201
    said = answer(registrar, asked(registrar)["pending"], "totp", digits)
    assert (said.status_code, said.json.get("error")) == (401, "code_refused")


def test_the_same_recovery_code_twice(registrar: Inspector, elsewhere: Inspector) -> None:
    registrar.sign_in()
    _app, codes = add_app(registrar)
    assert answer(registrar, asked(registrar)["pending"], "code", codes[0]).status_code == 200
    said = answer(elsewhere, asked(elsewhere)["pending"], "code", codes[0])
    assert (said.status_code, said.json.get("error")) == (401, "code_refused")


def test_the_same_token_twice(registrar: Inspector) -> None:
    registrar.sign_in()
    _app, codes = add_app(registrar)
    pending = asked(registrar)["pending"]
    assert answer(registrar, pending, "code", codes[0]).status_code == 200
    said = answer(registrar, pending, "code", codes[1])
    assert (said.status_code, said.json.get("error")) == (401, "second_factor_over")


def test_the_same_passkeys_answer_twice(registrar: Inspector, elsewhere: Inspector) -> None:
    """The counter of many passkeys stays at nought: it is the challenge that counts."""
    registrar.sign_in()
    passkey = SoftPasskey()
    add_passkey(registrar, passkey)
    question = asked(registrar)
    passkey.count = -1
    given = passkey.get(question["passkey"])
    assert answer(registrar, question["pending"], "passkey", given).status_code == 200
    said = answer(elsewhere, asked(elsewhere)["pending"], "passkey", given)
    assert (said.status_code, said.json.get("error")) == (401, "passkey_refused")


def test_a_passkeys_answer_to_a_challenge_of_another_session(
    registrar: Inspector, elsewhere: Inspector
) -> None:
    registrar.sign_in()
    passkey = SoftPasskey()
    add_passkey(registrar, passkey)
    theirs, own = asked(registrar), asked(elsewhere)
    given = passkey.get(theirs["passkey"])
    said = answer(elsewhere, own["pending"], "passkey", given)
    assert (said.status_code, said.json.get("error")) == (401, "passkey_refused")


def test_a_cloned_passkey_that_counts_from_before(registrar: Inspector) -> None:
    registrar.sign_in()
    passkey = SoftPasskey(count=7)
    add_passkey(registrar, passkey)
    question = asked(registrar)
    passkey.count = 3
    said = answer(registrar, question["pending"], "passkey", passkey.get(question["passkey"]))
    assert (said.status_code, said.json.get("error")) == (401, "passkey_refused")


@pytest.mark.parametrize(
    "change",
    [
        {"origin": "https://localhost.evil.example"},
        {"origin": "https://evil.example"},
        {"rp": "evil.example"},
        {"origin": "https://localhost:8443"},
        {"flags": 0x01},
    ],
)
def test_an_answer_that_a_phishing_page_has_drawn(
    registrar: Inspector, change: dict[str, object]
) -> None:
    registrar.sign_in()
    passkey = SoftPasskey()
    add_passkey(registrar, passkey)
    question = asked(registrar)
    for name, value in change.items():
        setattr(passkey, name, value)
    said = answer(registrar, question["pending"], "passkey", passkey.get(question["passkey"]))
    assert (said.status_code, said.json.get("error")) == (401, "passkey_refused")


def test_another_members_passkey(registrar: Inspector, investigator: Inspector) -> None:
    mine, theirs = SoftPasskey(), SoftPasskey()
    for who, passkey in ((registrar, mine), (investigator, theirs)):
        who.sign_in()
        add_passkey(who, passkey)
    question = asked(registrar)
    said = answer(registrar, question["pending"], "passkey", theirs.get(question["passkey"]))
    assert (said.status_code, said.json.get("error")) == (401, "passkey_refused")


def test_a_passkey_added_with_a_challenge_of_another_session(
    registrar: Inspector, elsewhere: Inspector
) -> None:
    registrar.sign_in()
    elsewhere.sign_in()
    theirs = begin(registrar).json["passkey"]
    begin(elsewhere)
    form = {"method": "passkey", "label": "x", "sealed": ""}
    said = elsewhere.post(
        "account/factors/new", json=form | {"answer": SoftPasskey().create(theirs)}
    )
    assert (said.status_code, said.json.get("error")) == (400, "enrolment_refused")


def test_a_passkey_added_twice_with_one_challenge(registrar: Inspector) -> None:
    registrar.sign_in()
    options = begin(registrar).json["passkey"]
    form = {"method": "passkey", "label": "x", "sealed": ""}
    for said in ("created", "over"):
        given = form | {"answer": SoftPasskey().create(options)}
        answered = registrar.post("account/factors/new", json=given)
        assert answered.status_code == {"created": 201, "over": 409}[said]


def test_an_app_added_with_a_secret_that_the_page_chose(registrar: Inspector) -> None:
    registrar.sign_in()
    begin(registrar)
    chosen = App("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    form = {"method": "totp", "answer": shown(chosen), "secret": chosen.secret}
    said = registrar.post("account/factors/new", json=form)
    assert (said.status_code, said.json.get("error")) == (400, "enrolment_refused")


def test_unlocking_with_the_answer_that_signed_in(registrar: Inspector) -> None:
    registrar.sign_in()
    passkey = SoftPasskey()
    sealed = registrar.session["sealed_secret"]
    add_passkey(registrar, passkey, sealed)
    question = asked(registrar)
    given = passkey.get(question["passkey"])
    assert answer(registrar, question["pending"], "passkey", given).status_code == 200
    registrar.post("session/lock")
    registrar.post("session/unlock/passkey")
    said = registrar.post("session/unlock", json={"method": "passkey", "answer": given})
    assert (said.status_code, said.json.get("error")) == (401, "passkey_refused")


def test_unlocking_twice_with_one_answer(registrar: Inspector) -> None:
    registrar.sign_in()
    passkey = SoftPasskey()
    add_passkey(registrar, passkey, registrar.session["sealed_secret"])
    registrar.post("session/lock")
    options = registrar.post("session/unlock/passkey").json["passkey"]
    form = {"method": "passkey", "answer": passkey.get(options)}
    said = registrar.post("session/unlock", json=form)
    assert said.status_code == 200
    assert said.json["passkey_secret"] == registrar.session["sealed_secret"]
    registrar.post("session/lock")
    again = registrar.post("session/unlock", json=form)
    assert (again.status_code, again.json["error"]) == (401, "second_factor_over")
    assert registrar.get("session").json["key"] is None


def test_unlocking_with_a_passkey_that_opens_no_secret(registrar: Inspector) -> None:
    registrar.sign_in()
    passkey = SoftPasskey()
    add_passkey(registrar, passkey)
    registrar.post("session/lock")
    options = registrar.post("session/unlock/passkey").json["passkey"]
    assert options["allowCredentials"] == []
    form = {"method": "passkey", "answer": passkey.get(options)}
    assert registrar.post("session/unlock", json=form).json["error"] == "passkey_refused"
    assert "credential" not in json.dumps(registrar.get("session").json)
