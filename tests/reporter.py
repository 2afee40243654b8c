"""A reporter in Python: seals, works and posts as the page does, for tests and benchmarks."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from crypto import age, keys, padding, receipt, statements, work

NO_ATTACHMENTS = " " * (20 * 36 + 19)


@dataclass
class Reporter:
    """Somebody with a receipt code who writes to one office.

    document: the office's `office.json`; challenge: the answer of `/challenge`.
    """

    document: dict[str, Any]
    challenge: dict[str, Any]
    code: str = field(default_factory=receipt.new_code)
    kind: str = "report"

    def __post_init__(self) -> None:
        self.site = self.document["statement"]["site"]
        self.secret = receipt.reporter_secret(self.code, bytes.fromhex(self.site))
        self.token = receipt.mailbox_token(self.secret)
        self.mailbox_id = receipt.mailbox_id(self.token)
        self.identity = keys.reading_half("reporter", self.secret)
        self.signer = keys.signing_half("reporter", self.secret)

    def body(self, id: uuid.UUID, words: str, **changes: Any) -> dict[str, Any]:
        """What goes inside the seal."""
        return {
            "format": "qingfeng.report/1",
            "kind": self.kind,
            "site": self.site,
            "office": self.document["office"],
            "report_id": str(id),
            "mailbox_id": self.mailbox_id.hex(),
            "reporter": {
                "recipient": str(self.identity.recipient),
                "verify_key": keys.verify_key(self.signer).hex(),
            },
            "language": "zh-Hans",
            "flow": "report/1",
            "answers": [
                {"id": "words", "question": "用您自己的话写", "choices": [], "text": words}
            ],
            "attachments": [],
            "wishes": {"deliver": "now"},
            **changes,
        }

    def seal(self, inside: dict[str, Any]) -> bytes:
        """Pad and seal to the office."""
        words = json.dumps(inside, ensure_ascii=False).encode()
        recipient = age.Recipient.parse(self.document["statement"]["recipient"])
        return age.seal(padding.pad(words), [recipient])

    def worked(self, id: uuid.UUID, sealed: bytes) -> dict[str, Any]:
        """The fields every sealed body is sent with, and the body."""
        challenge, difficulty = self.challenge["challenge"], self.challenge["difficulty"]
        digest = hashlib.sha256(sealed).digest()
        return {
            "epoch": f"{self.document['statement']['epoch']:06}",
            "id": str(id),
            "challenge": challenge,
            "solution": work.solve(bytes.fromhex(challenge), id.bytes, digest, difficulty).hex(),
            "body": (BytesIO(sealed), "body", "application/octet-stream"),
        }

    def report(self, words: str = "术前有人要红包", **changes: Any) -> dict[str, Any]:
        """The form of `POST /reports`."""
        id = uuid.uuid4()
        return self.form(id, self.seal(self.body(id, words, **changes)))

    def form(self, id: uuid.UUID, sealed: bytes) -> dict[str, Any]:
        """The form of `POST /reports` for a body that is sealed already."""
        return {
            "office": self.document["office"].ljust(40),
            "mailbox_id": self.mailbox_id.hex(),
            "deliver": "now",
            "attachments": NO_ATTACHMENTS,
            **self.worked(id, sealed),
        }

    def look_up(self, token: bytes | None = None) -> dict[str, str]:
        """The form of `POST /mailbox`; work is done for the token, which here is a body."""
        token = token or self.token
        challenge, difficulty = self.challenge["challenge"], self.challenge["difficulty"]
        digest = receipt.mailbox_id(token)
        solution = work.solve(bytes.fromhex(challenge), digest[:16], digest, difficulty)
        return {"token": token.hex(), "challenge": challenge, "solution": solution.hex()}

    def message(
        self, text: str, *, seq: int = 1, previous: str = "", type: str = "message"
    ) -> dict[str, Any]:
        """The form of `POST /mailbox/messages`, or of `DELETE /mailbox` for a `deletion`."""
        id = uuid.uuid4()
        inside = {
            "format": f"qingfeng.{type}/1",
            "type": f"qingfeng/{type}",
            "site": self.site,
            "office": self.document["office"],
            "mailbox_id": self.mailbox_id.hex(),
            "seq": seq,
            "previous": previous,
            "text": text,
            "attachments": [],
        }
        sealed = self.seal(statements.sign(type, inside, self.signer))
        where = {"token": self.token.hex(), "office": self.document["office"].ljust(40)}
        return {**where, "attachments": NO_ATTACHMENTS, **self.worked(id, sealed)}


def fresh(form: dict[str, Any]) -> dict[str, Any]:
    """The same form once more: a test client uses up the file it sends."""
    body: BytesIO = form["body"][0]
    return {**form, "body": (BytesIO(body.getvalue()), "body", "application/octet-stream")}
