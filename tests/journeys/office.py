"""Offices in Python: the demo hospital's own, and an impostor's with keys of their own."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from casework.administration.vouching import open_epoch, open_member
from crypto import age, keys, padding, statements
from portal.database import make_engine
from portal.days import today
from portal.offices.service import office_named
from tests.journeys.server import Server
from tests.reporter import Reporter


@dataclass(frozen=True)
class Keys:
    """The secrets of an office: trust (unknown for the real one), two members', the epoch's."""

    trust: bytes
    leader: bytes
    registrar: bytes
    epoch: bytes

    @classmethod
    def new(cls) -> Keys:
        """An impostor's."""
        return cls(*(keys.new_secret() for _ in range(4)))

    @classmethod
    def of(cls, server: Server) -> Keys:
        """The demo hospital's, opened with its leader's passphrase."""
        engine = make_engine(f"sqlite:///{server.database}")
        with Session(engine) as session:
            office = office_named(session, "demo")
            leader, registrar = (
                open_member(session, office, name, server.passphrase(name))
                for name in ("leader", "registrar")
            )
            epoch = open_epoch(session, office, leader)
        engine.dispose()
        return cls(b"", leader.secret, registrar.secret, epoch)

    @property
    def recipient(self) -> str:
        return str(keys.reading_half("epoch", self.epoch).recipient)

    @property
    def answer_key(self) -> str:
        return keys.verify_key(keys.signing_half("epoch", self.epoch)).hex()

    def restated(self, document: dict[str, Any], **changes: Any) -> dict[str, Any]:
        """An office.json with another statement, properly signed by the leader."""
        body = {key: value for key, value in document["statement"].items() if key != "signature"}
        leader = keys.signing_half("member", self.leader)
        return {
            **document,
            "statement": statements.sign("statement", {**body, **changes}, leader),
        }

    def posing_as(self, document: dict[str, Any]) -> dict[str, Any]:
        """An office.json of the same name in which every key is ours and every signature good."""
        root, leader = (
            keys.signing_half("trust", self.trust),
            keys.verify_key(keys.signing_half("member", self.leader)).hex(),
        )
        charter = {key: value for key, value in document["charter"].items() if key != "signature"}
        ours = {
            **document,
            "root_key": keys.verify_key(root).hex(),
            "fingerprint": keys.fingerprint(keys.verify_key(root)),
            "charter": statements.sign("charter", {**charter, "leaders": [leader]}, root),
        }
        return self.restated(
            ours, leader=leader, recipient=self.recipient, answer_key=self.answer_key
        )

    def answer(
        self, reporter: Reporter, text: str, *, seq: int = 1, previous: str = "", **changes: Any
    ) -> Answer:
        """An answer to a reporter, signed with this office's answer key."""
        inside = {
            "format": "qingfeng.answer/1",
            "type": "qingfeng/answer",
            "site": reporter.site,
            "office": reporter.document["office"],
            "epoch": reporter.document["statement"]["epoch"],
            "mailbox_id": reporter.mailbox_id.hex(),
            "seq": seq,
            "previous": previous,
            "fingerprint": reporter.document["fingerprint"],
            "written_on": today().isoformat(),
            "text": text,
            "attachments": [],
            **changes,
        }
        signed = statements.sign("answer", inside, keys.signing_half("epoch", self.epoch))
        words = padding.pad(json.dumps(signed, ensure_ascii=False).encode())
        own = age.Recipient.parse(self.recipient)
        return Answer(seq, age.seal(words, [reporter.identity.recipient, own]))


@dataclass(frozen=True)
class Answer:
    """One sealed answer."""

    seq: int
    sealed: bytes

    @property
    def digest(self) -> str:
        """What the next answer names as the one before it."""
        return hashlib.sha256(self.sealed).hexdigest()

    @property
    def document(self) -> dict[str, str]:
        """As `POST /mailbox` gives it out."""
        id = f"00000000-0000-4000-8000-{self.seq:012}"
        on = today().isoformat()
        return {"id": id, "answered_on": on, "sealed": b64encode(self.sealed).decode()}


def expired(document: dict[str, Any], office: Keys) -> dict[str, Any]:
    """A statement that the real leader signed, of last season."""
    last = today() - timedelta(days=2)
    dates = {"issued_on": last - timedelta(days=80), "expires_on": last}
    return office.restated(document, **{name: day.isoformat() for name, day in dates.items()})
