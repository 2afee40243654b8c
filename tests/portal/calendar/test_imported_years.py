"""Years that are announced after a release: known to both areas, at no cost to intake."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

import portal
from portal.calendar import CalendarInvalid, china, shipped, working_days_after
from portal.calendar.models import CalendarYear
from portal.calendar.years import IMPORTED, calendar_of, store_year
from portal.config import Config

EVE = date(2026, 12, 31)
NOTICE = {"notice": "", "off": ["01-01", "01-04"], "worked": ["01-09"]}


@pytest.fixture
def app(settings: Config) -> Iterator[Flask]:
    app = portal.create_app(settings)
    yield app
    app.extensions["qingfeng.engine"].dispose()


def imported(session: Session, notice: dict[str, object] = NOTICE) -> None:
    store_year(session, 2027, notice)
    session.commit()


def test_an_imported_year_makes_its_limits_certain(session: Session, app: Flask) -> None:
    imported(session)
    with app.app_context():
        assert working_days_after(EVE, 1) == (date(2027, 1, 5), False)
    assert working_days_after(EVE, 1) == (date(2027, 1, 4), True)  # no application, no years
    assert calendar_of(session).after(EVE, 1) == (date(2027, 1, 5), False)


def test_a_year_announced_anew_takes_the_place_of_the_first(session: Session) -> None:
    imported(session)
    imported(session, {**NOTICE, "off": ["01-01"]})
    assert calendar_of(session).after(EVE, 1) == (date(2027, 1, 4), False)
    store_year(session, 2026, {"off": [], "worked": []})
    assert calendar_of(session).is_working_day(date(2026, 10, 1))


def test_a_process_learns_of_a_year_when_it_looks_again(session: Session, app: Flask) -> None:
    with app.app_context():
        assert not china().is_working_day(date(2027, 1, 1)) and china() is shipped()
        imported(session)
        assert china() is shipped()
        app.extensions[IMPORTED].look_anew()
        assert 2027 in china().published
        known = china()
        app.extensions[IMPORTED].look_anew()
        assert china() is known  # and so what was counted by it is remembered


def test_taking_something_in_never_waits_for_a_look(session: Session, app: Flask) -> None:
    imported(session)
    asked: list[str] = []
    note = lambda _c, _cursor, statement, *_rest: asked.append(statement)  # noqa: E731
    event.listen(app.extensions["qingfeng.reading"], "before_cursor_execute", note)
    with app.test_request_context("/reports", method="POST"):
        assert working_days_after(EVE, 1)[1] is True
    assert asked == []
    with app.test_request_context("/o/hospital/"):
        assert working_days_after(EVE, 1)[1] is False
    assert [one for one in asked if one != "BEGIN"] and len(asked) <= 2


def test_dates_are_told_though_years_cannot_be_asked_for(engine: Engine, app: Flask) -> None:
    CalendarYear.metadata.tables["portal.calendar_years"].drop(engine)
    with app.app_context():
        assert working_days_after(EVE, 1) == (date(2027, 1, 4), True)


def test_a_year_that_cannot_be_right_is_not_stored(session: Session) -> None:
    with pytest.raises(CalendarInvalid):
        store_year(session, 2027, {"off": ["01-02"], "worked": []})
