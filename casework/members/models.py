"""Members and their sessions."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import (
    JSON,
    Column,
    DateTime,
    ForeignKey,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import VIEWS, Base

ROLES = (
    "registrar",
    "investigator",
    "leader",
    "secretary",
    "helper",
    "auditor",
    "administrator",
)
"""登记受理, 承办, 负责人, 第二人（单人单位的书记员）, 协办, 审计/监督, 系统管理."""

ALONE = frozenset({"helper", "auditor", "administrator"})
"""Roles that nobody holds beside another one and that have no part in cases: separate duties, and a
helper of another department, who sees a question and nothing that it is about."""

IDLE = timedelta(minutes=15)
"""Without a sign of life for so long, a session forgets the unlock key."""

ABSOLUTE = timedelta(hours=12)
"""After so long, a session ends whatever happens in it."""

STALE = timedelta(minutes=1)
"""A sign of life is written down when the last one is older than this."""

UNLOCK = b"qingfeng/unlock/1"
"""HKDF info of a session's unlock key."""

KEYHOLDER_ROLES = frozenset({"registrar", "leader"})
"""Roles that hold the office's epoch secret (cryptography.md, Secrets)."""


class Member(Base):
    """A person of an office.

    name: sign-in name, permanent. proof_hash: argon2-cffi hash of the sign-in proof.
    sealed_secret: the member secret, sealed to the key that the passphrase gives.
    recipient, verify_key: public halves of the member secret. All four are empty until the
    invitation is used. rostered_at: when a leader has put these very keys into the roster; null
    while nobody has compared them. left_at: when the member left; the row stays for what they
    signed. totp_secret: of an authenticator app, 20 bytes; totp_step: last time step it was used
    for (RFC 6238), so that no code works twice.
    """

    __tablename__ = "members"
    __table_args__ = (UniqueConstraint("office_id", "name"), {"schema": "casework"})

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    name: Mapped[str] = mapped_column(String(40))
    display_name: Mapped[str] = mapped_column(String(80))
    roles: Mapped[list[str]] = mapped_column(JSON)
    proof_hash: Mapped[str] = mapped_column(String(160), default="")
    sealed_secret: Mapped[bytes] = mapped_column(LargeBinary, default=b"")
    recipient: Mapped[str] = mapped_column(String(2000), default="")
    verify_key: Mapped[bytes] = mapped_column(LargeBinary(32), default=b"")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    rostered_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    left_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    totp_secret: Mapped[bytes | None] = mapped_column(LargeBinary(20))
    totp_step: Mapped[int] = mapped_column(default=0, server_default="0")

    @property
    def is_active(self) -> bool:
        """Whether the member can sign in."""
        return self.proof_hash != "" and self.left_at is None

    @property
    def is_rostered(self) -> bool:
        """Whether a leader has vouched for this member's keys."""
        return self.rostered_at is not None and self.left_at is None

    @property
    def is_keyholder(self) -> bool:
        """Whether this member may open sealed reports."""
        return self.is_rostered and bool(KEYHOLDER_ROLES & set(self.roles))


class SignedInSession(Base):
    """A member's session. id: SHA-256 of the cookie's token, 32 bytes.

    key: one half of the unlock key, 32 random bytes; null while locked. The other half is the
    token, which only the cookie has: whoever reads the database has no unlock key. client: browser
    and system in two words, for the member to know their sessions by.
    """

    __tablename__ = "sessions"
    __table_args__ = {"schema": "casework"}

    office_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    id: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    member_id: Mapped[uuid.UUID]
    csrf: Mapped[str] = mapped_column(String(64))
    key: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    language: Mapped[str] = mapped_column(String(8))
    client: Mapped[str] = mapped_column(String(80), default="", server_default="")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    def is_over(self, now: datetime) -> bool:
        """Whether the session has reached its absolute limit."""
        return now - utc(self.created_at) >= ABSOLUTE

    def unlock_key(self, token: str, now: datetime) -> bytes | None:
        """The key that encrypts what the tab holds, 32 bytes; none while locked.

        Nor is there one once nothing was heard of the member for too long.
        """
        if self.key is None or now - utc(self.seen_at) >= IDLE:
            return None
        return HKDF(SHA256(), length=32, salt=self.key, info=UNLOCK).derive(token.encode())

    def is_stale(self, now: datetime) -> bool:
        """Whether a new sign of life is worth writing down."""
        return now - utc(self.seen_at) >= STALE


ADMINISTERED = Table("administered_offices", VIEWS, Column("id", Uuid), schema="casework").c
"""Every office that has an administrator of its own who can sign in, without saying who it is."""


def utc(moment: datetime) -> datetime:
    """A moment as SQLite gives it back: it keeps UTC without saying so."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
