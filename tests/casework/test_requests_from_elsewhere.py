"""Other sites' pages can ask for nothing, and every answer carries the headers."""

from __future__ import annotations

import pytest

from tests.casework.inspector import Inspector

# Who may ask at all is decided before the database is.
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

ELSEWHERE = [
    {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "https://localhost", "Sec-Fetch-Site": "cross-site"},
    {"Origin": "https://localhost:8443", "Sec-Fetch-Site": "same-site"},
    {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
]
CHANGES = [("POST", "session/lock"), ("POST", "session/seen"), ("DELETE", "session")]


@pytest.mark.parametrize("headers", ELSEWHERE)
@pytest.mark.parametrize(("method", "path"), [*CHANGES, ("POST", "session")])
def test_a_change_asked_for_by_another_site_is_refused(
    registrar: Inspector, headers: dict[str, str], method: str, path: str
) -> None:
    registrar.sign_in()
    form = {"office": "hospital", "name": "registrar", "proof": registrar.proof}
    answer = registrar.request(method, path, headers=headers, json=form)
    assert (answer.status_code, answer.json["error"]) == (403, "not_from_here")
    assert registrar.get("session").json["locked"] is False


def test_a_request_that_does_not_say_where_it_comes_from_is_refused(registrar: Inspector) -> None:
    form = {"office": "hospital", "name": "registrar", "proof": registrar.proof}
    answer = registrar.client.post("/casework/session", json=form)
    assert answer.status_code == 403


@pytest.mark.parametrize("token", ["", "0" * 64])
@pytest.mark.parametrize(("method", "path"), CHANGES)
def test_a_change_without_the_sessions_token_is_refused(
    registrar: Inspector, method: str, path: str, token: str
) -> None:
    registrar.sign_in()
    answer = registrar.request(method, path, headers={"X-CSRF-Token": token})
    assert (answer.status_code, answer.json["error"]) == (403, "not_from_here")


@pytest.mark.parametrize("path", ["", "sign-in", "session", "reports.json", "nowhere"])
def test_every_answer_carries_the_headers(registrar: Inspector, path: str) -> None:
    registrar.sign_in()
    headers = registrar.get(path, headers={"Accept": "text/html"}).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "ETag" not in headers and "Server" not in headers
    if headers["Content-Type"] == "application/json":
        return
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "require-trusted-types-for 'script'" in headers["Content-Security-Policy"]
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "publickey-credentials-get=(self)" in headers["Permissions-Policy"]
