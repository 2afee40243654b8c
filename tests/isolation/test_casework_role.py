"""PostgreSQL itself holds casework to the office that acts, in every table there is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, Table, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from portal.config import Config
from portal.database import SCHEMAS, Base, make_engine
from portal.scope import scope
from tests.conftest import Hospital, under_its_role
from tests.isolation.rows import OF_OFFICES, fill, made_up

pytestmark = pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
WITHOUT_OFFICE = {"site", "offices", "calendar_years", "sign_in_failures"}
"""Read by both areas, but for the last: failures to sign in, by the digest of a name."""
FORBIDDEN = "42501"


@pytest.fixture
def casework(
    settings: Config, engine: Engine, hospital: Hospital, stranger: Hospital
) -> Iterator[Connection]:
    """A connection of casework's role, with the hospital acting; both offices have rows."""
    fill(engine, hospital, stranger)
    role = make_engine(under_its_role(settings, "casework").database)
    with role.connect() as connection:
        scope(connection, office=hospital.office.id)
        yield connection
    role.dispose()


def offices_in(connection: Connection, table: Table) -> set[object]:
    return set(connection.scalars(select(table.c.office_id)))


def refused(error: pytest.ExceptionInfo[DBAPIError]) -> bool:
    return getattr(error.value.orig, "sqlstate", None) == FORBIDDEN


def test_no_table_of_another_office_shows_a_row(
    casework: Connection, engine: Engine, hospital: Hospital, stranger: Hospital
) -> None:
    both = {hospital.office.id, stranger.office.id}
    for table in OF_OFFICES:
        with engine.connect() as owner:
            assert offices_in(owner, table) == both, table.name
        assert offices_in(casework, table) == {hospital.office.id}, table.name


def test_while_no_office_acts_no_table_shows_a_row(casework: Connection) -> None:
    casework.rollback()
    for table in OF_OFFICES:
        assert offices_in(casework, table) == set(), table.name


def test_a_transfer_is_found_where_it_went_and_not_changed_from_there(
    casework: Connection, engine: Engine, hospital: Hospital, stranger: Hospital
) -> None:
    table = Base.metadata.tables["casework.transfers"]
    theirs = table.c.office_id == stranger.office.id
    assert casework.scalar(select(func.count()).select_from(table).where(theirs)) == 0
    casework.rollback()
    with engine.begin() as owner:
        owner.execute(update(table).where(theirs).values(to_office_id=hospital.office.id))
    scope(casework, office=hospital.office.id)
    assert casework.scalar(select(func.count()).select_from(table).where(theirs)) == 1
    changed = casework.execute(update(table).where(theirs).values(reply=b"forged"))
    assert changed.rowcount == 0
    assert casework.execute(delete(table).where(theirs)).rowcount == 0


def test_nothing_is_written_into_another_office(
    casework: Connection, engine: Engine, stranger: Hospital
) -> None:
    theirs = stranger.office.id
    for table in OF_OFFICES:
        with pytest.raises(DBAPIError) as error, casework.begin_nested():
            casework.execute(insert(table).values(made_up(table, theirs)))
        assert refused(error), table.name


def test_nothing_of_another_office_is_changed_or_deleted(
    casework: Connection, engine: Engine, stranger: Hospital
) -> None:
    for table in OF_OFFICES:
        them = table.c.office_id == stranger.office.id
        for statement in (update(table).values(office_id=table.c.office_id), delete(table)):
            try:
                with casework.begin_nested():
                    assert casework.execute(statement.where(them)).rowcount == 0, table.name
            except DBAPIError as error:
                assert getattr(error.orig, "sqlstate", None) == FORBIDDEN


def test_no_row_moves_to_another_office(casework: Connection, stranger: Hospital) -> None:
    for table in OF_OFFICES:
        move = update(table).values(office_id=stranger.office.id)
        with pytest.raises(DBAPIError) as error, casework.begin_nested():
            casework.execute(move)
        assert refused(error), table.name


def test_another_office_is_seen_and_not_changed(
    casework: Connection, hospital: Hospital, stranger: Hospital
) -> None:
    offices = Base.metadata.tables["portal.offices"]
    assert casework.scalar(select(func.count()).select_from(offices)) == 2
    casework.execute(update(offices).values(phone="1"))
    phones = casework.execute(select(offices.c.id, offices.c.phone)).all()
    assert {id for id, phone in phones if phone == "1"} == {hospital.office.id}


def test_what_was_done_is_not_undone(casework: Connection) -> None:
    for name in ("audit_entries", "signed_heads", "rosters"):
        table = Base.metadata.tables[f"casework.{name}"]
        for statement in (delete(table), update(table).values(office_id=table.c.office_id)):
            with pytest.raises(DBAPIError) as error, casework.begin_nested():
                casework.execute(statement)
            assert refused(error)


def test_every_table_has_an_office_or_is_named(casework: Connection) -> None:
    query = text("select tablename from pg_tables where schemaname = any(:schemas)")
    stored = set(casework.scalars(query, {"schemas": list(SCHEMAS)}))
    assert stored - {table.name for table in OF_OFFICES} == WITHOUT_OFFICE


def test_the_roles_own_nothing_and_pass_by_no_policy(casework: Connection) -> None:
    query = text(
        "select count(*) from pg_roles where rolname like 'qingfeng\\_%' and "
        "(rolsuper or rolbypassrls or rolcreatedb or rolcreaterole)"
    )
    assert casework.scalar(query) == 0
    owned = text(
        "select tablename from pg_tables where schemaname = any(:schemas) "
        "and tableowner like 'qingfeng\\_%'"
    )
    assert casework.scalars(owned, {"schemas": list(SCHEMAS)}).all() == []
