"""Somebody who sends a file in Python, as the page does: sealed, padded, in parts, with work."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from dataclasses import dataclass, field
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from crypto import age, keys, padding, work

PART = 1 << 20


def sealed_file(size: int) -> bytes:
    """A file of so many bytes, padded and sealed to a fresh attachment secret."""
    half = keys.reading_half("attachment", keys.new_secret())
    return age.seal(bytes(size).ljust(padding.padme(size), b"\0"), [half.recipient])


def ids_field(*ids: uuid.UUID) -> str:
    """The field `attachments` of a report or a message."""
    return " ".join(map(str, ids)).ljust(739)


@dataclass
class Uploader:
    """One sealed file on its way to an office; challenge: the answer of `/challenge`."""

    client: FlaskClient
    challenge: dict[str, Any]
    sealed: bytes
    office: str = "hospital"
    id: uuid.UUID = field(default_factory=uuid.uuid4)
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))

    @property
    def pieces(self) -> list[bytes]:
        """The parts of the sealed file."""
        return [self.sealed[at : at + PART] for at in range(0, len(self.sealed), PART)]

    @property
    def bearer(self) -> dict[str, str]:
        """The header that proves whose upload it is."""
        return {"Authorization": f"Bearer {self.secret.hex()}"}

    def worked(self, body: bytes) -> tuple[str, str]:
        """A challenge and the work for it."""
        challenge, difficulty = self.challenge["challenge"], self.challenge["difficulty"]
        digest = hashlib.sha256(body).digest()
        solution = work.solve(bytes.fromhex(challenge), self.id.bytes, digest, difficulty)
        return challenge, solution.hex()

    def form(self) -> dict[str, str]:
        """The form of `POST /attachments`."""
        size = len(self.sealed)
        challenge, solution = self.worked(self.secret + size.to_bytes(8, "big"))
        return {
            "office": self.office.ljust(40),
            "id": str(self.id),
            "secret": self.secret.hex(),
            "size": f"{size:012}",
            "challenge": challenge,
            "solution": solution,
        }

    def begin(self, **changes: str) -> TestResponse:
        """Begin the upload; fields may be changed."""
        form = {**self.form(), **changes}
        return self.client.post("/attachments", data=form, content_type="multipart/form-data")

    def put(self, part: int, data: bytes | None = None, **headers: str) -> TestResponse:
        """Send one part; other bytes or headers may be given."""
        data = self.pieces[part] if data is None else data
        paid = {"Qingfeng-Work": ":".join(self.worked(data))}
        return self.client.put(
            f"/attachments/{self.id}/parts/{part}",
            data=data,
            content_type="application/octet-stream",
            headers=self.bearer | paid | headers,
        )

    def parts(self) -> TestResponse:
        """Ask which parts are there."""
        return self.client.get(f"/attachments/{self.id}/parts", headers=self.bearer)

    def delete(self) -> TestResponse:
        """Give the upload up."""
        return self.client.delete(f"/attachments/{self.id}", headers=self.bearer)

    def send(self) -> uuid.UUID:
        """Send all of it; its id."""
        assert self.begin().status_code == 201
        for part in range(len(self.pieces)):
            assert self.put(part).status_code == 201
        return self.id
