"""Somebody who was sent a link, with a browser that makes their keys."""

from __future__ import annotations

import os
from base64 import b64encode
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from crypto import age, keys
from tests.casework.inspector import JSON, OURS


@dataclass
class Newcomer:
    """Somebody with a link. root_key: of the office, empty before it has one."""

    client: FlaskClient
    token: str
    root_key: bytes = b""
    secret: bytes = field(default_factory=keys.new_secret)
    proof: bytes = field(default_factory=lambda: os.urandom(32))
    session: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def form(self) -> dict[str, str]:
        """What their browser sends."""
        return {
            "token": self.token,
            "proof": self.proof.hex(),
            "sealed_secret": self.sealed(self.secret + self.root_key),
            "recipient": str(keys.reading_half("member", self.secret).recipient),
            "verify_key": keys.verify_key(keys.signing_half("member", self.secret)).hex(),
        }

    def sealed(self, opened: bytes) -> str:
        """A secret, sealed as to a passphrase."""
        return b64encode(age.seal(opened, [age.Identity.generate().recipient])).decode()

    def look(self) -> TestResponse:
        """Ask what the link is."""
        return self.post("invitation/look", {"token": self.token})

    def join(self, **changes: str) -> TestResponse:
        """Use the link."""
        answer = self.post("invitation", self.form | changes)
        if answer.status_code == 200:
            self.session = answer.json or {}
        return answer

    def post(self, path: str, content: dict[str, str]) -> TestResponse:
        """Ask for a change."""
        headers = OURS | JSON | {"X-CSRF-Token": self.session.get("csrf", "")}
        return self.client.post(f"/casework/{path}", json=content, headers=headers)
