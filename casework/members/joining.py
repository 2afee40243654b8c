"""What happens when an invitation is used: a member's browser brings new public keys.

Whatever belonged to the keys before goes: sessions, second factors, grants, drafts and the index,
which are sealed to a secret that nobody has any more, or that somebody else has: the cases are owed
a new one. A leader compares the new keys with the person anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from casework.audit.service import record
from casework.cases.models import CaseGrant
from casework.cases.owed import take_cases
from casework.drafts.models import Draft
from casework.forms import SEALED, from_base64, read_json
from casework.keyring.models import EpochGrant
from casework.members.factor_models import Passkey, PendingSignIn, RecoveryCode
from casework.members.forms import PROOF
from casework.members.invitations import Invited
from casework.members.models import Member, SignedInSession
from casework.search.models import IndexFile
from crypto.age import AgeError, Recipient
from crypto.padding import sealed_size
from portal.offices.models import Office
from portal.reports.forms import FormInvalid
from portal.reports.sealed import SizeWrong, check_structure

Sealed = EpochGrant | CaseGrant | Draft | IndexFile
Owned = Sealed | SignedInSession | PendingSignIn | Passkey | RecoveryCode
TOKEN = {"token": re.compile(r"[0-9a-f]{64}")}
RECIPIENT = re.compile(r"age1pq1[02-9ac-hj-np-z]{1952}")
JOINING = (
    TOKEN
    | PROOF
    | {
        "sealed_secret": SEALED,
        "recipient": RECIPIENT,
        "verify_key": re.compile(r"[0-9a-f]{64}"),
    }
)
SEALED_SECRET = PROOF | {"sealed_secret": SEALED}
HALF, WHOLE = sealed_size(32), sealed_size(64)
"""Sizes of a sealed member secret: before the office has keys, and with its root key."""

EARLIER: tuple[type[Owned], ...] = (
    SignedInSession,
    PendingSignIn,
    EpochGrant,
    CaseGrant,
    Draft,
    IndexFile,
    Passkey,
    RecoveryCode,
)
"""What belongs to a member's keys and ends with them."""


@dataclass(frozen=True)
class KeysForm:
    """Public halves of a new member secret, the secret sealed to its passphrase, the proof."""

    token: str
    proof: bytes
    sealed_secret: bytes
    recipient: str
    verify_key: bytes

    @classmethod
    def from_request(cls) -> Self:
        """Read `POST /casework/invitation`. Raises FormInvalid, NotSealed, SizeWrong."""
        fields = read_json(JOINING)
        return cls(
            fields["token"],
            bytes.fromhex(fields["proof"]),
            read_sealed_secret(fields["sealed_secret"]),
            _recipient(fields["recipient"]),
            bytes.fromhex(fields["verify_key"]),
        )


def read_sealed_secret(text: str) -> bytes:
    """A sealed member secret, which is nothing else by its form and its size.

    Raises FormInvalid, NotSealed, TooManyRecipients, SizeWrong.
    """
    sealed = from_base64("sealed_secret", text)
    check_structure(sealed)
    if len(sealed) not in (HALF, WHOLE):
        raise SizeWrong
    return sealed


def check_anchor(sealed: bytes, *, set_up: bool) -> None:
    """The root key lies beside the secret as soon as there is one. Raises SizeWrong."""
    if len(sealed) != (WHOLE if set_up else HALF):
        raise SizeWrong


def join(
    session: Session, invited: Invited, form: KeysForm, proof_hash: str, now: datetime
) -> Member:
    """Give a member the keys that their browser made. The caller commits. Raises SizeWrong."""
    member, reset = invited.member, invited.is_reset
    check_anchor(form.sealed_secret, set_up=invited.office.is_set_up)
    if reset:
        take_cases(session, member)
        forget_keys(session, member)
    member.proof_hash = proof_hash
    member.sealed_secret = form.sealed_secret
    member.recipient = form.recipient
    member.verify_key = form.verify_key
    member.rostered_at = None
    record(session, member.office_id, member.name, "member_join", now=now, reset=reset)
    return member


def anchor(
    session: Session, office: Office, member: Member, sealed: bytes, *, now: datetime
) -> None:
    """Keep a member's secret with the office's root key beside it. The caller commits.

    A passkey's copy of the secret without the root key goes; another one can be made.
    Raises SizeWrong.
    """
    check_anchor(sealed, set_up=office.is_set_up)
    member = session.get_one(Member, (member.office_id, member.id))
    member.sealed_secret = sealed
    mine = Passkey.office_id == member.office_id, Passkey.member_id == member.id
    session.execute(update(Passkey).where(*mine).values(sealed_secret=None))
    record(session, office.id, member.name, "anchor", now=now)


def forget_keys(session: Session, member: Member) -> None:
    """Delete whatever ends with a member's keys. The caller commits."""
    for table in EARLIER:
        mine = table.office_id == member.office_id, table.member_id == member.id
        session.execute(delete(table).where(*mine))
    member.totp_secret, member.totp_step = None, 0


def _recipient(text: str) -> str:
    try:
        return str(Recipient.parse(text))
    except AgeError:
        raise FormInvalid(["recipient"]) from None
