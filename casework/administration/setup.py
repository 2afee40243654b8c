"""Setting up an office, its first leader and further members, away from any browser.

Everything here runs on the machine of whoever sets the office up. Secrets are returned to the
caller, who shows them once; what is stored is sealed or public (cryptography.md, Secrets).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy.orm import Session

from casework.keyring.service import epoch_grants, grant_epoch, keep_epoch
from casework.members.models import KEYHOLDER_ROLES, Member
from casework.members.service import MemberUnknown, add_member, member_named
from crypto import age, keys, passwords, statements
from portal.offices.models import Office
from portal.offices.service import the_site

CHARTER_DAYS = 395
STATEMENT_DAYS = 90


class PassphraseWrong(Exception):
    """The passphrase does not open this member's secret."""


class NotAKeyholder(Exception):
    """The member holds no key of this office, so cannot hand one on."""


class TrustWrong(Exception):
    """The trust secret is not the one that has signed the office's charter."""


class TrustNeeded(Exception):
    """A leader can be added only with the office's trust secret, which signs the charter."""


@dataclass(frozen=True)
class OfficeFacts:
    """What the public is told about an office; texts as in `Office.texts`."""

    slug: str
    texts: dict[str, dict[str, str]]
    phone: str
    authority: Office | None = None


@dataclass(frozen=True)
class Person:
    """A member to be: permanent sign-in name, name shown, roles."""

    name: str
    display_name: str
    roles: Sequence[str]


@dataclass(frozen=True)
class Welcome:
    """A member that was just made, with the passphrase to hand over and the secret it opens."""

    member: Member
    passphrase: str
    secret: bytes


@dataclass(frozen=True)
class Setup:
    """A new office, its trust secret (to be kept off this machine) and its first leader."""

    office: Office
    trust: bytes
    leader: Welcome


def set_up_office(
    session: Session, facts: OfficeFacts, leader: Person, *, today: date, now: datetime
) -> Setup:
    """Make an office with fresh secrets and one leader. The caller commits."""
    trust, epoch_secret = keys.new_secret(), keys.new_secret()
    root = keys.signing_half("trust", trust)
    office = Office(
        slug=facts.slug,
        texts=facts.texts,
        phone=facts.phone,
        authority=facts.authority,
        root_key=keys.verify_key(root),
        charter={},
        statement={},
        epoch=1,
    )
    session.add(office)
    session.flush()
    welcome = _welcome(session, office, leader, now=now)
    site = the_site(session).site
    office.charter = _charter(site, office.slug, [welcome.member.verify_key.hex()], root, today)
    recovery = age.seal(epoch_secret, [keys.reading_half("trust", trust).recipient])
    keep_epoch(session, office, 1, recovery)
    _grant(session, office, welcome.member, epoch_secret)
    renew_statement(session, office, welcome.secret, epoch_secret, today=today)
    return Setup(office, trust, welcome)


def hire(
    session: Session,
    office: Office,
    person: Person,
    *,
    epoch_secret: bytes | None,
    trust: bytes | None = None,
    today: date,
    now: datetime,
) -> Welcome:
    """Make a member; a keyholder also gets the office's epoch secret. The caller commits.

    Raises NotAKeyholder where that secret is needed and missing, TrustNeeded for a leader
    without the trust secret, NameTaken.
    """
    holds_keys = bool(KEYHOLDER_ROLES & set(person.roles))
    if holds_keys and epoch_secret is None:
        raise NotAKeyholder
    if "leader" in person.roles and trust is None:
        raise TrustNeeded
    welcome = _welcome(session, office, person, now=now)
    if holds_keys and epoch_secret is not None:
        _grant(session, office, welcome.member, epoch_secret)
    if "leader" in person.roles and trust is not None:
        renew_charter(session, office, trust, today=today, joining=[welcome.member])
    return welcome


def renew_charter(
    session: Session,
    office: Office,
    trust: bytes,
    *,
    today: date,
    joining: Sequence[Member] = (),
) -> None:
    """Sign the office's charter anew for 13 months, with leaders who join. The caller commits.

    The leaders so far are taken from a charter that this very secret has signed, never from a
    row alone. Raises TrustWrong.
    """
    root = keys.signing_half("trust", trust)
    try:
        signed = statements.verify("charter", office.charter, keys.verify_key(root))
    except statements.SignatureInvalid:
        raise TrustWrong from None
    leaders = [*signed["leaders"], *(member.verify_key.hex() for member in joining)]
    office.charter = _charter(the_site(session).site, office.slug, leaders, root, today)


def renew_statement(
    session: Session, office: Office, leader_secret: bytes, epoch_secret: bytes, *, today: date
) -> None:
    """Sign the office's statement anew for 90 days. The caller commits."""
    leader = keys.signing_half("member", leader_secret)
    authority = office.authority
    body: dict[str, Any] = {
        "site": the_site(session).site.hex(),
        "office": office.slug,
        "name": office.name(),
        "epoch": office.epoch,
        "recipient": str(keys.reading_half("epoch", epoch_secret).recipient),
        "answer_key": keys.verify_key(keys.signing_half("epoch", epoch_secret)).hex(),
        "authority": authority.slug if authority else "",
        "authority_fingerprint": authority.fingerprint if authority else "",
        "leader": keys.verify_key(leader).hex(),
        "issued_on": today.isoformat(),
        "expires_on": (today + timedelta(days=STATEMENT_DAYS)).isoformat(),
    }
    office.statement = statements.sign("statement", body, leader)


def open_member(session: Session, office: Office, name: str, passphrase: str) -> bytes:
    """A member's secret, opened with the passphrase. Raises PassphraseWrong."""
    try:
        member = member_named(session, office, name)
        derived = passwords.derive(passphrase, the_site(session).site, office.slug, name)
        return age.open_sealed(member.sealed_secret, [age.Identity.from_seed(derived.seed)])
    except (MemberUnknown, age.AgeError):
        raise PassphraseWrong from None


def open_epoch(session: Session, office: Office, name: str, secret: bytes, epoch: int) -> bytes:
    """An epoch's secret, opened with a keyholder's own. Raises NotAKeyholder."""
    identity = keys.reading_half("member", secret)
    for grant in epoch_grants(session, member_named(session, office, name)):
        if grant.epoch == epoch:
            return age.open_sealed(grant.sealed, [identity])
    raise NotAKeyholder


def _welcome(session: Session, office: Office, person: Person, *, now: datetime) -> Welcome:
    secret, passphrase = keys.new_secret(), passwords.new_passphrase()
    derived = passwords.derive(passphrase, the_site(session).site, office.slug, person.name)
    member = add_member(
        session,
        office,
        name=person.name,
        display_name=person.display_name,
        roles=list(person.roles),
        proof=derived.proof,
        sealed_secret=age.seal(secret, [age.Identity.from_seed(derived.seed).recipient]),
        recipient=str(keys.reading_half("member", secret).recipient),
        verify_key=keys.verify_key(keys.signing_half("member", secret)),
        now=now,
    )
    return Welcome(member, passphrase, secret)


def _grant(session: Session, office: Office, member: Member, epoch_secret: bytes) -> None:
    recipient = age.Recipient.parse(member.recipient)
    grant_epoch(session, office, office.epoch, member, age.seal(epoch_secret, [recipient]))


def _charter(
    site: bytes, slug: str, leaders: Sequence[str], root: Ed25519PrivateKey, today: date
) -> dict[str, Any]:
    body = {
        "site": site.hex(),
        "office": slug,
        "leaders": list(leaders),
        "issued_on": today.isoformat(),
        "expires_on": (today + timedelta(days=CHARTER_DAYS)).isoformat(),
    }
    return statements.sign("charter", body, root)
