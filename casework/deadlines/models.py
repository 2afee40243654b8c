"""Until when something of a case is due."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Base


class Deadline(Base):
    """One deadline of a case (domain.md 3.8).

    kind: a row of kinds.KINDS. entry_id: what began it, if an entry did. counted: of how many days
    or months, in the unit of its kind; none where the day itself was given. provisional: counted
    through a year whose working days are not announced yet (暂定).
    """

    __tablename__ = "case_deadlines"
    __table_args__ = (
        Index(None, "office_id", "case_id", "kind"),
        Index(None, "office_id", "met_on", "due_on"),
        {"schema": "casework"},
    )

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    case_id: Mapped[uuid.UUID]
    kind: Mapped[str] = mapped_column(String(20))
    entry_id: Mapped[uuid.UUID | None]
    begun_on: Mapped[date]
    counted: Mapped[int | None]
    due_on: Mapped[date]
    provisional: Mapped[bool]
    met_on: Mapped[date | None]
