"""PostgreSQL itself keeps the public area out of casework, and from reading what it cannot name."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from casework.commands.sweep import sweep_store
from portal.attachments.models import CLAIMED_UPLOADS, Attachment, Part
from portal.blobs import open_store
from portal.config import Config
from portal.database import Base, make_engine
from portal.mailboxes.models import Mailbox, Message
from portal.notices.models import Notice
from portal.offices.models import EarlierStatement, Office, Site
from portal.reports.models import FILES_TAKEN, Report
from portal.scope import scope
from tests.conftest import Hospital, under_its_role
from tests.isolation.rows import fill, made_up

pytestmark = pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
PUBLIC = (Site, Office, EarlierStatement, Notice)
HELD = (Report, Mailbox, Message, Attachment, Part)
FORBIDDEN = "42501"


@pytest.fixture
def rows(engine: Engine, hospital: Hospital, stranger: Hospital) -> None:
    """A row in every table, for both offices; every attachment claimed."""
    fill(engine, hospital, stranger)


@pytest.fixture
def portal(settings: Config, rows: None) -> Iterator[Connection]:
    """A connection of the portal's role."""
    role = make_engine(under_its_role(settings, "portal").database)
    with role.connect() as connection:
        yield connection
    role.dispose()


def count(connection: Connection, table: type[Base]) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def is_forbidden(connection: Connection, statement: object) -> bool:
    try:
        with connection.begin_nested():
            connection.execute(statement)
    except DBAPIError as error:
        return getattr(error.orig, "sqlstate", None) == FORBIDDEN
    return False


def test_nothing_of_casework_can_be_touched(portal: Connection) -> None:
    ours = [table for table in Base.metadata.sorted_tables if table.schema == "casework"]
    assert ours
    for table in ours:
        for verb in (select(func.count()).select_from(table), delete(table)):
            assert is_forbidden(portal, verb), table.name
    rights = text("select has_schema_privilege('casework', 'usage')")
    assert portal.scalar(rights) is False


def test_it_has_rights_to_these_tables_only(portal: Connection) -> None:
    query = text(
        "select relname from pg_class c join pg_namespace n on n.oid = relnamespace "
        "where nspname in ('portal', 'casework', 'public') and relkind in ('r', 'v') "
        "and has_any_column_privilege(c.oid, 'select, insert, update, references')"
    )
    views = {"files_taken", "claimed_uploads", "part_names"}
    tables = {table.__tablename__ for table in (*PUBLIC, *HELD)}
    shared = {"alembic_version", "calendar_years"}
    assert set(portal.scalars(query)) == tables | views | shared


def test_without_an_id_nothing_is_listed(portal: Connection, hospital: Hospital) -> None:
    for _ in range(2):
        assert [count(portal, table) for table in HELD] == [0] * len(HELD)
        scope(portal, office=hospital.office.id)


def test_an_id_shows_its_own_row_and_no_other(
    portal: Connection, engine: Engine, hospital: Hospital
) -> None:
    for name, table in (("report", Report), ("message", Message), ("attachment", Attachment)):
        with engine.connect() as owner:
            id = owner.scalar(select(table.id).where(table.office_id == hospital.office.id))
        scope(portal, **{name: id})
        assert portal.scalars(select(table.id)).all() == [id]
        scope(portal, **{name: uuid.uuid4()})
        assert count(portal, table) == 0


def test_a_mailbox_shows_what_lies_in_it(
    portal: Connection, engine: Engine, hospital: Hospital
) -> None:
    office, id = hospital.office.id, bytes(range(32))
    with engine.begin() as owner:
        values = made_up(Mailbox.__table__, office) | {"id": id}
        owner.execute(insert(Mailbox).values(values))
        letter = made_up(Message.__table__, office) | {"mailbox_id": id}
        owner.execute(insert(Message).values(letter))
    scope(portal, mailbox=id)
    assert portal.scalars(select(Mailbox.id)).all() == [id]
    assert portal.scalars(select(Message.id)).all() == [letter["id"]]


def test_what_came_in_cannot_be_changed(
    portal: Connection, engine: Engine, hospital: Hospital
) -> None:
    with engine.connect() as owner:
        id = owner.scalar(select(Report.id).where(Report.office_id == hospital.office.id))
    scope(portal, report=id)
    assert is_forbidden(portal, update(Report).values(body=b""))
    assert is_forbidden(portal, delete(Report))
    assert is_forbidden(portal, delete(Mailbox))
    assert is_forbidden(portal, update(Message).values(body=b""))
    for table in PUBLIC:
        assert is_forbidden(portal, delete(table))
    assert is_forbidden(portal, update(Office).values(statement={}))
    assert is_forbidden(portal, update(Site).values(id=2))


def test_counts_are_told_and_not_whose_they_are(portal: Connection, engine: Engine) -> None:
    with engine.begin() as owner:
        owner.execute(update(Report).values(channel="file"))
    assert count(portal, Report) == count(portal, Attachment) == 0
    assert portal.scalar(select(func.count(FILES_TAKEN.deliver_on))) == 2
    assert portal.scalar(select(func.count(CLAIMED_UPLOADS.stored))) == 2
    assert set(FILES_TAKEN.keys()) == {"office_id", "deliver_on"}
    assert set(CLAIMED_UPLOADS.keys()) == {"office_id", "begun_on", "stored"}


@pytest.mark.parametrize("area", ["portal", "casework"])
def test_a_sweep_by_a_role_takes_no_claimed_blob_for_an_orphan(
    settings: Config, engine: Engine, rows: None, tmp_path: Path, hospital: Hospital, area: str
) -> None:
    store = open_store(settings.blob_address)
    store.adopt(hospital.site)
    with engine.connect() as owner:
        names = set(owner.scalars(select(Part.id)))
    for name in names:
        store.write(name, b"sealed")
    swept = sweep_store(under_its_role(settings, area), lambda found: True)
    assert swept == (0, 0)
    assert {name for some in store.names() for name in some} == names
