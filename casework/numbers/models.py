"""Numbers that people read: 收字 and 线字, each from 1 every year."""

from __future__ import annotations

import uuid

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Base


class NumberCounter(Base):
    """The last number given in a series of a year; its row is locked to give the next."""

    __tablename__ = "number_counters"
    __table_args__ = ({"schema": "casework"},)

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    series: Mapped[str] = mapped_column(String(12), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]


class ReceiptNumber(Base):
    """The number of a report (收字), given when the office is first shown it."""

    __tablename__ = "receipt_numbers"
    __table_args__ = (
        UniqueConstraint("office_id", "year", "no"),
        {"schema": "casework"},
    )

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    report_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    year: Mapped[int]
    no: Mapped[int]
