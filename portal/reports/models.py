"""What is stored of a report: sealed bytes and dates."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import Column, Date, ForeignKey, Index, LargeBinary, String, Table, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import VIEWS, Base

CHANNELS = ("browser", "file")


class Report(Base):
    """One sealed report, as it came in.

    channel: `browser` (sealed by our page) or `file` (sealed with another tool, stored padded,
    without a mailbox). received_on, deliver_on: dates in Asia/Shanghai; opened_on: the day a
    keyholder first opened it. sha256: digest of the body as it came, kept when registration has
    replaced it by nothing (the case has the words from then on).
    """

    __tablename__ = "reports"
    __table_args__ = (
        Index(None, "office_id", "deliver_on"),
        # The queue of the office: what no registration has taken the body of.
        Index(
            "ix_reports_new",
            "office_id",
            "deliver_on",
            "channel",
            "id",
            "sha256",  # named, or SQLite reads each row to see that it is null
            postgresql_where=text("sha256 is null"),
            sqlite_where=text("sha256 is null"),
        ),
        {"schema": "portal", "sqlite_with_rowid": False},
    )

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    mailbox_id: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    epoch: Mapped[int]
    channel: Mapped[str] = mapped_column(String(8))
    received_on: Mapped[date]
    deliver_on: Mapped[date]
    opened_on: Mapped[date | None]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[bytes | None] = mapped_column(LargeBinary(32))


FILES_TAKEN = Table(
    "files_taken", VIEWS, Column("office_id", Uuid), Column("deliver_on", Date), schema="portal"
).c
"""One row for each self-sealed file, without saying which."""
