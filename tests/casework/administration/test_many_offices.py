"""An authority with many offices below it: a page of them costs as much as a page of few."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from portal.offices.models import Office
from tests.casework.administration.conftest import with_administrator
from tests.casework.inspector import Inspector
from tests.conftest import TEXTS, Hospital

HTML = {"Accept": "text/html"}
Count = Callable[[str], int]


@pytest.fixture
def statements(app: Flask, administrator: Inspector) -> Count:
    """How many statements a page takes."""
    sent: list[str] = []

    @event.listens_for(app.extensions["qingfeng.engine"], "before_cursor_execute")
    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    def count(path: str) -> int:
        sent.clear()
        assert administrator.get(path, headers=HTML).status_code == 200
        return len(sent)

    return count


def add_below(session: Session, authority: Office, slug: str) -> Office:
    """Put a new office below another."""
    office = Office(slug=slug, texts=TEXTS, phone="1", authority_id=authority.id, published=False)
    session.add(office)
    session.commit()
    return office


def test_a_page_of_many_offices_takes_as_many_statements_as_one_of_few(
    statements: Count, session: Session, hospital: Hospital
) -> None:
    first = add_below(session, hospital.office, "a0")
    few = statements("offices")
    for n in range(1, 60):
        office = add_below(session, hospital.office, f"a{n}")
        with_administrator(session, office)
        add_below(session, first, f"b{n}")
    assert statements("offices") == few
    assert statements("offices?page=2") == few
    assert statements("offices/a0") == few


def test_each_office_is_listed_with_what_is_true_of_it(
    administrator: Inspector, session: Session, hospital: Hospital
) -> None:
    plain, led = (add_below(session, hospital.office, slug) for slug in ("plain", "led"))
    with_administrator(session, led)
    add_below(session, plain, "under")
    add_below(session, plain, "under-too")
    rows = administrator.get("offices", headers=HTML).text.split("<li>")
    (of_plain,) = (row for row in rows if "offices/plain" in row)
    (of_led,) = (row for row in rows if "offices/led" in row)
    assert "没有自己的管理员" in of_plain and "下面 2 个单位" in of_plain
    assert "· 有自己的管理员" in of_led and "下面" not in of_led.split("</li>")[0]


def test_who_has_left_or_not_come_administers_nothing(
    administrator: Inspector, session: Session, hospital: Hospital
) -> None:
    office = add_below(session, hospital.office, "led")
    member = with_administrator(session, office)
    for change in ({"proof_hash": ""}, {"proof_hash": "x", "left_at": member.created_at}):
        for name, value in change.items():
            setattr(member, name, value)
        session.commit()
        assert "· 没有自己的管理员" in administrator.get("offices/led", headers=HTML).text
