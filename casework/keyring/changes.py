"""Changing the keyring: a new roster, a new epoch. One transaction each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy.orm import Session

from casework.audit.service import record
from casework.keyring.forms import EpochGrantForm, RosterForm, RotationForm
from casework.keyring.rosters import (
    Change,
    KeyringChanged,
    RotationNeeded,
    apply,
    check_roster,
    compare,
    ends_keys,
    forget_grants,
    keep,
)
from casework.keyring.service import epoch_grants, grant_epoch, keep_epoch, locked_office
from casework.keyring.signed import KeysRefused, document_of, vouched_for
from casework.members.models import Member
from crypto.statements import link
from portal.offices.models import EarlierStatement, Office


def change_roster(
    session: Session, leader: Member, form: RosterForm, *, today: date, now: datetime
) -> int:
    """Put a roster in force that takes no keys away. The caller commits.

    Newly vouched keyholders get every epoch's secret that the leader holds. Gives how many cases
    need a new secret because somebody left. Raises KeysRefused, KeyringChanged, RotationNeeded,
    LeaderNamed.
    """
    office = locked_office(session, leader)
    document = document_of(office, office.root_key, office.charter, office.statement)
    roster = check_roster(session, office, leader, form.roster, document, today)
    change = compare(session, office, roster)
    leaves = any(member.is_keyholder for member in change.leaving)
    if change.demoted or leaves or ends_keys(session, office, roster):
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
    office = locked_office(session, leader)
    document = document_of(office, office.root_key, office.charter, form.statement)
    vouched = vouched_for(session, office, leader, form.statement, document, today)
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
    _begin(session, office, vouched.epoch, form)
    keep(session, office, form.roster)
    cases = apply(session, office, leader, roster, change, now)
    _grant(session, office, change, form.grants)
    record(session, office.id, leader.name, "rotation", str(vouched.epoch), now=now)
    return cases


def _begin(session: Session, office: Office, epoch: int, form: RotationForm) -> None:
    """What vouched for the epoch so far is kept; the new one is the office's."""
    before = {"charter": office.charter, "statement": office.statement}
    session.add(EarlierStatement(office_id=office.id, epoch=office.epoch, **before))
    office.epoch, office.statement = epoch, form.statement
    keep_epoch(session, office, epoch, form.recovery)


def _grant(
    session: Session, office: Office, change: Change, grants: Iterable[EpochGrantForm]
) -> None:
    """Keep epochs' secrets for members with these very keys; others' keys are nobody's now."""
    names = {member.name for member in change.vouched}
    for grant in grants:
        if grant.member in names:
            grant_epoch(session, office, grant.epoch, change.rows[grant.member], grant.sealed)
