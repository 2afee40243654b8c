"""Whoever has a second factor signs in with both; what each is good for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from casework.audit.models import AuditEntry
from casework.members.authenticator import STEP_SECONDS, CodeRefused, step_of, written_secret
from casework.members.factor_models import PendingSignIn, RecoveryCode
from casework.members.models import SignedInSession
from casework.security import COOKIE
from portal.offices.models import Office
from tests.casework.authenticators import App, SoftPasskey
from tests.casework.inspector import Inspector
from tests.casework.second_factor import add_app, add_passkey, answer, asked, begin, shown
from tests.conftest import Hospital


def acts(session: Session) -> list[str]:
    """What stands in the audit chain."""
    return list(session.scalars(select(AuditEntry.act).order_by(AuditEntry.seq)))


def test_the_passphrase_alone_opens_nothing_once_there_is_a_second_factor(
    registrar: Inspector, session: Session
) -> None:
    registrar.sign_in()
    add_app(registrar)
    registrar.request("DELETE", "session")
    said = registrar.sign_in()
    assert set(said.json) == {"second_factor"}
    assert "Set-Cookie" not in said.headers
    assert session.scalars(select(SignedInSession)).all() == []
    assert said.json["second_factor"]["totp"] is True
    assert said.json["second_factor"]["passkey"] is None


def test_an_authenticators_code_signs_in(registrar: Inspector, session: Session) -> None:
    registrar.sign_in()
    app, _codes = add_app(registrar)
    said = answer(registrar, asked(registrar)["pending"], "totp", shown(app))
    assert said.status_code == 200
    assert said.json["factors"] == {"passkeys": 0, "totp": True, "codes": 10, "unlocking": 0}
    assert registrar.get("session").status_code == 200
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert entry is not None
    assert (entry.act, entry.facts["factor"]) == ("sign_in", "totp")


def test_a_passkey_signs_in(registrar: Inspector) -> None:
    registrar.sign_in()
    passkey = SoftPasskey()
    add_passkey(registrar, passkey)
    question = asked(registrar)
    said = answer(registrar, question["pending"], "passkey", passkey.get(question["passkey"]))
    assert said.status_code == 200
    assert registrar.get("session").status_code == 200


def test_a_recovery_code_signs_in_however_it_is_typed(registrar: Inspector) -> None:
    registrar.sign_in()
    _app, codes = add_app(registrar)
    typed = codes[3].lower().replace("-", " ").replace("0", "o").replace("1", "l")
    said = answer(registrar, asked(registrar)["pending"], "code", typed)
    assert said.status_code == 200
    assert said.json["factors"]["codes"] == 9


def test_ten_codes_of_eighty_bits_are_shown_once_and_kept_as_digests(
    registrar: Inspector, session: Session
) -> None:
    registrar.sign_in()
    _app, codes = add_app(registrar)
    assert len(set(codes)) == 10
    assert all(len(code.replace("-", "")) * 5 == 80 for code in codes)
    stored = repr([vars(row) for row in session.scalars(select(RecoveryCode))])
    session.rollback()
    assert not any(code in stored or code.replace("-", "") in stored for code in codes)
    assert add_passkey(registrar, SoftPasskey()) == []


def test_new_recovery_codes_end_the_old_ones(registrar: Inspector) -> None:
    registrar.sign_in()
    _app, old = add_app(registrar)
    new = registrar.post("account/codes", json={"proof": registrar.proof}).json["codes"]
    pending = asked(registrar)["pending"]
    assert answer(registrar, pending, "code", old[0]).json["error"] == "code_refused"
    assert answer(registrar, pending, "code", new[0]).status_code == 200


@pytest.mark.parametrize("second", [0, 29])
@pytest.mark.parametrize(("ahead", "is_good"), [(-2, 0), (-1, 1), (0, 1), (1, 1), (2, 0)])
def test_a_clock_may_be_wrong_by_a_step(ahead: int, is_good: bool, second: int) -> None:
    secret, moment = bytes(range(20)), datetime(2026, 1, 1, 0, 0, second, tzinfo=UTC)
    digits = App(written_secret(secret), ahead).code(moment.timestamp())
    if is_good:
        assert step_of(secret, digits, moment) == moment.timestamp() // STEP_SECONDS + ahead
    else:
        with pytest.raises(CodeRefused):
            step_of(secret, digits, moment)


def test_five_wrong_answers_end_the_second_step(registrar: Inspector, session: Session) -> None:
    registrar.sign_in()
    app, _codes = add_app(registrar)
    pending = asked(registrar)["pending"]
    for _ in range(5):
        assert answer(registrar, pending, "totp", "000000").json["error"] == "code_refused"
    assert session.scalars(select(PendingSignIn.tries)).all() == [5]
    session.rollback()
    said = answer(registrar, pending, "totp", shown(app))
    assert (said.status_code, said.json.get("error")) == (401, "second_factor_over")


def test_a_passkey_that_does_not_know_who_holds_it_is_not_taken(registrar: Inspector) -> None:
    registrar.sign_in()
    touched = SoftPasskey(flags=0x01)
    form = {"method": "passkey", "answer": touched.create(begin(registrar).json["passkey"])}
    said = registrar.post("account/factors/new", json=form | {"label": "x", "sealed": ""})
    assert (said.status_code, said.json.get("error")) == (400, "enrolment_refused")


@pytest.mark.parametrize("given", ['{"id":1}', "{" + "[" * 5000 + "}", '{"a":"\\ud800"}'])
def test_an_answer_that_is_no_passkeys_is_refused(registrar: Inspector, given: str) -> None:
    registrar.sign_in()
    add_passkey(registrar, SoftPasskey())
    said = answer(registrar, asked(registrar)["pending"], "passkey", given)
    assert (said.status_code, said.json.get("error")) == (401, "passkey_refused")


def test_where_it_is_required_nothing_but_adding_one_is_possible(
    registrar: Inspector, session: Session, hospital: Hospital
) -> None:
    require(session, hospital)
    assert registrar.sign_in().json["second_factor"] == "required"
    html = {"Accept": "text/html"}
    assert registrar.get("", headers=html).location == "/casework/account"
    said = registrar.get("reports.json")
    assert (said.status_code, said.json.get("error")) == (403, "second_factor_needed")
    for path in ("session", "account.json"):
        assert registrar.get(path).status_code == 200
    assert registrar.get("account", headers=html).status_code == 200
    add_passkey(registrar, SoftPasskey())
    assert registrar.get("reports.json").status_code == 200


def require(session: Session, hospital: Hospital) -> None:
    """What an office asks for unless it says otherwise."""
    here = Office.id == hospital.office.id
    session.execute(update(Office).where(here).values(settings={}))
    session.commit()


def test_the_last_factor_stays_where_it_is_required(
    registrar: Inspector, session: Session, hospital: Hospital
) -> None:
    require(session, hospital)
    registrar.sign_in()
    add_app(registrar)
    add_passkey(registrar, SoftPasskey())
    proof = {"proof": registrar.proof}
    (passkey,) = registrar.get("account.json").json["passkeys"]
    assert registrar.request("DELETE", "account/totp", json=proof).status_code == 200
    last = registrar.request("DELETE", f"account/passkeys/{passkey['id']}", json=proof)
    assert (last.status_code, last.json["error"]) == (409, "last_factor")


def test_with_the_last_factor_go_the_codes(registrar: Inspector, session: Session) -> None:
    registrar.sign_in()
    _app, codes = add_app(registrar)
    assert codes
    proof = {"proof": registrar.proof}
    assert registrar.request("DELETE", "account/totp", json=proof).status_code == 200
    assert session.scalars(select(RecoveryCode)).all() == []
    session.rollback()
    registrar.request("DELETE", "session")
    assert "csrf" in registrar.sign_in().json


def test_every_change_is_in_the_audit_chain(registrar: Inspector, session: Session) -> None:
    registrar.sign_in()
    add_app(registrar)
    add_passkey(registrar, SoftPasskey())
    registrar.post("account/codes", json={"proof": registrar.proof})
    (passkey,) = registrar.get("account.json").json["passkeys"]
    path = f"account/passkeys/{passkey['id']}"
    assert registrar.request("PATCH", path, json={"label": "钥匙串"}).status_code == 200
    registrar.request("DELETE", path, json={"proof": registrar.proof})
    changes = [act for act in acts(session) if act != "sign_in"]
    assert changes == [
        "totp_add",
        "passkey_add",
        "codes_make",
        "passkey_rename",
        "passkey_remove",
    ]


def test_a_desk_left_open_is_not_enough_to_change_what_one_signs_in_with(
    registrar: Inspector,
) -> None:
    registrar.sign_in()
    add_passkey(registrar, SoftPasskey())
    (passkey,) = registrar.get("account.json").json["passkeys"]
    wrong = {"proof": "0" * 64}
    new = {"new_proof": "1" * 64, "sealed_secret": registrar.session["sealed_secret"]}
    for method, path, form in [
        ("POST", "account/factors", wrong),
        ("DELETE", f"account/passkeys/{passkey['id']}", wrong),
        ("POST", "account/passphrase", wrong | new),
    ]:
        said = registrar.request(method, path, json=form)
        assert (said.status_code, said.json.get("error")) == (401, "passphrase_refused"), path


def test_another_passphrase_ends_every_other_session(
    registrar: Inspector, session: Session, hospital: Hospital
) -> None:
    from tests.casework.conftest import browser

    registrar.sign_in()
    elsewhere = Inspector(browser(registrar.client.application), hospital)
    elsewhere.sign_in()
    form = {
        "proof": registrar.proof,
        "new_proof": "1" * 64,
        "sealed_secret": registrar.session["sealed_secret"],
    }
    assert registrar.post("account/passphrase", json=form).json == {"changed": True}
    assert registrar.get("session").status_code == 200
    assert elsewhere.get("session").status_code == 401
    assert elsewhere.sign_in().status_code == 401
    assert elsewhere.sign_in("1" * 64).status_code == 200
    assert elsewhere.client.get_cookie(COOKIE) is not None
    assert "passphrase_change" in acts(session)


def test_another_passphrase_ends_a_sign_in_that_was_begun_with_the_old_one(
    registrar: Inspector, hospital: Hospital
) -> None:
    from tests.casework.conftest import browser

    registrar.sign_in()
    _app, codes = add_app(registrar)
    elsewhere = Inspector(browser(registrar.client.application), hospital)
    begun = asked(elsewhere)["pending"]
    form = {
        "proof": registrar.proof,
        "new_proof": "1" * 64,
        "sealed_secret": registrar.session["sealed_secret"],
    }
    assert registrar.post("account/passphrase", json=form).json == {"changed": True}
    said = answer(elsewhere, begun, "code", codes[0])
    assert (said.status_code, said.json.get("error")) == (401, "second_factor_over")


def test_own_sessions_are_told_apart_and_ended(registrar: Inspector, hospital: Hospital) -> None:
    from tests.casework.conftest import browser

    agent = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0) Chrome/109.0 Safari/537.36"}
    registrar.sign_in()
    elsewhere = Inspector(browser(registrar.client.application), hospital)
    form = {"office": "hospital", "name": "registrar", "proof": registrar.proof}
    elsewhere.post("session", json=form, headers=agent)
    sessions = registrar.get("account.json").json["sessions"]
    (other,) = [row for row in sessions if not row["this"]]
    assert other["client"] == "Chrome · Windows"
    assert registrar.request("DELETE", f"account/sessions/{other['id']}").json == {"ended": 1}
    again = registrar.request("DELETE", f"account/sessions/{other['id']}")
    assert (again.status_code, again.json["error"]) == (404, "session_unknown")
    assert elsewhere.get("session").status_code == 401
