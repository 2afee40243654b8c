"""A draft as it is stored."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Base


class Draft(Base):
    """What one member is writing about one subject, sealed to that member alone.

    subject: what it is about, `answer/<report id>` for instance.
    """

    __tablename__ = "drafts"
    __table_args__ = (
        UniqueConstraint("office_id", "member_id", "subject"),
        {"schema": "casework"},
    )

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    member_id: Mapped[uuid.UUID]
    subject: Mapped[str] = mapped_column(String(80))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    saved_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
