"""A signed roster and the members' rows: what the one says, the others follow.

The server cannot sign a roster, and believes none that a leader's key has not signed. What it
checks besides keeps honest browsers from overwriting each other, and rows from lying.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.audit.service import record
from casework.cases.owed import take_cases
from casework.keyring.models import EpochGrant
from casework.keyring.service import keep_roster, last_roster
from casework.keyring.signed import KeysRefused, document_of
from casework.members.joining import forget_keys
from casework.members.models import ALONE, Member
from casework.members.roles import RolesInvalid, check_roles
from crypto.statements import Entry, Roster, Unvouched, read_roster
from portal.offices.models import Office
from portal.offices.service import the_site


class KeyringChanged(Exception):
    """Another leader was faster: what was signed follows on something that is over."""


class RotationNeeded(Exception):
    """Somebody who holds the office's keys would lose them: the office needs a new epoch."""


class LeaderNamed(Exception):
    """The charter names who would go, or lead no longer: only the sheets sign another charter."""


@dataclass(frozen=True)
class Change:
    """What a roster changes: who is vouched for now, who leaves, who gives up the keys."""

    rows: Mapping[str, Member]
    vouched: Sequence[Member]
    leaving: Sequence[Member]
    demoted: Sequence[Member]
    promoted: Sequence[Member]


def check_roster(
    session: Session,
    office: Office,
    leader: Member,
    signed: Mapping[str, Any],
    document: Mapping[str, Any],
    today: date,
) -> Roster:
    """A roster that this leader has signed, right after the last one.

    document: the office as it will be. Raises KeysRefused, KeyringChanged.
    """
    try:
        roster = read_roster(signed, document, the_site(session).site.hex(), today.isoformat())
    except Unvouched as error:
        raise KeysRefused(str(error)) from error
    last = last_roster(session, office)
    if roster.version != (last.version if last else 0) + 1:
        raise KeyringChanged
    own = roster.current.get(leader.name)
    key = leader.verify_key.hex()
    if roster.leader != key or own is None or own.verify_key != key:
        raise KeysRefused("a leader signs for themselves, and stays in the roster")
    if last and last.statement.get("recovery") and not roster.recovery:
        raise KeysRefused("recovery was left out")
    return roster


def compare(session: Session, office: Office, roster: Roster) -> Change:
    """What a roster changes in the members' rows. Raises KeysRefused, LeaderNamed."""
    members = session.scalars(select(Member).where(Member.office_id == office.id))
    rows = {member.name: member for member in members.all()}
    for entry in roster.current.values():
        _check_entry(entry, rows.get(entry.name))
    vouched = [rows[name] for name, entry in roster.current.items() if _has(rows[name], entry)]
    leaving = [row for row in rows.values() if row.is_rostered and row not in vouched]
    led = [row for row in vouched if "leader" not in roster.current[row.name].roles]
    if any(row.verify_key.hex() in office.charter["leaders"] for row in [*leaving, *led]):
        raise LeaderNamed
    held = {row.name for row in vouched if row.is_keyholder}
    holds = {row.name for row in vouched if row.name in roster.keyholders}
    return Change(
        rows,
        vouched,
        leaving,
        demoted=[rows[name] for name in sorted(held - holds)],
        promoted=[rows[name] for name in sorted(holds - held)],
    )


def ends_keys(session: Session, office: Office, roster: Roster) -> bool:
    """Whether keys that the last roster gives the epochs to are nobody's in this one."""
    last = last_roster(session, office)
    if last is None:
        return False
    document = document_of(office, office.root_key, office.charter, office.statement)
    before = read_roster(last.statement, document, the_site(session).site.hex(), None)
    now = {entry.verify_key for entry in roster.keyholders.values()}
    return any(entry.verify_key not in now for entry in before.keyholders.values())


def apply(
    session: Session, office: Office, leader: Member, roster: Roster, change: Change, now: datetime
) -> int:
    """Let the rows follow a roster. Gives how many cases need a new secret for it."""
    for member in change.vouched:
        entry = roster.current[member.name]
        member.display_name, member.roles = entry.display_name, check_roles(entry.roles)
        if member.rostered_at is None:
            member.rostered_at = now
            record(session, office.id, leader.name, "member_vouch", member.name, now=now)
    due = 0
    for member in change.vouched:
        if ALONE & set(member.roles):
            due += take_cases(session, member)
    for member in change.leaving:
        due += _let_go(session, member, now)
        record(session, office.id, leader.name, "member_leave", member.name, now=now)
    for member in change.demoted:
        forget_grants(session, member)
    session.flush()
    return due


def keep(session: Session, office: Office, statement: Mapping[str, Any]) -> None:
    """Keep a roster that was checked. The caller commits. Raises RosterForged."""
    keep_roster(session, office, statement)
    session.flush()


def forget_grants(session: Session, member: Member) -> None:
    """Delete every epoch secret that is sealed to a member. The caller commits."""
    for grant in session.scalars(
        select(EpochGrant).where(
            EpochGrant.office_id == member.office_id, EpochGrant.member_id == member.id
        )
    ):
        session.delete(grant)
    session.flush()


def _check_entry(entry: Entry, member: Member | None) -> None:
    """Nobody is vouched for who is not here; keys of before may wait for a comparison."""
    if member is None or member.left_at is not None:
        raise KeysRefused("the roster names somebody who is not here")
    if not _has(member, entry) and member.rostered_at is not None:
        raise KeysRefused("the roster names other keys than the member's")
    try:
        check_roles(entry.roles)
    except RolesInvalid as error:
        raise KeysRefused("the roster gives roles that nobody may hold together") from error


def _has(member: Member, entry: Entry) -> bool:
    return (member.recipient, member.verify_key.hex()) == (entry.recipient, entry.verify_key)


def _let_go(session: Session, member: Member, now: datetime) -> int:
    """End a member's part in the office. Gives how many cases they could read."""
    cases = take_cases(session, member)
    forget_keys(session, member)
    member.left_at = now
    return cases
