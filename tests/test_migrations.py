"""Migrations run up and down, with data, on both engines, and make what the models say."""

from __future__ import annotations

import uuid

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, select
from sqlalchemy.orm import Session

import casework.application
import casework.audit.models
import casework.cases.models
import casework.deadlines.models
import casework.drafts.models
import casework.entries.models
import casework.lists.models
import casework.members.factor_models
import casework.numbers.models
import casework.search.models
import casework.tasks.models
import casework.transfers.models  # noqa: F401
import portal.application
import portal.attachments.models
import portal.calendar.models
import portal.notices.models  # noqa: F401
from portal.database import SCHEMAS, Base, make_engine
from portal.days import today
from portal.offices.models import Office
from portal.reports.models import Report
from portal.upgrade import FOLDER, HEAD, downgrade, upgrade

ABOUT_REPORTERS = (
    "portal.reports",
    "portal.mailboxes",
    "portal.messages",
    "portal.attachments",
    "portal.attachment_parts",
)


def tables(engine: Engine) -> set[str]:
    schemas = SCHEMAS if engine.dialect.name == "postgresql" else (None,)
    names = {name for schema in schemas for name in inspect(engine).get_table_names(schema)}
    return names - {"alembic_version"}


def test_the_newest_migration_is_the_one_that_is_named() -> None:
    assert ScriptDirectory(str(FOLDER)).get_current_head() == HEAD


def test_up_makes_every_table_and_down_leaves_none(database: str) -> None:
    engine = make_engine(database)
    upgrade(engine)
    assert tables(engine) == {table.name for table in Base.metadata.tables.values()}
    downgrade(engine, "base")
    assert tables(engine) == set()
    upgrade(engine)
    assert tables(engine)
    engine.dispose()


def test_down_works_with_data(engine: Engine, session: Session) -> None:
    assert session.scalars(select(Office)).all()
    session.close()
    downgrade(engine, "base")
    assert tables(engine) == set()


def test_the_second_migration_keeps_what_there_is(engine: Engine, session: Session) -> None:
    office = session.scalars(select(Office).where(Office.slug == "hospital")).one()
    key = (office.id, uuid.uuid4())
    session.add(
        Report(
            office_id=office.id,
            id=key[1],
            epoch=1,
            channel="browser",
            received_on=today(),
            deliver_on=today(),
            body=b"sealed",
        )
    )
    session.commit()
    session.close()
    downgrade(engine, "0001")
    assert "attachments" not in tables(engine)
    upgrade(engine)
    with Session(engine) as again:
        assert again.get_one(Report, key).body == b"sealed"
        assert again.get_one(Report, key).opened_on is None
        assert again.get_one(Office, office.id).settings == {}


def test_the_migrations_make_what_the_models_say(engine: Engine) -> None:
    options = {"include_schemas": True, "compare_type": True}
    if engine.dialect.name == "sqlite":
        for table in Base.metadata.tables.values():
            assert table.name in tables(engine)
            columns = {column["name"] for column in inspect(engine).get_columns(table.name)}
            assert columns == {column.name for column in table.columns}
        return
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_rows_about_reporters_have_no_order_of_arrival(engine: Engine) -> None:
    """No time, no sequence, and in SQLite no rowid (cryptography.md, What is hidden)."""
    for name in ABOUT_REPORTERS:
        table = Base.metadata.tables[name]
        kinds = {column.type.python_type.__name__ for column in table.columns}
        assert kinds <= {"UUID", "bytes", "int", "str", "date"}
        assert not any(column.autoincrement is True for column in table.columns)
        if engine.dialect.name == "sqlite":
            with engine.connect() as connection:
                sql = connection.exec_driver_sql(
                    "select sql from sqlite_master where name = ?", (table.name,)
                ).scalar_one()
            assert "WITHOUT ROWID" in sql
