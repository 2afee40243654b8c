"""The first leader of an office that has no keys yet, with the browser that makes them."""

from __future__ import annotations

import json
import os
from base64 import b64encode
from dataclasses import dataclass
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.administration.setup import Welcome
from casework.members.joining import forget_keys
from casework.members.models import Member
from casework.members.service import HASHER
from crypto import age, keys, passwords, shares
from portal.days import now, today
from portal.offices.models import Office
from portal.offices.service import the_site
from tests.casework.inspector import HELD_KEY, Inspector, Worker
from tests.conftest import TEXTS


@dataclass(frozen=True)
class Clinic:
    """An office without keys, and its leader."""

    office: Office
    leader: Welcome
    site: bytes

    def welcome(self, _name: str) -> Welcome:
        """Its only member."""
        return self.leader


def open_clinic(session: Session, slug: str = "clinic") -> Clinic:
    """A new office with a leader who has been invited, and whose browser knows no office's key."""
    site = the_site(session).site
    office = Office(
        slug=slug, texts=TEXTS, phone="010-5550-0111", settings={"second_factor": "optional"}
    )
    session.add(office)
    session.flush()
    return Clinic(office, welcome_leader(session, office, site), site)


def welcome_leader(session: Session, office: Office, site: bytes) -> Welcome:
    """The leader, with new keys that nobody vouches for: of whom the passphrase was lost, too."""
    secret, passphrase = keys.new_secret(), passwords.new_passphrase()
    derived = passwords.derive(passphrase, site, office.slug, "wang")
    unlocking = age.Identity.from_seed(derived.seed).recipient
    mine = select(Member).where(Member.office_id == office.id, Member.name == "wang")
    member = session.scalar(mine)
    if member is None:
        member = Member(
            office_id=office.id, name="wang", display_name="", roles=[], created_at=now()
        )
        session.add(member)
        session.flush()
    forget_keys(session, member)
    member.display_name, member.roles = "王院长", ["leader"]
    member.proof_hash = HASHER.hash(derived.proof)
    member.sealed_secret = age.seal(secret + office.root_key, [unlocking])
    member.recipient = str(keys.reading_half("member", secret).recipient)
    member.verify_key = keys.verify_key(keys.signing_half("member", secret))
    member.rostered_at = None
    session.commit()
    return Welcome(member, passphrase, secret)


class Founder(Inspector):
    """The leader at the ceremonies."""

    def __init__(self, client: FlaskClient, clinic: Clinic) -> None:
        super().__init__(client, clinic, "wang")  # type: ignore[arg-type]
        self.clinic = clinic

    def sit_down(self, worker: Worker) -> None:
        """Have the worker take up what an earlier page kept: no passphrase is derived."""
        held = {
            "member": self.clinic.leader.secret.hex(),
            "root": self.session["office"]["root_key"],
            "known": dict.fromkeys(("seen", "epoch", "proved"), 0)
            | dict.fromkeys(("digest", "issued", "charter", "ours", "anchor"), ""),
            **{"forged": False, "epochs": [], "cases": []},
        }
        whose = ["qingfeng/held/3", *self.who.values()]
        nonce, cipher = os.urandom(12), ChaCha20Poly1305(bytes.fromhex(HELD_KEY))
        named = json.dumps(whose, separators=(",", ":")).encode()
        sealed = nonce + cipher.encrypt(nonce, json.dumps(held).encode(), named)
        worker.ask("restore", **self.who, key=HELD_KEY, held=b64encode(sealed).decode())
        worker.ask("refresh", **self.told)

    def make_sheets(self, worker: Worker, threshold: int = 3, count: int = 5) -> list[str]:
        """The words of new sheets, as they are typed."""
        made = worker.ask("makeSheets", threshold=threshold, count=count)
        return [" ".join(words) for words in made["sheets"]]

    def founding(self, worker: Worker) -> dict[str, Any]:
        """What the browser sends to set up the keys."""
        office, member = self.session["office"], self.session["member"]
        kept: dict[str, Any] = worker.ask(
            "sealSetUp",
            said={"name": office["name"], "authority": "", "authority_fingerprint": ""},
            member={"display_name": member["display_name"], "roles": member["roles"]},
            passphrase=self.passphrase,
            today=today().isoformat(),
        )
        return kept

    def read_again(self) -> None:
        """Ask for the session document anew."""
        self.session = self.get("session").json or {}

    def recover(self, worker: Worker, sheets: list[str]) -> dict[str, Any]:
        """Join sheets and sign; gives what the browser sends."""
        worker.ask("joinSheets", texts=sheets, office=self.session["office"])
        signed: dict[str, Any] = worker.ask("signRecovery", **self.facts, leaders=[])
        return signed

    @property
    def facts(self) -> dict[str, Any]:
        """What the recovery page tells the worker."""
        office = self.session["office"]
        return {
            "office": office,
            "roster": self.session["roster"],
            "earlier": self.session["earlier"],
            "members": self.get("keyring/recovery.json").json["members"],
            "today": today().isoformat(),
        }


def secret_on(sheets: list[str]) -> bytes:
    """The trust secret on some sheets."""
    return shares.join([shares.read_sheet(sheet) for sheet in sheets])
