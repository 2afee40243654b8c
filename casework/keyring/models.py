"""Epochs of an office, the grants of their secrets, and the roster they follow."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Base


class Epoch(Base):
    """An epoch of an office; `recovery` is its secret, sealed to the office's trust secret."""

    __tablename__ = "epochs"
    __table_args__ = {"schema": "casework"}

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    recovery: Mapped[bytes] = mapped_column(LargeBinary)


class EpochGrant(Base):
    """An epoch's secret, sealed to one keyholder's member secret."""

    __tablename__ = "epoch_grants"
    __table_args__ = (
        UniqueConstraint("office_id", "epoch", "member_id"),
        {"schema": "casework"},
    )

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    epoch: Mapped[int]
    member_id: Mapped[uuid.UUID]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Roster(Base):
    """Who the office's members are, signed by a leader; the highest version is the one that counts.

    statement: the signed roster (crypto/statements/roster.py).
    """

    __tablename__ = "rosters"
    __table_args__ = {"schema": "casework"}

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    statement: Mapped[dict[str, Any]] = mapped_column(JSON)
