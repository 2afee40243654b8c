"""What recovery has opened, sealed to the leader with the sheets: epochs' and cases' secrets."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.audit.service import record
from casework.cases.access import CaseUnknown, is_kept, is_recused
from casework.cases.grants import CaseChanged
from casework.cases.models import Case, CaseGrant
from casework.keyring.models import Epoch, EpochGrant
from casework.keyring.signed import KeysRefused
from casework.members.models import Member
from casework.members.standing import hold_standing
from portal.offices.models import Office


class SheetsNeeded(Exception):
    """No sheets have been joined in this browser, or somebody else has used them since."""


class CaseFile(NamedTuple):
    """A case's secret of this version, sealed to somebody."""

    id: uuid.UUID
    version: int
    sealed: bytes


def take_grants(
    session: Session,
    leader: Member,
    token: bytes,
    epochs: Sequence[tuple[int, bytes]],
    cases: Sequence[CaseFile],
    *,
    now: datetime,
) -> None:
    """Keep epochs' and cases' secrets that recovery has opened, sealed to the leader.

    token: the ceremony's secret, 32 bytes. The caller commits. Raises SheetsNeeded, KeysRefused
    for an epoch that is none, CaseUnknown, CaseChanged.
    """
    hold_standing(session, leader.office_id)
    charter = session.get_one(Office, leader.office_id).charter
    digest = hashlib.sha256(token).hexdigest()
    if not hmac.compare_digest(digest, str(charter.get("ceremony", ""))):
        raise SheetsNeeded
    for epoch, sealed in epochs:
        _take_epoch(session, leader, epoch, sealed)
    for file in cases:
        _take_case(session, leader, file, now)
    record(
        session,
        leader.office_id,
        leader.name,
        "recovery_grants",
        now=now,
        epochs=len(epochs),
        cases=len(cases),
    )


def _take_epoch(session: Session, leader: Member, epoch: int, sealed: bytes) -> None:
    if session.get(Epoch, (leader.office_id, epoch)) is None:
        raise KeysRefused("there is no such epoch")
    mine = select(EpochGrant).where(
        EpochGrant.office_id == leader.office_id,
        EpochGrant.epoch == epoch,
        EpochGrant.member_id == leader.id,
    )
    grant = session.scalar(mine)
    if grant is None:
        grant = EpochGrant(office_id=leader.office_id, epoch=epoch, member_id=leader.id)
        session.add(grant)
    grant.sealed = sealed


def _take_case(session: Session, leader: Member, file: CaseFile, now: datetime) -> None:
    mine = select(Case).where(
        Case.office_id == leader.office_id,
        Case.id == file.id,
        ~is_recused(leader),
        is_kept(),
    )
    case = session.scalar(mine.with_for_update())
    if case is None:
        raise CaseUnknown
    if case.version != file.version:
        raise CaseChanged
    grant = session.scalar(
        select(CaseGrant).where(
            CaseGrant.office_id == leader.office_id,
            CaseGrant.case_id == case.id,
            CaseGrant.member_id == leader.id,
        )
    )
    if grant is None:
        grant = CaseGrant(office_id=leader.office_id, case_id=case.id, member_id=leader.id)
        session.add(grant)
    grant.sealed, grant.granted_at, grant.granted_by = file.sealed, now, leader.id
