"""What an office's root key vouches for, checked before anything is signed in its name.

Whoever keeps the database can write any row. Only two things are beyond their reach: what the root
key has signed, and what is sealed to a passphrase. So a member's sealed secret carries the root
key, and everything else is measured by it (cryptography.md, Who vouches for whom).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.orm import Session

from casework.keyring.service import epoch_grants
from casework.members.service import MemberUnknown, member_named
from crypto import age, keys, passwords, statements
from portal.offices.models import Office
from portal.offices.service import the_site

CHARTER_DAYS = 395
STATEMENT_DAYS = 90


class PassphraseWrong(Exception):
    """The passphrase does not open this member's secret."""


class OfficeForged(Exception):
    """What the database says of the office is not what its root key vouches for."""


class NotALeader(Exception):
    """The member is not a leader in the office's charter."""


class NotAKeyholder(Exception):
    """The member holds no key of this office, so cannot hand one on."""


class TrustWrong(Exception):
    """The trust secret is not the one that has signed the office's charter."""


@dataclass(frozen=True)
class Opened:
    """What a passphrase opens: the member's secret, and the root key to measure everything by."""

    name: str
    secret: bytes
    root_key: bytes


def open_member(session: Session, office: Office, name: str, passphrase: str) -> Opened:
    """What a member's passphrase opens. Raises PassphraseWrong, OfficeForged."""
    try:
        member = member_named(session, office, name)
        derived = passwords.derive(passphrase, the_site(session).site, office.slug, name)
        sealed = age.open_sealed(member.sealed_secret, [age.Identity.from_seed(derived.seed)])
    except (MemberUnknown, age.AgeError):
        raise PassphraseWrong from None
    if len(sealed) != 64:
        raise OfficeForged
    return Opened(name, sealed[:32], sealed[32:])


def vouched_statement(session: Session, office: Office, root_key: bytes) -> dict[str, Any]:
    """The office's statement, if the root key vouches for it through the charter.

    Dates are not looked at: an old statement is renewed from. Raises OfficeForged.
    """
    here = (the_site(session).site.hex(), office.slug)
    try:
        charter = statements.verify("charter", office.charter, root_key)
        signed = statements.verify("statement", office.statement, office.statement["leader"])
        whole = (
            office.root_key == root_key
            and signed["leader"] in charter["leaders"]
            and here == (charter["site"], charter["office"]) == (signed["site"], signed["office"])
        )
    except (statements.SignatureInvalid, KeyError, TypeError, ValueError):
        raise OfficeForged from None
    if not whole:
        raise OfficeForged
    return signed


def open_epoch(session: Session, office: Office, opened: Opened) -> bytes:
    """The epoch's secret, opened with a keyholder's own, if it is the one that is vouched for.

    A grant is sealed but not signed: anybody who can write into the database could put an epoch
    of his own there. Raises NotAKeyholder, OfficeForged.
    """
    signed = vouched_statement(session, office, opened.root_key)
    identity = keys.reading_half("member", opened.secret)
    for grant in epoch_grants(session, member_named(session, office, opened.name)):
        if grant.epoch == signed["epoch"] == office.epoch:
            secret = age.open_sealed(grant.sealed, [identity])
            if public_halves(secret) != (signed["recipient"], signed["answer_key"]):
                raise OfficeForged
            return secret
    raise NotAKeyholder


def public_halves(epoch_secret: bytes) -> tuple[str, str]:
    """An epoch's recipient and answer key, as a statement names them."""
    answer_key = keys.verify_key(keys.signing_half("epoch", epoch_secret)).hex()
    return str(keys.reading_half("epoch", epoch_secret).recipient), answer_key


def renew_statement(session: Session, office: Office, leader: Opened, *, today: date) -> None:
    """Sign the office's statement anew for 90 days. The caller commits.

    Raises NotALeader, NotAKeyholder, OfficeForged.
    """
    epoch_secret = open_epoch(session, office, leader)
    key = keys.signing_half("member", leader.secret)
    charter = statements.verify("charter", office.charter, leader.root_key)
    if keys.verify_key(key).hex() not in charter["leaders"]:
        raise NotALeader
    sign_statement(session, office, key, epoch_secret, today=today)


def sign_statement(
    session: Session, office: Office, leader: Ed25519PrivateKey, epoch_secret: bytes, *, today: date
) -> None:
    """Sign what the office's row says, and the epoch's public halves, with a leader's key."""
    authority = office.authority
    recipient, answer_key = public_halves(epoch_secret)
    body: dict[str, Any] = {
        "site": the_site(session).site.hex(),
        "office": office.slug,
        "name": office.name(),
        "epoch": office.epoch,
        "recipient": recipient,
        "answer_key": answer_key,
        "authority": authority.slug if authority else "",
        "authority_fingerprint": authority.fingerprint if authority else "",
        "leader": keys.verify_key(leader).hex(),
        "issued_on": today.isoformat(),
        "expires_on": (today + timedelta(days=STATEMENT_DAYS)).isoformat(),
    }
    office.statement = statements.sign("statement", body, leader)


def renew_charter(
    session: Session, office: Office, trust: bytes, *, joining: Sequence[bytes] = (), today: date
) -> None:
    """Sign the office's charter anew for 13 months; `joining` are new leaders' verify keys.

    The leaders so far are taken from a charter that this very secret has signed, never from a
    row alone. The caller commits. Raises TrustWrong.
    """
    root = keys.signing_half("trust", trust)
    try:
        signed = statements.verify("charter", office.charter, keys.verify_key(root))
    except statements.SignatureInvalid:
        raise TrustWrong from None
    leaders = [*signed["leaders"], *(key.hex() for key in joining)]
    sign_charter(session, office, leaders, root, today=today)


def sign_charter(
    session: Session,
    office: Office,
    leaders: Sequence[str],
    root: Ed25519PrivateKey,
    *,
    today: date,
) -> None:
    """Sign who leads the office with its root key."""
    body = {
        "site": the_site(session).site.hex(),
        "office": office.slug,
        "leaders": list(leaders),
        "issued_on": today.isoformat(),
        "expires_on": (today + timedelta(days=CHARTER_DAYS)).isoformat(),
    }
    office.charter = statements.sign("charter", body, root)
