"""The audit chain as it is stored."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Base


class AuditEntry(Base):
    """One act of a member.

    seq: from 1, without gaps. at: UTC, ISO 8601 with microseconds and `Z`, as it is hashed.
    member: sign-in name, empty for the command line, `@` and
    the slug of an office above whose administrator did it. act: one of casework/audit/acts.py.
    subject: id or name of what it was done to. facts: codes and numbers, no content.
    previous, digest: SHA-256 of the entry before and of this one (casework/audit/chain.py).
    """

    __tablename__ = "audit_entries"
    __table_args__ = (Index(None, "office_id", "subject"), {"schema": "casework"})

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(27))
    member: Mapped[str] = mapped_column(String(41))
    act: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(80))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[bytes] = mapped_column(LargeBinary(32))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))


class AuditHead(Base):
    """Where an office's chain ends; locked while an entry is appended."""

    __tablename__ = "audit_heads"
    __table_args__ = {"schema": "casework"}

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    seq: Mapped[int]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))


class SignedHead(Base):
    """The chain's end as a member's browser saw it and signed it when it locked."""

    __tablename__ = "signed_heads"
    __table_args__ = (Index(None, "office_id", "member_id", "seq"), {"schema": "casework"})

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    member_id: Mapped[uuid.UUID]
    seq: Mapped[int]
    statement: Mapped[dict[str, Any]] = mapped_column(JSON)
    signed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
