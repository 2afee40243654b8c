"""Letters as a reporter, an office or a dishonest server could seal them."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from crypto import statements
from portal.days import today
from tests.reporter import Reporter


def message(
    reporter: Reporter, text: object, seq: int = 1, previous: bytes = b"", **changes: Any
) -> bytes:
    """A sealed message; `signer` and everything inside may be changed."""
    signer = changes.pop("signer", reporter.signer)
    kind = changes.pop("kind", "message")
    inside = {
        "format": f"qingfeng.{kind}/1",
        "type": f"qingfeng/{kind}",
        "site": reporter.site,
        "office": "hospital",
        "mailbox_id": reporter.mailbox_id.hex(),
        "seq": seq,
        "previous": hashlib.sha256(previous).hexdigest() if previous else "",
        "text": text,
        "attachments": [],
        **changes,
    }
    return reporter.seal(statements.sign(kind, inside, signer))


def answer(reporter: Reporter, signer: Ed25519PrivateKey, **changes: Any) -> dict[str, str]:
    """An answer as a server could have put it into the mailbox, in every field right."""
    inside = {
        "type": "qingfeng/answer",
        "site": reporter.site,
        "office": "hospital",
        "mailbox_id": reporter.mailbox_id.hex(),
        "epoch": 1,
        "seq": 1,
        "previous": "",
        "fingerprint": reporter.document["fingerprint"],
        "written_on": today().isoformat(),
        "text": "撤回吧",
        **changes,
    }
    sealed = reporter.seal(statements.sign("answer", inside, signer))
    return {"answered_on": today().isoformat(), "sealed": b64encode(sealed).decode()}


def shown(view: dict[str, Any]) -> list[tuple[str, str]]:
    """Who wrote what, as the page would show it."""
    return [(letter["from"], letter["text"]) for letter in view["letters"]]
