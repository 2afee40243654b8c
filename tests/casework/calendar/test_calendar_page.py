"""An administrator at the top imports a year; everybody's deadlines follow, or are told why not."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from casework.deadlines.service import begin
from portal.calendar.years import calendar_of
from tests.casework.administration.conftest import acts, administrator, below_the_hospital
from tests.casework.conftest import browser
from tests.casework.deadlines.conftest import day, house_of
from tests.casework.inspector import Inspector
from tests.conftest import Hospital

__all__ = ["administrator"]

TYPED: dict[str, Any] = {
    "year": "2027",
    "notice": "https://www.gov.cn/notice",
    "off": "1月1日（周五）至3日（周日）放假调休，共3天。\n2月5日至11日，4月5日\n"
    "05-01~05-03、2027/10/1 至 10/3",
    "worked": "1月30日（周六）、2月14日（周日）上班。",
    "again": [],
}
OFF = ["01-01", "02-05", "02-08", "02-09", "02-10", "02-11", "04-05", "05-03", "10-01"]
HTML = {"Accept": "text/html"}


def test_a_year_is_imported_as_the_notice_is_written(
    administrator: Inspector, session: Session, hospital: Hospital
) -> None:
    house = house_of(session, hospital)
    one = begin(session, house.case(("leader",)), "reply", day("2026-12-14"))
    session.commit()
    answer = administrator.post("calendar", json=TYPED)
    assert answer.json == {"to": "/casework/calendar?moved=1"}
    year = calendar_of(session).published[2027]
    assert sorted(f"{one:%m-%d}" for one in year.off) == OFF
    assert sorted(f"{one:%m-%d}" for one in year.worked) == ["01-30", "02-14"]
    session.refresh(one)
    assert (one.due_on.isoformat(), one.provisional) == ("2027-01-05", False)
    session.commit()
    done = acts(session, hospital.office, "calendar_import")
    assert done == [("administrator", "calendar_import", "2027", {"off": 9, "worked": 2})]
    page = administrator.get("calendar", headers=HTML).text
    assert "已导入" in page and "https://www.gov.cn/notice" in page and "2月11日" in page


def test_a_known_year_is_replaced_only_by_one_announced_anew(
    administrator: Inspector, session: Session, hospital: Hospital
) -> None:
    other = TYPED | {"worked": "1月30日"}
    assert administrator.post("calendar", json=TYPED).status_code == 200
    assert administrator.post("calendar", json=TYPED).status_code == 200
    answer = administrator.post("calendar", json=other)
    assert (answer.status_code, answer.json["error"]) == (409, "year_known")
    assert len(calendar_of(session).published[2027].worked) == 2
    session.commit()
    assert administrator.post("calendar", json=other | {"again": ["yes"]}).status_code == 200
    assert len(calendar_of(session).published[2027].worked) == 1
    session.commit()
    assert len(acts(session, hospital.office, "calendar_import")) == 2


def test_a_preview_says_what_would_change_and_stores_nothing(
    administrator: Inspector, session: Session
) -> None:
    answer = administrator.post("calendar/preview", json=TYPED)
    assert answer.json == {
        "off": ["2027-02-11"],
        "worked": [
            "2027-01-30",
            "2027-02-14",
            "2027-05-04",
            "2027-06-09",
            "2027-09-15",
            "2027-10-04",
            "2027-10-05",
        ],
    }
    assert 2027 not in calendar_of(session).published


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"year": "2007"}, "year"),
        ({"year": "abc"}, "year"),
        ({"off": ""}, "off"),
        ({"off": "2月30日"}, "off"),
        ({"off": "春节七天"}, "off"),
        ({"off": "5日"}, "off"),
        ({"off": TYPED["off"] + "\n2028-01-01"}, "off"),
        ({"off": TYPED["off"].replace("4月5日", "4月5日至2月5日")}, "off"),
        ({"off": TYPED["off"].replace("1月1日（周五）至3日（周日）", "1月2日")}, "off"),
        ({"off": TYPED["off"] + "，1月30日（周六）上班"}, "off"),
        ({"off": "1月1日至12月31日"}, "off"),
        ({"worked": "1月29日"}, "worked"),
        ({"worked": "2月5日"}, "worked"),
        ({"notice": "javascript:alert(1)"}, "notice"),
    ],
)
def test_a_notice_that_cannot_be_right_is_told_apart(
    administrator: Inspector, changes: dict[str, str], wrong: str
) -> None:
    for path in ("calendar", "calendar/preview"):
        answer = administrator.post(path, json=TYPED | changes)
        assert (answer.status_code, list(answer.json["told"])) == (400, [wrong])


def test_below_an_authority_the_calendar_is_seen_and_not_set(
    app: Flask, session: Session, hospital: Hospital, stranger: Hospital
) -> None:
    office = below_the_hospital(session, stranger, hospital)
    administrator = Inspector(browser(app), hospital, "administrator")
    administrator.sign_in()
    page = administrator.get("calendar", headers=HTML).text
    assert "2026" in page and 'data-path="calendar"' not in page
    answer = administrator.post("calendar", json=TYPED)
    assert (answer.status_code, answer.json["error"]) == (403, "not_your_calendar")
    assert acts(session, office, "calendar_import") == []
