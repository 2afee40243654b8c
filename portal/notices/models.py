"""A notice as it is stored."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Base


class Notice(Base):
    """A notice on an office's page.

    texts: for each language a `title` and a `body`, HTML that bleach has let through.
    from_on, until_on: first and last day it is shown; no last day means until it is taken down.
    """

    __tablename__ = "notices"
    __table_args__ = {"schema": "portal"}

    office_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("portal.offices.id"), primary_key=True)
    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    texts: Mapped[dict[str, dict[str, str]]] = mapped_column(JSON)
    from_on: Mapped[date]
    until_on: Mapped[date | None]
