"""What casework may add to the reports: what came by hand, nothing that looks like a reporter's."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import DBAPIError

from portal.config import Config
from portal.database import make_engine
from portal.days import today
from portal.reports.models import Report
from portal.scope import scope
from tests.conftest import Hospital, under_its_role

pytestmark = pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
FORBIDDEN = "42501"


@pytest.fixture
def casework(settings: Config, hospital: Hospital) -> Iterator[Connection]:
    """A connection of casework's role, with the hospital acting."""
    role = make_engine(under_its_role(settings, "casework").database)
    with role.connect() as connection:
        scope(connection, office=hospital.office.id)
        yield connection
    role.dispose()


def row(hospital: Hospital, **changes: Any) -> dict[str, Any]:
    """A telephone call, as casework stores it."""
    values = {
        "office_id": hospital.office.id,
        "id": uuid.uuid4(),
        "mailbox_id": None,
        "epoch": 1,
        "channel": "phone",
        "received_on": today(),
        "deliver_on": today(),
        "body": b"sealed",
    }
    return values | changes


def test_a_call_is_stored(casework: Connection, hospital: Hospital) -> None:
    casework.execute(insert(Report).values(row(hospital)))
    assert casework.scalars(select(Report.channel)).all() == ["phone"]


@pytest.mark.parametrize(
    "changes",
    [{"mailbox_id": os.urandom(32)}, {"channel": "browser"}, {"channel": "file"}],
    ids=["mailbox", "browser", "file"],
)
def test_what_looks_like_a_reporters_is_refused(
    casework: Connection, hospital: Hospital, changes: dict[str, Any]
) -> None:
    with pytest.raises(DBAPIError) as error:
        casework.execute(insert(Report).values(row(hospital, **changes)))
    assert getattr(error.value.orig, "sqlstate", None) == FORBIDDEN
