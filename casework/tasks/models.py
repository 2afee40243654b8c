"""What another department is asked about a case (协办)."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Base


class Task(Base):
    """One question to a member of another department, who sees nothing else of the case.

    entry_id: of the entry that has the question's words for the case. sealed: the question, to the
    member. answer: sealed to the case; kept: the same answer, sealed to the member; both empty, as
    answered_on, until it comes. A question that is taken back has no row any more.
    """

    __tablename__ = "tasks"
    __table_args__ = (
        Index(None, "office_id", "member_id"),
        Index(None, "office_id", "case_id"),
        {"schema": "casework"},
    )

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID]
    entry_id: Mapped[uuid.UUID]
    member_id: Mapped[uuid.UUID]
    asked_on: Mapped[date]
    due_on: Mapped[date]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)
    kept: Mapped[bytes | None] = mapped_column(LargeBinary)
    answered_on: Mapped[date | None]
