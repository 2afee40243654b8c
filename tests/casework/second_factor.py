"""Adding second factors and answering with them, as the pages do."""

from __future__ import annotations

from typing import Any

from werkzeug.test import TestResponse

from portal.days import now
from tests.casework.authenticators import App, SoftPasskey
from tests.casework.inspector import Inspector


def begin(who: Inspector, proof: str | None = None) -> TestResponse:
    """Ask to add a second factor, with the right proof unless another is given."""
    return who.post("account/factors", json={"proof": proof or who.proof})


def add_passkey(who: Inspector, passkey: SoftPasskey, sealed: str = "") -> list[str]:
    """Add a passkey; gives the recovery codes."""
    answer = passkey.create(begin(who).json["passkey"])
    form = {"method": "passkey", "answer": answer, "label": "办公室电脑", "sealed": sealed}
    added = who.post("account/factors/new", json=form)
    assert added.status_code == 201, added.json
    codes: list[str] = added.json["codes"]
    return codes


def add_app(who: Inspector) -> tuple[App, list[str]]:
    """Add an authenticator; gives it and the recovery codes. From here on its clock is a step
    ahead: its next code is another one, and good though a step may end before it is looked at."""
    app = App(begin(who).json["totp"]["secret"])
    added = who.post("account/factors/new", json={"method": "totp", "answer": shown(app)})
    assert added.status_code == 201, added.json
    app.ahead = 1
    return app, added.json["codes"]


def shown(app: App) -> str:
    """What an app shows now."""
    return app.code(now().timestamp())


def asked(who: Inspector) -> dict[str, Any]:
    """Prove the passphrase; gives what is asked next."""
    answer = who.sign_in()
    assert answer.status_code == 200, answer.json
    second: dict[str, Any] = answer.json["second_factor"]
    return second


def answer(who: Inspector, pending: str, method: str, given: str) -> TestResponse:
    """Answer with a second factor."""
    form = {"pending": pending, "method": method, "answer": given}
    said = who.post("session/second-factor", json=form)
    if said.status_code == 200:
        who.session = said.json or {}
    return said
