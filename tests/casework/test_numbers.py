"""Numbers of reports (收字) and leads (线字): each once, in order, with no gap."""

from __future__ import annotations

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.numbers import service
from casework.numbers.models import ReceiptNumber
from casework.numbers.service import LEAD, next_number, number_reports, receipt_numbers, written
from portal.days import today
from portal.reports.models import Report
from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive
from tests.conftest import Hospital

AT_ONCE = 6


def arrive(session: Session, hospital: Hospital, delivered: date, count: int = 1) -> set[uuid.UUID]:
    """Reports that are delivered on a day, as the public area stores them."""
    ids = {uuid.uuid4() for _ in range(count)}
    for id in ids:
        session.add(
            Report(
                office_id=hospital.office.id,
                id=id,
                mailbox_id=None,
                epoch=1,
                channel="file",
                received_on=delivered,
                deliver_on=delivered,
                body=b"sealed",
            )
        )
    session.commit()
    return ids


def number_all(engine: Engine, hospital: Hospital) -> None:
    """What one request for the queue does."""
    left = True
    while left:
        with Session(engine) as session, session.begin():
            left = number_reports(session, hospital.office.id, today())


def numbers(session: Session) -> dict[int, list[int]]:
    """The numbers given, by year."""
    given: dict[int, list[int]] = {}
    rows = session.execute(select(ReceiptNumber.year, ReceiptNumber.no))
    for year, no in sorted(tuple(row) for row in rows):
        given.setdefault(year, []).append(no)
    return given


@pytest.mark.parametrize(
    ("no", "words"),
    [(1, "收字〔2026〕0001号"), (147, "收字〔2026〕0147号"), (12345, "收字〔2026〕12345号")],
)
def test_a_number_is_written_with_four_digits_at_least(no: int, words: str) -> None:
    assert written("receipt", 2026, no) == words


def test_the_oldest_day_is_numbered_first_and_a_day_that_is_to_come_not_at_all(
    session: Session, engine: Engine, hospital: Hospital
) -> None:
    year = today().year
    days = [date(year, 3, 2), date(year, 1, 5), date(year, 2, 3)]
    (last,), (first,), (second,) = (arrive(session, hospital, day) for day in days)
    arrive(session, hospital, today() + timedelta(days=1))
    number_all(engine, hospital)
    found = receipt_numbers(session, hospital.office.id, [first, second, last])
    assert found == {first: (year, 1), second: (year, 2), last: (year, 3)}
    assert numbers(session) == {year: [1, 2, 3]}


def test_each_year_counts_from_one(session: Session, engine: Engine, hospital: Hospital) -> None:
    arrive(session, hospital, date(2024, 12, 31), 2)
    arrive(session, hospital, date(2025, 1, 1), 3)
    number_all(engine, hospital)
    assert numbers(session) == {2024: [1, 2], 2025: [1, 2, 3]}


def test_many_at_once_give_no_number_twice_and_leave_no_gap(
    session: Session, engine: Engine, hospital: Hospital, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "BATCH", 7)
    arrive(session, hospital, today(), 60)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for done in [pool.submit(number_all, engine, hospital) for _ in range(AT_ONCE)]:
            done.result()
    assert numbers(session) == {today().year: list(range(1, 61))}


def test_leads_counted_at_once_get_each_number_once(engine: Engine, hospital: Hospital) -> None:
    def take(_: int) -> int:
        with Session(engine) as session, session.begin():
            return next_number(session, hospital.office.id, LEAD, 2026)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert sorted(pool.map(take, range(30))) == list(range(1, 31))


def test_a_number_that_was_rolled_back_is_given_again(engine: Engine, hospital: Hospital) -> None:
    for commit in (False, True):
        with Session(engine) as session:
            assert next_number(session, hospital.office.id, LEAD, 2026) == 1
            session.commit() if commit else session.rollback()


def test_a_keyholder_sees_the_number_in_the_list_and_on_the_page(
    at_desk: CaseWorker, receive: Receive
) -> None:
    at_desk.sign_in()
    id = receive()
    (row,) = at_desk.get("reports.json").json["reports"]
    assert row["number"] == f"收字〔{today().year}〕0001号"
    assert at_desk.get(f"reports/{id}.json").json["report"]["number"] == row["number"]
    page = at_desk.get(f"reports/{id}", headers={"Accept": "text/html"})
    assert row["number"] in page.text


def test_a_report_that_is_opened_before_the_list_has_its_number(
    at_desk: CaseWorker, receive: Receive
) -> None:
    at_desk.sign_in()
    assert at_desk.get(f"reports/{receive()}.json").json["report"]["number"]
