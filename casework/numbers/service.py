"""Giving numbers that people read: each once, in order, whoever asks at the same moment.

A number is never counted from the rows that have one. Each series of an office and year has a
counter; its row is locked until the transaction that takes from it ends, so two at once get
different numbers, and a transaction that is rolled back gives its own back.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import groupby

from sqlalchemy import ColumnElement, Row, insert, select
from sqlalchemy.orm import Session

from casework.numbers.models import NumberCounter, ReceiptNumber
from portal.database import insert_once
from portal.reports.models import Report

RECEIPT = "receipt"
LEAD = "lead"
SERIES = {RECEIPT: "收字", LEAD: "线字"}
"""Each series, and the word that stands before its numbers."""
BATCH = 500
"""Reports numbered in one transaction: an upgrade finds thousands, and writers wait for it."""


def written(series: str, year: int, no: int) -> str:
    """A number as it is written: 收字〔2026〕0147号; more than four digits where it needs them."""
    return f"{SERIES[series]}〔{year}〕{no:04}号"


def next_number(session: Session, office_id: uuid.UUID, series: str, year: int) -> int:
    """The next number of a series in a year, from 1. The caller commits, and soon."""
    return next_numbers(session, office_id, series, year, 1).start


def next_numbers(
    session: Session, office_id: uuid.UUID, series: str, year: int, count: int
) -> range:
    """The next so many numbers of a series in a year. The caller commits, and soon."""
    counter = _locked(session, office_id, series, year)
    first, counter.last = counter.last + 1, counter.last + count
    session.flush()
    return range(first, first + count)


def _locked(session: Session, office_id: uuid.UUID, series: str, year: int) -> NumberCounter:
    key = {"office_id": office_id, "series": series, "year": year}
    insert_once(session, NumberCounter, **key, last=0)
    return session.get_one(NumberCounter, key, with_for_update=True, populate_existing=True)


def has_unnumbered(session: Session, office_id: uuid.UUID, today: date) -> bool:
    """Whether a new report was delivered that has no number yet."""
    new = Report.office_id == office_id, Report.deliver_on <= today, Report.sha256.is_(None)
    # Unsorted: so the index of new reports is the one that is read.
    first = select(Report.channel).where(*new, ~_has_number()).limit(1)
    return session.scalar(first) is not None


def number_reports(session: Session, office_id: uuid.UUID, today: date) -> bool:
    """Give numbers (收字) to delivered reports that have none; tells whether some are left.

    Also to those that were registered before there were numbers.

    The oldest delivery day goes first; within a day the random id decides, since nothing shows
    which report came first. The year is the delivery day's. The caller commits.
    """
    found = _unnumbered(session, office_id, today, BATCH)
    for year in sorted({row.deliver_on.year for row in found}):
        _locked(session, office_id, RECEIPT, year)
    # Only now is it certain which ones another request has not numbered meanwhile.
    ids = {row.id for row in found}
    ids -= set(receipt_numbers(session, office_id, ids))
    found = [row for row in found if row.id in ids]
    for year, rows in groupby(found, key=lambda row: row.deliver_on.year):
        _give(session, office_id, year, [row.id for row in rows])
    return bool(_unnumbered(session, office_id, today, 1))


def _give(session: Session, office_id: uuid.UUID, year: int, ids: Sequence[uuid.UUID]) -> None:
    numbers = next_numbers(session, office_id, RECEIPT, year, len(ids))
    rows = [
        {"office_id": office_id, "report_id": id, "year": year, "no": no}
        for id, no in zip(ids, numbers, strict=True)
    ]
    session.execute(insert(ReceiptNumber), rows)


def _unnumbered(
    session: Session, office_id: uuid.UUID, today: date, most: int
) -> Sequence[Row[uuid.UUID, date]]:
    delivered = Report.office_id == office_id, Report.deliver_on <= today
    query = (
        select(Report.id, Report.deliver_on)
        .where(*delivered, ~_has_number())
        .order_by(Report.deliver_on, Report.id)
        .limit(most)
    )
    return session.execute(query).all()


def _has_number() -> ColumnElement[bool]:
    mine = ReceiptNumber.office_id == Report.office_id, ReceiptNumber.report_id == Report.id
    return select(ReceiptNumber.no).where(*mine).exists()


def receipt_numbers(
    session: Session, office_id: uuid.UUID, reports: Collection[uuid.UUID]
) -> Mapping[uuid.UUID, tuple[int, int]]:
    """Year and number of those of these reports that have one."""
    if not reports:
        return {}
    rows = session.execute(
        select(ReceiptNumber.report_id, ReceiptNumber.year, ReceiptNumber.no).where(
            ReceiptNumber.office_id == office_id, ReceiptNumber.report_id.in_(reports)
        )
    )
    return {id: (year, no) for id, year, no in rows}
