"""Changing the keyring: a new roster, a new epoch, the same for longer. One transaction each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from casework.audit.service import record
from casework.keyring.forms import EpochGrantForm, RenewalForm, RosterForm, RotationForm
from casework.keyring.rosters import (
    Change,
    KeyringChanged,
    RotationNeeded,
    apply,
    check_roster,
    compare,
    forget_grants,
    keep,
)
from casework.keyring.service import epoch_grants, grant_epoch, keep_epoch, last_roster
from casework.keyring.signed import KeysRefused, check_said, document_of
from casework.members.models import Member
from crypto.statements import Roster, Unvouched, Vouched, link, vouch
from portal.offices.models import EarlierStatement, Office
from portal.offices.service import the_site

SAID = ("name", "authority", "authority_fingerprint")
KEPT = ("epoch", "recipient", "answer_key", "previous")


def change_roster(
    session: Session, leader: Member, form: RosterForm, *, today: date, now: datetime
) -> int:
    """Put a roster in force that takes no keys away. The caller commits.

    Newly vouched keyholders get every epoch's secret that the leader holds. Gives how many cases
    need a new secret because somebody left. Raises KeysRefused, KeyringChanged, RotationNeeded,
    LeaderNamed.
    """
    office = _locked(session, leader)
    document = document_of(office, office.root_key, office.charter, office.statement)
    roster = check_roster(session, office, leader, form.roster, document, today)
    change = compare(session, office, roster)
    if change.demoted or any(member.is_keyholder for member in change.leaving):
        raise RotationNeeded
    held = {grant.epoch for grant in epoch_grants(session, leader)}
    due = {(member.name, epoch) for member in change.promoted for epoch in held}
    if {(grant.member, grant.epoch) for grant in form.grants} != due:
        raise KeysRefused("the secrets are not for who newly holds the office's keys")
    keep(session, office, form.roster)
    cases = apply(session, office, leader, roster, change, now)
    for member in change.promoted:
        forget_grants(session, member)
    _grant(session, office, change, form.grants)
    record(session, office.id, leader.name, "roster", str(roster.version), now=now)
    return cases


def rotate(
    session: Session, leader: Member, form: RotationForm, *, today: date, now: datetime
) -> int:
    """Begin a new epoch for everybody who stays. The caller commits.

    What vouched for the one before is kept for answers from then. Gives how many cases need a new
    secret because somebody left. Raises KeysRefused, LeaderNamed, and KeyringChanged, also where
    somebody has made new keys since: the new epoch is sealed to none of before.
    """
    office = _locked(session, leader)
    document = document_of(office, office.root_key, office.charter, form.statement)
    vouched = _vouched(session, office, leader, form.statement, document, today)
    if vouched.epoch != office.epoch + 1:
        raise KeyringChanged
    if vouched.previous != link(office.charter, office.statement) or not vouched.recovery:
        raise KeysRefused("a new epoch holds on to the one before, and to recovery")
    roster = check_roster(session, office, leader, form.roster, document, today)
    change = compare(session, office, roster)
    if len(change.vouched) < len(roster.current):
        raise KeyringChanged
    due = {(name, vouched.epoch) for name in roster.keyholders}
    if {(grant.member, grant.epoch) for grant in form.grants} != due or change.promoted:
        raise KeysRefused("the new epoch is not for the roster's keyholders")
    earlier = EarlierStatement(
        office_id=office.id,
        epoch=office.epoch,
        charter=office.charter,
        statement=office.statement,
    )
    session.add(earlier)
    office.epoch, office.statement = vouched.epoch, form.statement
    keep_epoch(session, office, vouched.epoch, form.recovery)
    keep(session, office, form.roster)
    cases = apply(session, office, leader, roster, change, now)
    _grant(session, office, change, form.grants)
    record(session, office.id, leader.name, "rotation", str(vouched.epoch), now=now)
    return cases


def renew(
    session: Session, leader: Member, form: RenewalForm, *, today: date, now: datetime
) -> None:
    """Let statement and roster be good for longer. The caller commits.

    The first roster of an office that has none names its leader alone: everybody else is compared
    with the person before they are vouched for. Raises KeysRefused, KeyringChanged.
    """
    office = _locked(session, leader)
    document = document_of(office, office.root_key, office.charter, form.statement)
    vouched = _vouched(session, office, leader, form.statement, document, today)
    if vouched.epoch != office.epoch:
        raise KeyringChanged
    if any(form.statement.get(name, "") != office.statement.get(name, "") for name in KEPT):
        raise KeysRefused("a renewal changes no key")
    roster = check_roster(session, office, leader, form.roster, document, today)
    last = last_roster(session, office)
    if last is not None and last.statement["members"] != form.roster["members"]:
        raise KeysRefused("a renewal changes no member")
    if last is None:
        _vouch_alone(session, office, leader, roster)
    office.statement = form.statement
    keep(session, office, form.roster)
    record(session, office.id, leader.name, "renewal", str(roster.version), now=now)


def _locked(session: Session, leader: Member) -> Office:
    """The leader's office, which nobody else changes until this is done."""
    return session.get_one(
        Office, leader.office_id, with_for_update={"of": Office}, populate_existing=True
    )


def _vouched(
    session: Session,
    office: Office,
    leader: Member,
    statement: dict[str, Any],
    document: dict[str, Any],
    today: date,
) -> Vouched:
    """What a statement of this leader proves. Raises KeysRefused."""
    try:
        vouched = vouch(document, the_site(session).site.hex(), today.isoformat())
    except Unvouched as error:
        raise KeysRefused(str(error)) from error
    if statement["leader"] != leader.verify_key.hex():
        raise KeysRefused("the statement is signed by another leader")
    if any(statement[name] != office.statement[name] for name in SAID):
        check_said(office, vouched)
    return vouched


def _vouch_alone(session: Session, office: Office, leader: Member, roster: Roster) -> None:
    if [entry.name for entry in roster.members] != [leader.name]:
        raise KeysRefused("a first roster names its leader alone")
    others = Member.office_id == office.id, Member.name != leader.name
    session.execute(update(Member).where(*others).values(rostered_at=None))


def _grant(
    session: Session, office: Office, change: Change, grants: Iterable[EpochGrantForm]
) -> None:
    """Keep epochs' secrets for members with these very keys; others' keys are nobody's now."""
    names = {member.name for member in change.vouched}
    for grant in grants:
        if grant.member in names:
            grant_epoch(session, office, grant.epoch, change.rows[grant.member], grant.sealed)
