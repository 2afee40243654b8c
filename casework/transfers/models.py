"""A case handed to somebody else to deal with (移送)."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Base


class Transfer(Base):
    """One transfer: to an office here, or to a body outside.

    destination: code of the list of destinations (domain.md 2.10), or `up` for a case that went up
    whole (casework/passing). to_report_id: the report that it
    became in the other office. reply: the result, sealed to this case.
    """

    __tablename__ = "transfers"
    __table_args__ = (Index(None, "office_id", "case_id"), {"schema": "casework"})

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    case_id: Mapped[uuid.UUID]
    entry_id: Mapped[uuid.UUID]
    destination: Mapped[str] = mapped_column(String(4))
    to_office_id: Mapped[uuid.UUID | None]
    to_report_id: Mapped[uuid.UUID | None]
    sent_on: Mapped[date]
    due_on: Mapped[date | None]
    received_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    reply: Mapped[bytes | None] = mapped_column(LargeBinary)
