"""A member's browser that sends a file."""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from werkzeug.test import TestResponse

from tests.casework.inspector import Inspector
from tests.uploader import PART, sealed_file

SEALED = sealed_file(PART + 5)


class Sender:
    """A member's browser that sends one file."""

    def __init__(self, inspector: Inspector, sealed: bytes = SEALED) -> None:
        self.inspector, self.sealed = inspector, sealed
        self.id, self.secret = uuid.uuid4(), secrets.token_bytes(32)

    @property
    def bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret.hex()}"}

    def begin(self, **changes: Any) -> TestResponse:
        upload = {"id": str(self.id), "secret": self.secret.hex(), "size": len(self.sealed)}
        return self.inspector.post("attachments", json=upload | changes)

    def put(self, part: int) -> TestResponse:
        return self.inspector.request(
            "PUT",
            f"attachments/{self.id}/parts/{part}",
            data=self.sealed[part * PART : (part + 1) * PART],
            headers=self.bearer,
        )

    def parts(self) -> TestResponse:
        return self.inspector.get(f"attachments/{self.id}/parts", headers=self.bearer)

    def delete(self) -> TestResponse:
        return self.inspector.request("DELETE", f"attachments/{self.id}", headers=self.bearer)
