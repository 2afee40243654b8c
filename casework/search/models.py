"""A member's own index of the cases they may open, sealed to them."""

from __future__ import annotations

import uuid

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Base


class IndexFile(Base):
    """One of the few sealed files of a member's index; version counts up with each change."""

    __tablename__ = "index_files"
    __table_args__ = ({"schema": "casework"},)

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    member_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    no: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
