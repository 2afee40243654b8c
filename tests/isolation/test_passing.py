"""A mailbox changes its office with a case that goes up, and in no other way."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import DBAPIError

import casework.application  # noqa: F401
from casework.cases.models import Case
from casework.transfers.models import Transfer
from portal.config import Config
from portal.database import make_engine
from portal.mailboxes.models import Mailbox
from portal.reports.models import Report
from portal.scope import scope
from tests.conftest import Hospital, under_its_role
from tests.isolation.rows import made_up
from tests.isolation.test_by_hand import row

pytestmark = pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
FORBIDDEN = "42501"
ID, MAILBOX = uuid.uuid4(), os.urandom(32)


@pytest.fixture
def acting(settings: Config, stranger: Hospital) -> Iterator[Connection]:
    """A connection of casework's role, with the office above acting."""
    role = make_engine(under_its_role(settings, "casework").database)
    with role.connect() as connection:
        scope(connection, office=stranger.office.id)
        yield connection
    role.dispose()


def sent(engine: Engine, below: Hospital, above: Hospital, **changes: Any) -> None:
    """What the office below has stored of sending it."""
    told = {"to_office_id": above.office.id, "to_report_id": ID, "destination": "up"}
    values = made_up(Transfer.__table__, below.office.id) | told | changes
    with engine.begin() as owner:
        owner.execute(insert(Transfer).values(values))


def whole(above: Hospital, **changes: Any) -> dict[str, Any]:
    """The report as it arrives."""
    return row(above, id=ID, mailbox_id=MAILBOX, channel="transfer") | changes


def refused(connection: Connection, table: Any, values: dict[str, Any]) -> bool:
    with pytest.raises(DBAPIError) as error, connection.begin_nested():
        connection.execute(insert(table).values(values))
    return getattr(error.value.orig, "sqlstate", None) == FORBIDDEN


def test_a_report_with_a_mailbox_comes_only_where_one_was_sent_up(
    acting: Connection, engine: Engine, hospital: Hospital, stranger: Hospital
) -> None:
    above = stranger
    assert refused(acting, Report, whole(above))
    acting.rollback()
    sent(engine, hospital, above, destination="01")
    sent(engine, hospital, above, to_report_id=uuid.uuid4())
    sent(engine, above, above)
    scope(acting, office=above.office.id)
    assert refused(acting, Report, whole(above))
    acting.rollback()
    sent(engine, hospital, above)
    scope(acting, office=above.office.id)
    assert refused(acting, Report, whole(above, channel="phone"))
    assert refused(acting, Report, whole(above, channel="browser"))
    acting.execute(insert(Report).values(whole(above)))


def test_a_mailbox_comes_only_to_its_report(
    acting: Connection, engine: Engine, hospital: Hospital, stranger: Hospital
) -> None:
    above = stranger.office.id
    mailbox = {"office_id": above, "id": MAILBOX, "report_id": ID}
    assert refused(acting, Mailbox, mailbox)
    acting.rollback()
    sent(engine, hospital, stranger)
    with engine.begin() as owner:  # one that came in by itself, and has a mailbox of its own
        owner.execute(insert(Report).values(row(stranger, id=uuid.uuid4(), channel="browser")))
    scope(acting, office=above)
    acting.execute(insert(Report).values(whole(stranger)))
    assert refused(acting, Mailbox, mailbox | {"id": os.urandom(32)})
    assert refused(acting, Mailbox, mailbox | {"report_id": uuid.uuid4()})
    acting.execute(insert(Mailbox).values(mailbox))
    assert acting.scalar(select(func.count()).select_from(Mailbox)) == 1


@pytest.mark.parametrize(
    ("stage", "split_from", "leaves"),
    [("assessment", None, 0), ("deleted", None, 0), ("passed_up", ID, 0), ("passed_up", None, 1)],
)
def test_a_mailbox_leaves_only_with_a_case_that_went_up(
    acting: Connection,
    engine: Engine,
    stranger: Hospital,
    stage: str,
    split_from: uuid.UUID | None,
    leaves: int,
) -> None:
    office = stranger.office.id
    case = made_up(Case.__table__, office)
    case |= {"report_id": ID, "stage": stage, "split_from": split_from}
    with engine.begin() as owner:
        owner.execute(insert(Report).values(whole(stranger, channel="browser")))
        owner.execute(insert(Mailbox).values(office_id=office, id=MAILBOX, report_id=ID))
        owner.execute(insert(Case).values(case))
    assert acting.execute(delete(Mailbox)).rowcount == leaves
    moved = update(Mailbox).values(office_id=uuid.uuid4())
    if not leaves:
        with pytest.raises(DBAPIError), acting.begin_nested():
            acting.execute(moved)
