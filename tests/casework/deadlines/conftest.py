"""An office with cases, and days to remember."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.members.models import Member
from portal.calendar.years import store_year
from tests.casework.hidden import House
from tests.conftest import Hospital

NOTICE_2027: dict[str, Any] = {"notice": "", "off": ["01-01", "01-04"], "worked": ["01-09"]}
"""Not what will be announced: enough to tell it from what was reckoned before."""


def day(text: str) -> date:
    return date.fromisoformat(text)


def house_of(session: Session, hospital: Hospital) -> House:
    rows = session.scalars(select(Member).where(Member.office_id == hospital.office.id))
    house = House(session, None, hospital)  # type: ignore[arg-type]
    house.members = {row.name: row for row in rows}
    return house


@pytest.fixture
def house(session: Session, hospital: Hospital) -> House:
    return house_of(session, hospital)


@pytest.fixture
def announced(session: Session) -> None:
    """The year to come is announced."""
    store_year(session, 2027, NOTICE_2027)
    session.commit()
