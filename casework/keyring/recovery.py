"""Recovery (恢复): a leader with k sheets signs a charter anew, and opens every epoch and case.

The trust secret is joined in the leader's browser and never arrives. The charter that it signs
names the leaders and, as `ceremony`, the SHA-256 of a secret which only that browser has: with it
the leader may then take grants, for as many requests as that needs (recovery_grants.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.audit.service import record
from casework.cases.access import is_kept, is_recused
from casework.cases.models import Case
from casework.keyring.models import Epoch
from casework.keyring.service import keep_roster, last_roster, locked_office
from casework.keyring.signed import KeysRefused, document_of, is_entry_of
from casework.members.models import Member
from crypto import statements
from crypto.statements import Unvouched, read_roster, vouch
from portal.offices.models import Office
from portal.offices.service import the_site

PAGE = 200
"""Cases on a page; what their grants take is a third of what a request may have."""
MOST_PAGES = 1_000_000
"""Past this, no page is asked for."""

SAID = (
    *("name", "authority", "authority_fingerprint"),
    *("epoch", "recipient", "answer_key", "previous"),
)
"""Recovery changes who leads, and nothing that the statement says."""


@dataclass(frozen=True)
class Renewal:
    """What k sheets and a leader's browser have signed."""

    charter: dict[str, Any]
    statement: dict[str, Any]
    roster: dict[str, Any]


class RecoveryPage(NamedTuple):
    """Epochs (on the first page) and cases, each with its secret sealed to recovery."""

    epochs: Sequence[Epoch]
    cases: Sequence[Case]
    pages: int


def recovery_page(session: Session, leader: Member, page: int) -> RecoveryPage:
    """A page of what the trust secret opens, without cases in which the leader has no part.

    Nothing of it for keys that nobody vouches for: the sheets do, once they have signed.
    """
    if not leader.is_rostered:
        return RecoveryPage([], [], 1)
    epochs = select(Epoch).where(Epoch.office_id == leader.office_id).order_by(Epoch.epoch)
    mine = Case.office_id == leader.office_id, ~is_recused(leader), is_kept()
    cases = select(Case).where(*mine)
    total = session.scalar(select(func.count()).select_from(cases.subquery())) or 0
    listed = cases.order_by(Case.id).offset(PAGE * (page - 1)).limit(PAGE)
    return RecoveryPage(
        session.scalars(epochs).all() if page == 1 else [],
        session.scalars(listed).all(),
        max(1, -(-total // PAGE)),
    )


def recover(
    session: Session, leader: Member, renewal: Renewal, *, today: date, now: datetime
) -> None:
    """Put a charter, statement and roster in force that k sheets stand behind. The caller commits.

    Members whom the roster names are vouched for from now on, and nobody else. The roster's number
    is above all that were signed: the leader's browser may have seen one that is lost here. Raises
    KeysRefused, RosterForged.
    """
    office = locked_office(session, leader)
    members = {
        member.name: member
        for member in session.scalars(select(Member).where(Member.office_id == office.id))
    }
    document = document_of(office, office.root_key, renewal.charter, renewal.statement)
    site = the_site(session).site.hex()
    try:
        roster = _checked(session, office, leader, renewal, document, site, today)
    except Unvouched as error:
        raise KeysRefused(str(error)) from error
    if any(
        name not in members or members[name].left_at or not is_entry_of(entry, members[name])
        for name, entry in roster.current.items()
    ):
        raise KeysRefused("the roster names somebody otherwise than they are")
    office.charter, office.statement = renewal.charter, renewal.statement
    keep_roster(session, office, renewal.roster)
    for name, member in members.items():
        member.rostered_at = (member.rostered_at or now) if name in roster.current else None
    leaders, version = len(renewal.charter["leaders"]), roster.version
    record(session, office.id, leader.name, "recovery", now=now, leaders=leaders, roster=version)


def _checked(
    session: Session,
    office: Office,
    leader: Member,
    renewal: Renewal,
    document: dict[str, Any],
    site: str,
    today: date,
) -> statements.Roster:
    vouched = vouch(document, site, today.isoformat())
    roster = read_roster(renewal.roster, document, site, today.isoformat())
    key, before = leader.verify_key.hex(), office.statement
    last = last_roster(session, office)
    if (
        any(renewal.statement.get(name, "") != before.get(name, "") for name in SAID)
        or office.charter.get("recovery", vouched.recovery) != vouched.recovery
        or {key} != {renewal.statement["leader"], roster.leader}
        or leader.name not in roster.current
        or not roster.recovery
        or roster.version <= (last.version if last else 0)
    ):
        raise KeysRefused("recovery keeps the epoch and names the leader who signs")
    return roster
