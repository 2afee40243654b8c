"""Setting up an office, its first leader and further members, away from any browser.

Everything here runs on the machine of whoever sets the office up. Secrets are returned to the
caller, who shows them once; what is stored is sealed or public (cryptography.md, Secrets).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from casework.administration.signing import sign_charter, sign_roster, sign_statement
from casework.administration.vouching import (
    Opened,
    check_leader,
    open_epochs,
    own_entry,
    public_halves,
    renew_charter,
    vouched_roster,
)
from casework.keyring.service import grant_epoch, keep_epoch
from casework.members.models import KEYHOLDER_ROLES, Member
from casework.members.service import add_member
from crypto import age, keys, passwords
from portal.offices.models import Office
from portal.offices.service import the_site


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
    """A new office: its trust secret (to be kept off this machine), epoch secret and leader."""

    office: Office
    trust: bytes
    epoch_secret: bytes
    leader: Welcome

    @property
    def opened(self) -> Opened:
        """What the leader's passphrase opens."""
        return Opened(self.leader.member.name, self.leader.secret, self.office.root_key)


def set_up_office(
    session: Session, facts: OfficeFacts, leader: Person, *, today: date, now: datetime
) -> Setup:
    """Make an office with fresh secrets and one leader. The caller commits."""
    trust, epoch_secret = keys.new_secret(), keys.new_secret()
    office = Office(
        slug=facts.slug,
        texts=facts.texts,
        phone=facts.phone,
        authority=facts.authority,
        root_key=keys.verify_key(keys.signing_half("trust", trust)),
        charter={},
        statement={},
        epoch=1,
        published=True,
    )
    session.add(office)
    session.flush()
    recovery = age.seal(epoch_secret, [keys.reading_half("trust", trust).recipient])
    keep_epoch(session, office, 1, recovery)
    welcome = _welcome(session, office, leader, office.root_key, now=now)
    setup = Setup(office, trust, epoch_secret, welcome)
    _grant(session, office, welcome.member, {1: epoch_secret})
    recipient = sign_charter(session, office, [welcome.member.verify_key.hex()], trust, today=today)
    sign_statement(session, office, welcome.secret, public_halves(epoch_secret), today=today)
    entry = own_entry(session, office, setup.opened, today)
    sign_roster(session, office, welcome.secret, [entry], recipient, today=today)
    return setup


def hire(
    session: Session,
    office: Office,
    person: Person,
    *,
    by: Opened,
    trust: bytes | None = None,
    today: date,
    now: datetime,
) -> Welcome:
    """Make a member and put them into the roster; a keyholder also gets the secrets of all epochs
    that the leader holds. The caller commits.

    by: the leader who signs the roster, and hands on the root key. Raises TrustNeeded for a new
    leader without the trust secret, TrustWrong, NotALeader, NotAKeyholder, OfficeForged, NameTaken.
    """
    if "leader" in person.roles and trust is None:
        raise TrustNeeded
    epoch_secrets = open_epochs(session, office, by)
    check_leader(office, by)
    roster = vouched_roster(session, office, by.root_key)
    welcome = _welcome(session, office, person, by.root_key, now=now)
    recovery = roster.recovery if roster else ""
    if KEYHOLDER_ROLES & set(person.roles):
        _grant(session, office, welcome.member, epoch_secrets)
    if "leader" in person.roles and trust is not None:
        joining = welcome.member.verify_key.hex()
        recovery = renew_charter(session, office, trust, joining=joining, today=today)
    before = roster.members if roster else (own_entry(session, office, by, today),)
    opened = Opened(person.name, welcome.secret, by.root_key)
    entries = (*before, own_entry(session, office, opened, today))
    sign_roster(session, office, by.secret, entries, recovery, today=today)
    return welcome


def _welcome(
    session: Session, office: Office, person: Person, root_key: bytes, *, now: datetime
) -> Welcome:
    secret, passphrase = keys.new_secret(), passwords.new_passphrase()
    derived = passwords.derive(passphrase, the_site(session).site, office.slug, person.name)
    unlocking = age.Identity.from_seed(derived.seed).recipient
    member = add_member(
        session,
        office,
        name=person.name,
        display_name=person.display_name,
        roles=list(person.roles),
        proof=derived.proof,
        # With the root key: this recipient is stored nowhere, so nobody else can seal to it.
        sealed_secret=age.seal(secret + root_key, [unlocking]),
        recipient=str(keys.reading_half("member", secret).recipient),
        verify_key=keys.verify_key(keys.signing_half("member", secret)),
        now=now,
    )
    return Welcome(member, passphrase, secret)


def _grant(
    session: Session, office: Office, member: Member, epoch_secrets: Mapping[int, bytes]
) -> None:
    recipient = age.Recipient.parse(member.recipient)
    for epoch, secret in epoch_secrets.items():
        grant_epoch(session, office, epoch, member, age.seal(secret, [recipient]))
