"""A case as it is stored: sealed, with its grants, recusals and what members declared."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import (
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Base

REASONS = ("declared", "own", "leader", "reporter")
"""Why somebody is recused (回避): a declared relation, by themselves, by the leader, on the
reporter's wish."""

LISTED = (
    "office_id",
    "id",
    "stage",
    "category",
    "handler_id",
    "unit",
    "registered_at",
    "lead_year",
    "lead_no",
    "report_id",
    "split_from",
)
"""What a list of cases asks for."""


class Case(Base):
    """A case, registered from a report (登记).

    version: counts up with each new secret. sealed: a signed registration, sealed to the case.
    recovery: the case secret, sealed to the office's trust secret. rekey_due: somebody recused
    themselves, and a member who may still read it owes it a new secret.
    stage: where it stands (casework/entries/stages.py). category: code that an inspector chose.
    way: of disposal. lead_year, lead_no: its number as a lead (线字), if it is one. split_from: the
    case that holds the mailbox of the same report. unit: which of the office's units has it in
    hand, a code of the list `units`, or empty. merged_into: the case that goes on for both.
    keep, kept_until: how long an archived case is kept, and its last day (casework/cases/
    retention.py). review_on: when a held case is looked at again. entries: how many there are; the
    last one's seq.
    """

    __tablename__ = "cases"
    __table_args__ = (
        Index(
            None,
            "office_id",
            "report_id",
            unique=True,
            postgresql_where=text("split_from is null"),
            sqlite_where=text("split_from is null"),
        ),
        Index(None, "office_id", "registered_at", "id"),
        Index(None, "office_id", "stage"),
        # The list is filtered and sorted by these without reading a row, which is long.
        Index("ix_cases_listed", *LISTED),
        {"schema": "casework"},
    )

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    report_id: Mapped[uuid.UUID]
    version: Mapped[int]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    recovery: Mapped[bytes] = mapped_column(LargeBinary)
    rekey_due: Mapped[bool]
    registered_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    registered_by: Mapped[uuid.UUID]
    stage: Mapped[str] = mapped_column(String(20), default="assessment")
    category: Mapped[str] = mapped_column(String(8), default="")
    way: Mapped[str] = mapped_column(String(20), default="")
    lead_year: Mapped[int | None]
    lead_no: Mapped[int | None]
    handler_id: Mapped[uuid.UUID | None]
    unit: Mapped[str] = mapped_column(String(8), default="")
    split_from: Mapped[uuid.UUID | None]
    merged_into: Mapped[uuid.UUID | None]
    concluded_on: Mapped[date | None]
    review_on: Mapped[date | None]
    archived_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    keep: Mapped[str] = mapped_column(String(10), default="")
    kept_until: Mapped[date | None]
    entries: Mapped[int] = mapped_column(default=0)


class CaseGrant(Base):
    """A case's secret, sealed to one member."""

    __tablename__ = "case_grants"
    __table_args__ = (
        UniqueConstraint("office_id", "case_id", "member_id"),
        Index(None, "office_id", "member_id", "case_id"),
        {"schema": "casework"},
    )

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    case_id: Mapped[uuid.UUID]
    member_id: Mapped[uuid.UUID]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    granted_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    granted_by: Mapped[uuid.UUID]


class Recusal(Base):
    """A member who has no part in a case (回避). For them it does not exist."""

    __tablename__ = "recusals"
    __table_args__ = (
        UniqueConstraint("office_id", "case_id", "member_id"),
        {"schema": "casework"},
    )

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    case_id: Mapped[uuid.UUID]
    member_id: Mapped[uuid.UUID]
    reason: Mapped[str] = mapped_column(String(20))
    recused_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    recused_by: Mapped[uuid.UUID]


class Declaration(Base):
    """Relations and interests that a member declared, sealed to themselves and the keyholders."""

    __tablename__ = "declarations"
    __table_args__ = {"schema": "casework"}

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    member_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    declared_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
