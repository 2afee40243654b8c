"""Mailboxes and the sealed messages in them."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Base

ANSWER = "answer"
MESSAGE = "message"


class Mailbox(Base):
    """A mailbox: the hash of a token that only the receipt code gives.

    id: SHA-256 of the token, 32 bytes (cryptography.md, Receipt code). deleted_on: the row of a
    deleted mailbox stays, empty, so that its code never opens another one.
    """

    __tablename__ = "mailboxes"
    __table_args__ = (
        Index(None, "id", unique=True),
        {"schema": "portal", "sqlite_with_rowid": False},
    )

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    id: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    report_id: Mapped[uuid.UUID]
    deleted_on: Mapped[date | None]


class Message(Base):
    """One sealed message: an office's `answer` or a reporter's `message` (or deletion).

    sha256: digest of a message as it came, kept when registration has sealed it anew to the case.
    """

    __tablename__ = "messages"
    __table_args__ = (
        # Who wrote last is told from it alone, without reading a letter.
        Index("ix_messages_mailbox", "office_id", "mailbox_id", "direction", "sent_on"),
        {"schema": "portal", "sqlite_with_rowid": False},
    )

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    mailbox_id: Mapped[bytes] = mapped_column(LargeBinary(32))
    direction: Mapped[str] = mapped_column(String(8))
    epoch: Mapped[int]
    sent_on: Mapped[date]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[bytes | None] = mapped_column(LargeBinary(32))
