"""Years of the calendar that came after this version was made."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Base


class CalendarYear(Base):
    """One year's days off and worked weekends, as `china.json` has them."""

    __tablename__ = "calendar_years"
    __table_args__ = ({"schema": "portal"},)

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    notice: Mapped[dict[str, Any]] = mapped_column(JSON)
