"""Renewing (续签) statement and roster: the same keys and members, for longer."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from casework.audit.service import record
from casework.keyring.forms import RenewalForm
from casework.keyring.rosters import KeyringChanged, check_roster, keep
from casework.keyring.service import last_roster, locked_office
from casework.keyring.signed import KeysRefused, document_of, vouched_for
from casework.members.models import Member
from crypto.statements import Roster
from portal.offices.models import Office

KEPT = ("epoch", "recipient", "answer_key", "previous")


def renew(
    session: Session, leader: Member, form: RenewalForm, *, today: date, now: datetime
) -> None:
    """Let statement and roster be good for longer. The caller commits.

    The first roster of an office that has none names its leader alone: everybody else is compared
    with the person before they are vouched for. Raises KeysRefused, KeyringChanged.
    """
    office = locked_office(session, leader)
    document = document_of(office, office.root_key, office.charter, form.statement)
    vouched = vouched_for(session, office, leader, form.statement, document, today)
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


def _vouch_alone(session: Session, office: Office, leader: Member, roster: Roster) -> None:
    if [entry.name for entry in roster.members] != [leader.name]:
        raise KeysRefused("a first roster names its leader alone")
    others = Member.office_id == office.id, Member.name != leader.name
    session.execute(update(Member).where(*others).values(rostered_at=None))
