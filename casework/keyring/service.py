"""What can be done with the keyring: keep epochs, grant their secrets, keep rosters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.keyring.models import Epoch, EpochGrant, Roster
from casework.members.models import Member
from portal.offices.models import Office


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
    """The office's roster that counts, if it has one."""
    rosters = select(Roster).where(Roster.office_id == office.id)
    return session.scalar(rosters.order_by(Roster.version.desc()).limit(1))


def keep_roster(session: Session, office: Office, statement: Mapping[str, Any]) -> None:
    """Keep a signed roster under its version. The caller has checked it, and commits."""
    session.add(
        Roster(office_id=office.id, version=statement["version"], statement=dict(statement))
    )
