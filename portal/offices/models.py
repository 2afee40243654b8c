"""Offices and the site they stand on."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from crypto.keys import fingerprint
from portal.database import Base

LANGUAGES = ("zh-Hans", "en")
HAND_IN_DAYS = 2
DUTY = {
    "zh-Hans": "交给病区护士长或总值班",
    "en": "the ward's head nurse or the hospital's duty officer",
}
COMPLAINTS = {
    "zh-Hans": "看病、服务方面的意见，请到医患关系办公室，他们直接处理，比写在这里快。",
    "en": "Complaints about treatment or service go to the patient relations office. "
    "They deal with them directly, which is faster than writing here.",
}


class Site(Base):
    """This installation: one row, made at first start and permanent (cryptography.md)."""

    __tablename__ = "site"
    __table_args__ = {"schema": "portal"}

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    site: Mapped[bytes] = mapped_column(LargeBinary(16))
    challenge_key: Mapped[bytes] = mapped_column(LargeBinary(32))


class Office(Base):
    """A discipline office (纪检监察室) or a superior authority that receives reports.

    texts: for each language a `name`, `address` and `letter_box`. settings: what the office has
    chosen beside them (docs/operations.md).
    root_key, charter, statement: empty until its leader has set up its keys; signed statements as
    in cryptography.md, sent out as they stand. epoch: 0 until then. published: whether the public
    is shown its door.
    """

    __tablename__ = "offices"
    __table_args__ = (Index(None, "authority_id", "slug"), {"schema": "portal"})

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    slug: Mapped[str] = mapped_column(String(40), unique=True)
    authority_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("portal.offices.id"))
    texts: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON)
    phone: Mapped[str] = mapped_column(String(40))
    settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    root_key: Mapped[bytes] = mapped_column(LargeBinary(32), default=b"")
    charter: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    statement: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    epoch: Mapped[int] = mapped_column(default=0)
    published: Mapped[bool] = mapped_column(default=False, server_default=true())

    authority: Mapped[Office | None] = relationship(remote_side=[id], lazy="joined", join_depth=1)

    @property
    def is_set_up(self) -> bool:
        """Whether the office has its keys."""
        return self.root_key != b""

    @property
    def fingerprint(self) -> str:
        """The root key's fingerprint, as printed on the poster; empty before there is one."""
        return fingerprint(self.root_key) if self.root_key else ""

    def text(self, name: str, language: str) -> str:
        """One of the office's texts in a language; Chinese where it has no other."""
        return self.texts.get(language, {}).get(name) or self.texts["zh-Hans"].get(name, "")

    def name(self, language: str = "zh-Hans") -> str:
        """The office's name."""
        return self.text("name", language)

    def address(self, language: str = "zh-Hans") -> str:
        """Where to find the office."""
        return self.text("address", language)

    def letter_box(self, language: str = "zh-Hans") -> str:
        """Where the letter box hangs."""
        return self.text("letter_box", language)

    def hand_in_place(self, language: str = "zh-Hans") -> str:
        """Where to bring what is handed in; the office's address where it names no other place."""
        return self.text("hand_in_place", language) or self.address(language)

    def duty(self, language: str = "zh-Hans") -> str:
        """Who takes things at night and on holidays (值班代收)."""
        return self.text("duty", language) or DUTY[language]

    def superior(self, language: str = "zh-Hans") -> str:
        """A superior's channel outside this system, in a sentence (12388, say); empty if none."""
        return self.text("superior", language)

    def hours(self, language: str = "zh-Hans") -> str:
        """When somebody answers the telephone and opens the door; empty if not said."""
        return self.text("hours", language)

    @property
    def shown_authority(self) -> Office | None:
        """The superior authority, if the public is shown its door."""
        return self.authority if self.authority and self.authority.published else None

    @property
    def is_answerable(self) -> bool:
        """Whether the public is shown a way past this office: only then may it be published."""
        return self.shown_authority is not None or bool(self.superior())

    def complaints(self, language: str = "zh-Hans") -> str:
        """The right door for complaints about treatment and service, in a sentence."""
        return self.text("complaints", language) or COMPLAINTS[language]

    @property
    def hand_in_days(self) -> int:
        """Working days in which the hospital's rule wants a thing handed in (纪律上的期限)."""
        return int(self.settings.get("hand_in_days", HAND_IN_DAYS))

    def is_off(self, path: str) -> bool:
        """Whether the office switched off a step (`report/benefit`) or a choice
        (`report/what/procurement`) of its questions."""
        return path in self.settings.get("off", ())


class EarlierStatement(Base):
    """What vouched for an epoch that is over: its last charter and statement, as they stood.

    The statement of the next epoch names their digest as `previous` (docs/api.md).
    """

    __tablename__ = "earlier_statements"
    __table_args__ = {"schema": "portal"}

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    charter: Mapped[dict[str, Any]] = mapped_column(JSON)
    statement: Mapped[dict[str, Any]] = mapped_column(JSON)
