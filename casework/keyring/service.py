"""What can be done with the keyring: keep epochs, grant their secrets, keep rosters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from casework.keyring.models import Epoch, EpochGrant, Roster
from casework.keyring.signed import document_of
from casework.members.models import Member
from casework.members.standing import change_standing
from crypto.statements import Unvouched, read_roster
from portal.offices.models import Office
from portal.offices.service import the_site


class RosterForged(Exception):
    """The next number is taken by a row that no leader signed: the database's keeper wrote it."""


def locked_office(session: Session, leader: Member) -> Office:
    """The leader's office, whose keys nobody else changes until this transaction ends."""
    change_standing(session, leader.office_id)
    return session.get_one(Office, leader.office_id, populate_existing=True)


def keep_epoch(session: Session, office: Office, epoch: int, recovery: bytes) -> None:
    """Keep an epoch's secret, sealed to recovery. The caller commits."""
    session.add(Epoch(office_id=office.id, epoch=epoch, recovery=recovery))


def grant_epoch(
    session: Session, office: Office, epoch: int, member: Member, sealed: bytes
) -> EpochGrant:
    """Keep an epoch's secret, sealed to one member. The caller commits."""
    grant = EpochGrant(office_id=office.id, epoch=epoch, member_id=member.id, sealed=sealed)
    session.add(grant)
    session.flush()
    return grant


def epoch_grants(session: Session, member: Member) -> list[EpochGrant]:
    """Every epoch secret that is sealed to this member, oldest epoch first."""
    return list(
        session.scalars(
            select(EpochGrant)
            .where(EpochGrant.office_id == member.office_id, EpochGrant.member_id == member.id)
            .order_by(EpochGrant.epoch)
        )
    )


def last_roster(session: Session, office: Office) -> Roster | None:
    """The office's roster that counts, if it has one: the newest that a leader has signed.

    A row that nobody signed counts for nothing, least of all its number.
    """
    if not office.is_set_up:
        return None
    site = the_site(session).site.hex()
    newest = newest_roster(session, office)
    if newest is None or _is_signed(newest, office, site):
        return newest
    return next(
        (row for row in session.scalars(_rosters(office)) if _is_signed(row, office, site)), None
    )


def newest_roster(session: Session, office: Office) -> Roster | None:
    """The roster with the highest number, whoever wrote it."""
    return session.scalar(_rosters(office).limit(1))


def keep_roster(session: Session, office: Office, statement: Mapping[str, Any]) -> None:
    """Keep a signed roster under its version. The caller has checked it, and commits.

    Nothing is written over, whoever wrote it. Raises RosterForged.
    """
    version = statement["version"]
    if session.get(Roster, (office.id, version)) is not None:
        raise RosterForged(version)
    session.add(Roster(office_id=office.id, version=version, statement=dict(statement)))


def _rosters(office: Office) -> Select[Roster]:
    return select(Roster).where(Roster.office_id == office.id).order_by(Roster.version.desc())


def _is_signed(row: Roster, office: Office, site: str) -> bool:
    document = document_of(office, office.root_key, office.charter, office.statement)
    try:
        return read_roster(row.statement, document, site, None).version == row.version
    except Unvouched:
        return False
