"""What is stored of an attachment: sealed parts in the blob store, sizes and a date."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    Table,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import VIEWS, Base

NOT_CLAIMED = text("report_id IS NULL AND message_id IS NULL")

CLAIMED = text("(report_id IS NOT NULL OR message_id IS NOT NULL)")


class Attachment(Base):
    """One sealed file that was sent, or is being sent, in parts.

    secret_digest: SHA-256 of the secret that the upload's sender holds, 32 bytes. size: bytes of
    the sealed file; stored: bytes of it that are here, all of them when it is complete. begun_on:
    a date in Asia/Shanghai. report_id, message_id: what claims it, one of the two; an attachment
    that nothing claims is swept after a while.
    """

    __tablename__ = "attachments"
    __table_args__ = (
        Index(None, "id", unique=True),
        Index(None, "office_id", "report_id"),
        Index(None, "office_id", "message_id"),
        Index(
            "ix_attachments_unclaimed",
            "begun_on",
            "stored",
            sqlite_where=NOT_CLAIMED,
            postgresql_where=NOT_CLAIMED,
        ),
        Index(
            "ix_attachments_claimed",
            "office_id",
            "begun_on",
            "stored",
            sqlite_where=CLAIMED,
            postgresql_where=CLAIMED,
        ),
        {"schema": "portal", "sqlite_with_rowid": False},
    )

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    secret_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    size: Mapped[int] = mapped_column(BigInteger)
    stored: Mapped[int] = mapped_column(BigInteger)
    begun_on: Mapped[date]
    report_id: Mapped[uuid.UUID | None]
    message_id: Mapped[uuid.UUID | None]


class Part(Base):
    """One part of a sealed file.

    id: a random name, also of the blob that holds the bytes. part: its number, from 0. sha256: of
    its bytes, 32 bytes.
    """

    __tablename__ = "attachment_parts"
    __table_args__ = (
        UniqueConstraint("office_id", "attachment_id", "part"),
        Index(None, "id", unique=True),
        {"schema": "portal", "sqlite_with_rowid": False},
    )

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    attachment_id: Mapped[uuid.UUID]
    part: Mapped[int]
    sha256: Mapped[bytes] = mapped_column(LargeBinary(32))


CLAIMED_UPLOADS = Table(
    "claimed_uploads",
    VIEWS,
    Column("office_id", Uuid),
    Column("begun_on", Date),
    Column("stored", BigInteger),
    schema="portal",
).c
"""What an office's reports and letters took, without saying which of them."""
PART_NAMES = Table("part_names", VIEWS, Column("id", Uuid), schema="portal").c
"""The name of every blob that a row speaks of."""
