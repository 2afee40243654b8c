"""What an office's root key vouches for, checked before anything is signed in its name.

Whoever keeps the database can write any row. Only two things are beyond their reach: what the root
key has signed, and what is sealed to a passphrase. So a member's sealed secret carries the root
key, and everything else is measured by it (cryptography.md, Who vouches for whom).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from casework.administration.signing import sign_charter, sign_roster, sign_statement
from casework.keyring.service import epoch_grants, newest_roster
from casework.members.service import MemberUnknown, member_named
from crypto import age, keys, passwords, statements
from portal.offices.models import Office
from portal.offices.service import earlier_statements, the_site


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


def vouched_office(session: Session, office: Office, root_key: bytes) -> statements.Vouched:
    """What the office's row proves, if the root key vouches for it through the charter.

    Dates are not looked at: an old statement is renewed from. Raises OfficeForged.
    """
    return vouched_epochs(session, office, root_key)[office.epoch]


def vouched_epochs(
    session: Session, office: Office, root_key: bytes
) -> dict[int, statements.Vouched]:
    """What it proves of each epoch, the present one and those that it links to. As above."""
    site, earlier = the_site(session).site.hex(), earlier_statements(session, office)
    try:
        epochs = statements.linked_epochs(document(office), earlier, site)
    except statements.Unvouched:
        raise OfficeForged from None
    if office.root_key != root_key or office.epoch not in epochs:
        raise OfficeForged
    return epochs


def vouched_roster(session: Session, office: Office, root_key: bytes) -> statements.Roster | None:
    """The office's roster, on whatever day; none where none was signed.

    It says of which epoch the statement is that goes with it: one of before is forged. Raises
    OfficeForged.
    """
    vouched_office(session, office, root_key)
    kept = newest_roster(session, office)
    if kept is None:
        return None
    try:
        site = the_site(session).site.hex()
        roster = statements.read_roster(kept.statement, document(office), site, None)
    except statements.Unvouched:
        raise OfficeForged from None
    if roster.epoch != office.epoch:
        raise OfficeForged
    return roster


def document(office: Office) -> dict[str, Any]:
    """The part of `office.json` that proves something."""
    return {
        "office": office.slug,
        "root_key": office.root_key.hex(),
        "fingerprint": office.fingerprint,
        "charter": office.charter,
        "statement": office.statement,
    }


def open_epoch(session: Session, office: Office, opened: Opened) -> bytes:
    """The present epoch's secret. Raises as `open_epochs`."""
    secrets = open_epochs(session, office, opened)
    if office.epoch not in secrets:
        raise NotAKeyholder
    return secrets[office.epoch]


def open_epochs(session: Session, office: Office, opened: Opened) -> dict[int, bytes]:
    """Epochs' secrets, opened with a keyholder's own, if they are the ones vouched for.

    A grant is sealed but not signed: anybody who can write into the database could put an epoch
    of his own there. Raises NotAKeyholder, OfficeForged.
    """
    epochs = vouched_epochs(session, office, opened.root_key)
    identity = keys.reading_half("member", opened.secret)
    found: dict[int, bytes] = {}
    for grant in epoch_grants(session, member_named(session, office, opened.name)):
        secret = age.open_sealed(grant.sealed, [identity])
        vouched = epochs.get(grant.epoch)
        if vouched is None or public_halves(secret) != (vouched.recipient, vouched.answer_key):
            raise OfficeForged
        found[grant.epoch] = secret
    if not found:
        raise NotAKeyholder
    return found


def public_halves(epoch_secret: bytes) -> tuple[str, str]:
    """An epoch's recipient and answer key, as a statement names them."""
    answer_key = keys.verify_key(keys.signing_half("epoch", epoch_secret)).hex()
    return str(keys.reading_half("epoch", epoch_secret).recipient), answer_key


def check_leader(office: Office, opened: Opened) -> None:
    """Make sure that a member's own key is in the charter. Raises NotALeader."""
    charter = statements.verify("charter", office.charter, opened.root_key)
    if keys.verify_key(keys.signing_half("member", opened.secret)).hex() not in charter["leaders"]:
        raise NotALeader


def renew_statement(
    session: Session, office: Office, leader: Opened, *, recovery: str = "", today: date
) -> None:
    """Sign the office's statement and roster anew for 90 days. The caller commits.

    recovery: the trust secret's recipient, if it was at hand; else the roster's own is kept. Raises
    NotALeader, NotAKeyholder, OfficeForged.
    """
    epoch_secret = open_epoch(session, office, leader)
    check_leader(office, leader)
    roster = vouched_roster(session, office, leader.root_key)
    recovery = recovery or (roster.recovery if roster else "")
    members = roster.members if roster else [own_entry(session, office, leader, today)]
    sign_statement(session, office, leader.secret, public_halves(epoch_secret), today=today)
    sign_roster(session, office, leader.secret, members, recovery, today=today)


def own_entry(session: Session, office: Office, opened: Opened, today: date) -> statements.Entry:
    """A roster's entry for somebody who is here with their own secret."""
    member = member_named(session, office, opened.name)
    return statements.Entry(
        member.name,
        member.display_name,
        tuple(member.roles),
        str(keys.reading_half("member", opened.secret).recipient),
        keys.verify_key(keys.signing_half("member", opened.secret)).hex(),
        today.isoformat(),
        "",
    )


def renew_charter(
    session: Session, office: Office, trust: bytes, *, joining: str = "", today: date
) -> str:
    """Sign the office's charter anew for 13 months; `joining` is a new leader's verify key, hex.

    The leaders so far are taken from a charter that this very secret has signed, never from a
    row alone. Gives the recipient for recovery. The caller commits. Raises TrustWrong.
    """
    root_key = keys.verify_key(keys.signing_half("trust", trust))
    try:
        signed = statements.verify("charter", office.charter, root_key)
    except statements.SignatureInvalid:
        raise TrustWrong from None
    leaders = [*signed["leaders"], joining] if joining else signed["leaders"]
    return sign_charter(session, office, leaders, trust, today=today)
