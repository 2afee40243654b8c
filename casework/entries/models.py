"""What is written in a case: its entries, in a chain."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Base


class Entry(Base):
    """One entry of a case (docs/report-format.md, An entry).

    seq: from 1, without gaps. kind: a row of casework/entries/stages.py. facts: codes, dates,
    counts, ids and members' names, of which the same stands signed inside the seal. state: empty,
    or of what was asked: `pending`, `approved`, `returned`.
    """

    __tablename__ = "case_entries"
    __table_args__ = (
        UniqueConstraint("office_id", "case_id", "seq"),
        Index(None, "office_id", "state", "case_id"),
        {"schema": "casework"},
    )

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID]
    seq: Mapped[int]
    kind: Mapped[str] = mapped_column(String(30))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(10))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    author_id: Mapped[uuid.UUID]
    recorded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
