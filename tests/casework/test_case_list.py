"""The list of cases: filtered and sorted by codes and days, of one's own cases alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from casework.cases import listing
from casework.cases.listing import Asked, list_cases
from casework.cases.models import Case
from portal.days import now, today
from portal.reports.models import Report
from tests.casework.deadlines.conftest import house_of
from tests.casework.hidden import House
from tests.casework.inspector import Inspector
from tests.casework.test_today import ALL, due, recuse
from tests.casework.walking import come_in
from tests.conftest import Hospital

__all__ = ["come_in"]


@pytest.fixture
def house(session: Session, hospital: Hospital) -> House:
    house = house_of(session, hospital)
    # Nobody who signs in waits for what is only read here.
    session.commit()
    return house


@pytest.fixture
def cases(house: House) -> list[Case]:
    """Three cases, the newest first, of which the leader may see all."""
    made = [house.case(ALL) for _ in range(3)]
    for n, case in enumerate(made):
        case.registered_at = now() - timedelta(days=n)
    made[0].category, made[1].category = "T01", "T02"
    made[1].stage, made[2].stage = "verification", "archived"
    made[1].handler_id = house.members["investigator"].id
    made[1].lead_year, made[1].lead_no = 2026, 3
    made[2].lead_year, made[2].lead_no = 2026, 7
    house.session.get_one(Report, (made[2].office_id, made[2].report_id)).channel = "phone"
    due(house, made[0], "reply", 40)
    due(house, made[1], "verification", -1)
    due(house, made[1], "objection", 1)
    house.session.flush()
    return made


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [0, 1, 2]),
        ({"stage": "verification"}, [1]),
        ({"stage": "open"}, [0, 1]),
        ({"category": "T01"}, [0]),
        ({"handler": "investigator"}, [1]),
        ({"handler": "nobody"}, []),
        ({"channel": "phone"}, [2]),
        ({"due": "overdue"}, [1]),
        ({"due": "soon"}, [1]),
        ({"sort": "due"}, [1, 0]),
        ({"sort": "number"}, [2, 1, 0]),
        ({"stage": "open", "sort": "due", "category": "T01"}, [0]),
    ],
)
def test_cases_are_found_by_what_is_not_sealed(
    house: House, cases: list[Case], asked: dict[str, str], found: list[int]
) -> None:
    page = list_cases(house.session, house.members["leader"], Asked(**asked), 1, today())
    assert [one.case.id for one in page.cases] == [cases[n].id for n in found]
    assert page.total == len(found)


def test_a_case_that_is_not_ours_is_in_no_list(house: House, cases: list[Case]) -> None:
    recuse(house, cases[1], "leader")
    leader = house.members["leader"]
    for asked in ({}, {"sort": "due"}, {"due": "overdue"}, {"handler": "investigator"}):
        page = list_cases(house.session, leader, Asked(**asked), 1, today())
        assert cases[1].id not in [one.case.id for one in page.cases]
        assert page.total == len(page.cases)


def test_pages_end_with_the_last(
    house: House, cases: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE", 2)
    leader = house.members["leader"]
    for asked, number, found in (({}, 2, [2]), ({}, 9, [2]), ({"sort": "due"}, 1, [1, 0])):
        page = list_cases(house.session, leader, Asked(**asked), number, today())
        assert [one.case.id for one in page.cases] == [cases[n].id for n in found]
    assert page.pages == 1


def test_a_row_says_what_is_due_and_objected_to(
    come_in: Callable[[str], Inspector], house: House, cases: list[Case]
) -> None:
    house.session.commit()
    answer: Any = come_in("leader").get("cases.json?stage=verification").json
    (row,) = answer["cases"]
    assert (row["due"]["kind"], row["due"]["colour"]) == ("verification", "overdue")
    assert (row["handler"], row["objection"]) == ("investigator", True)
    assert row["lead"] == "线字〔2026〕0003号"


@pytest.mark.parametrize(
    "query", ["stage=x", "due=never", "sort=title", "category=%27or", "handler=A!"]
)
def test_nothing_but_codes_is_asked_for(
    come_in: Callable[[str], Inspector], house: House, query: str
) -> None:
    answer = come_in("leader").get(f"cases.json?{query}")
    assert (answer.status_code, (answer.json or {})["error"]) == (400, "form_invalid")
