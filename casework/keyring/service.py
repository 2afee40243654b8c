"""What can be done with the keyring: keep epochs, grant their secrets."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.keyring.models import Epoch, EpochGrant
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
