"""One made-up row for any table of an office, by what its columns take."""

from __future__ import annotations

import os
import uuid
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column, Engine, Table, insert, literal_column, select

import casework.application
import casework.audit.models
import casework.cases.models
import casework.drafts.models
import casework.members.factor_models
import casework.tasks.models  # noqa: F401
import portal.application
import portal.notices.models  # noqa: F401
from portal.database import Base
from tests.conftest import Hospital

MADE = {
    uuid.UUID: uuid.uuid4,
    int: lambda: int.from_bytes(os.urandom(3)) + 1000,
    bool: lambda: True,
    date: lambda: datetime.now(UTC).date(),
    datetime: lambda: datetime.now(UTC),
    object: dict,  # JSON
}
OF_OFFICES = [table for table in Base.metadata.sorted_tables if "office_id" in table.columns]


def made_up(table: Table, office: uuid.UUID) -> dict[str, Any]:
    """Values for a row of an office."""
    return {column.name: _value(column, office) for column in table.columns}


def fill(engine: Engine, *hospitals: Hospital) -> None:
    """Store a row of each office in every table that has none of it yet."""
    with engine.begin() as connection:
        for table in OF_OFFICES:
            for hospital in hospitals:
                ours = table.c.office_id == hospital.office.id
                if not connection.execute(select(literal_column("1")).where(ours)).first():
                    connection.execute(insert(table).values(made_up(table, hospital.office.id)))


def _value(column: Column[Any], office: uuid.UUID) -> Any:
    if column.name == "office_id":
        return office
    kind, length = column.type.python_type, getattr(column.type, "length", None)
    if kind is bytes:
        return os.urandom(length or 64)
    if kind is str:
        return os.urandom(64).hex()[:length]
    return MADE[kind]()
