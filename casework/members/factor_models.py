"""Second factors and invitations, as they are stored."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    DateTime,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Base


class Passkey(Base):
    """A passkey (WebAuthn) of a member.

    sealed_secret: the member secret once more, sealed to what the passkey's PRF extension gives;
    null where the browser has none. sign_count: as the authenticator last said.
    """

    __tablename__ = "passkeys"
    __table_args__ = (UniqueConstraint("office_id", "credential_id"), {"schema": "casework"})

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    member_id: Mapped[uuid.UUID]
    credential_id: Mapped[bytes] = mapped_column(LargeBinary(1023))
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    label: Mapped[str] = mapped_column(String(80))
    sealed_secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class RecoveryCode(Base):
    """A code on paper in place of a second factor, good once. digest: SHA-256 of its 80 bits."""

    __tablename__ = "recovery_codes"
    __table_args__ = {"schema": "casework"}

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    member_id: Mapped[uuid.UUID]
    digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    used_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


class Invitation(Base):
    """A one-time link with which a member makes their keys, for the first time or anew.

    token_digest: SHA-256 of the token in the link's fragment; the token itself is nowhere kept.
    """

    __tablename__ = "invitations"
    __table_args__ = (UniqueConstraint("token_digest"), {"schema": "casework"})

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    member_id: Mapped[uuid.UUID]
    token_digest: Mapped[bytes] = mapped_column(LargeBinary(32))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class PendingSignIn(Base):
    """Somebody who proved the passphrase and still owes the second factor.

    id: SHA-256 of a token that only the page has, or of the session that a passkey is to unlock
    (casework/members/sign_in_pending.py); challenge: what a passkey must sign; tries: answers so
    far.
    """

    __tablename__ = "pending_sign_ins"
    __table_args__ = {"schema": "casework"}

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    id: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    member_id: Mapped[uuid.UUID]
    challenge: Mapped[bytes] = mapped_column(LargeBinary(32))
    tries: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class Enrolment(Base):
    """A second factor that a member is about to add.

    id: SHA-256 of the session or the invitation in which it was begun: no other can finish it.
    challenge: what a new passkey must sign; totp_secret: what a new authenticator shows codes of.
    """

    __tablename__ = "enrolments"
    __table_args__ = {"schema": "casework"}

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    id: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    member_id: Mapped[uuid.UUID]
    challenge: Mapped[bytes] = mapped_column(LargeBinary(32))
    totp_secret: Mapped[bytes] = mapped_column(LargeBinary(20))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class SignInFailure(Base):
    """Failures to sign in, by SHA-256 of office and name, whether or not there is such a member."""

    __tablename__ = "sign_in_failures"
    __table_args__ = (Index(None, "last_at"), {"schema": "casework"})

    id: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
