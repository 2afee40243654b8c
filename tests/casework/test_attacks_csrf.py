"""Cross-site requests: another site's page asks in the name of whoever is signed in."""

from __future__ import annotations

import pytest
from flask import Flask

from casework.security import COOKIE
from tests.casework.inspector import OURS, Inspector
from tests.casework.second_factor import add_app, answer, asked, shown
from tests.test_hosts import engines

# Who may ask at all is decided before the database is.
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
ELSEWHERE = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
CHANGES = [
    ("POST", "session/second-factor"),
    ("POST", "session/unlock"),
    ("POST", "session/unlock/passkey"),
    ("POST", "account/proof"),
    ("POST", "account/passphrase"),
    ("POST", "account/factors"),
    ("POST", "account/factors/new"),
    ("POST", "account/codes"),
    ("PATCH", "account/passkeys/00000000-0000-4000-8000-000000000000"),
    ("DELETE", "account/passkeys/00000000-0000-4000-8000-000000000000"),
    ("DELETE", "account/totp"),
    ("DELETE", "account/sessions"),
]


@pytest.mark.parametrize(("method", "path"), CHANGES)
def test_a_foreign_page_changes_nothing(registrar: Inspector, method: str, path: str) -> None:
    registrar.sign_in()
    said = registrar.request(method, path, headers=ELSEWHERE, json={"proof": registrar.proof})
    assert (said.status_code, said.json["error"]) == (403, "not_from_here")


@pytest.mark.parametrize(("method", "path"), CHANGES[1:])
def test_a_page_without_the_sessions_token_changes_nothing(
    registrar: Inspector, method: str, path: str
) -> None:
    registrar.sign_in()
    headers = {"X-CSRF-Token": ""}
    said = registrar.request(method, path, headers=headers, json={"proof": registrar.proof})
    assert (said.status_code, said.json["error"]) == (403, "not_from_here")


@pytest.mark.parametrize("path", ["session", "session/second-factor", "session/unlock"])
def test_a_form_post_that_needs_no_script_is_not_read(registrar: Inspector, path: str) -> None:
    registrar.sign_in()
    form = {"office": "hospital", "name": "registrar", "proof": registrar.proof}
    said = registrar.post(path, data=form)
    assert (said.status_code, said.json["error"]) == (400, "form_invalid")
    plain = {"Content-Type": "text/plain"}
    said = registrar.post(path, data='{"proof": "0"}', headers=plain)
    assert (said.status_code, said.json["error"]) == (400, "form_invalid")


def test_nobody_is_signed_in_from_elsewhere_as_somebody_else(registrar: Inspector) -> None:
    """Signing a victim in to the attacker's account would gather what they write there."""
    registrar.sign_in()
    app, _codes = add_app(registrar)
    registrar.request("DELETE", "session")
    pending = asked(registrar)["pending"]
    form = {"pending": pending, "method": "totp", "answer": shown(app)}
    said = registrar.post("session/second-factor", json=form, headers=ELSEWHERE)
    assert (said.status_code, "Set-Cookie" in said.headers) == (403, False)
    assert registrar.client.get_cookie(COOKIE) is None
    assert answer(registrar, pending, "totp", shown(app)).status_code == 200


def test_no_page_can_be_framed(app: Flask, registrar: Inspector) -> None:
    """Clickjacking: every page of casework, whoever asks and however it ends."""
    html = {"Accept": "text/html"}
    registrar.sign_in()
    pages = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and "<" not in rule.rule
    ]
    assert "/casework/account" in pages
    for path in [*pages, "/casework/nowhere"]:
        for browser in (registrar.client, app.test_client()):
            said = browser.get(path, headers=html)
            if said.mimetype in ("application/json", "text/css", "text/javascript"):
                continue
            # Our own pages frame this one; it holds nothing and may ask for nothing.
            allowed = "'self'" if path == "/casework/viewer" else "'none'"
            assert f"frame-ancestors {allowed}" in said.headers["Content-Security-Policy"], path
            assert said.headers["Cross-Origin-Opener-Policy"] == "same-origin", path


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost.evil.example", ""])
@pytest.mark.parametrize("target", ["/casework/session", "http://localhost/casework/session"])
def test_another_host_name_signs_nobody_in(
    settings: object, registrar: Inspector, host: str, target: str
) -> None:
    """Also where the request line says one host and the header another (RFC 9112, 3.2.2)."""
    from werkzeug.test import Client

    from portal.config import Config
    from wsgi import create_app

    assert isinstance(settings, Config)
    areas = create_app(settings)
    form = {"office": "hospital", "name": "registrar", "proof": registrar.proof}
    environ = {"HTTP_HOST": host, "REQUEST_URI": target}
    said = Client(areas).post(
        "/casework/session", json=form, headers=OURS, environ_overrides=environ
    )
    for engine in engines(areas):
        engine.dispose()
    assert said.status_code in (403, 404, 421)
    assert "Set-Cookie" not in said.headers


def test_a_passkey_is_bound_to_the_host_that_was_asked(registrar: Inspector) -> None:
    registrar.sign_in()
    options = registrar.post("account/factors", json={"proof": registrar.proof}).json["passkey"]
    assert options["rp"]["id"] == "localhost"
    assert options["authenticatorSelection"]["userVerification"] == "required"
