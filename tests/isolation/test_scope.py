"""What a transaction is about is told once, at its beginning, and ends with it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from casework.members.models import Member
from portal.config import Config
from portal.database import make_engine
from portal.offices.models import Office
from portal.scope import follow, in_office, scope
from tests.conftest import Hospital, under_its_role

on_postgresql = pytest.mark.parametrize("settings", ["postgresql"], indirect=True)


@pytest.fixture
def role(settings: Config, hospital: Hospital) -> Iterator[Engine]:
    """The database, for casework's role."""
    engine = make_engine(under_its_role(settings, "casework").database)
    yield engine
    engine.dispose()


@pytest.fixture
def told(role: Engine) -> list[str]:
    """Every statement that tells the database something."""
    sent: list[str] = []

    @event.listens_for(role, "before_cursor_execute")
    def keep(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "set_config" in statement:
            sent.append(statement)

    return sent


def offices_seen(session: Session) -> set[uuid.UUID]:
    return set(session.scalars(select(Member.office_id)))


@on_postgresql
def test_it_is_told_once_and_again_after_a_commit(
    role: Engine, told: list[str], hospital: Hospital
) -> None:
    with Session(role) as session:
        scope(session, office=hospital.office.id, token=b"t")
        scope(session, report=uuid.uuid4())
        assert told == []
        for transactions in (1, 2):
            assert offices_seen(session) == {hospital.office.id}
            scope(session, office=hospital.office.id)
            assert len(told) == transactions
            session.commit()


@on_postgresql
def test_a_setting_ends_with_its_transaction(role: Engine, hospital: Hospital) -> None:
    with Session(role) as session:
        scope(session, office=hospital.office.id)
        assert offices_seen(session)
        raw = session.connection().connection.dbapi_connection
        session.commit()
        with Session(role) as another:
            assert another.connection().connection.dbapi_connection is raw
            assert offices_seen(another) == set()


@on_postgresql
def test_the_row_that_is_found_names_its_office(
    role: Engine, told: list[str], hospital: Hospital
) -> None:
    query = select(Office).where(Office.slug == "hospital")
    with Session(role) as session:
        assert follow(session, query.where(Office.slug == "-"), "office", Office.id) is None
        assert offices_seen(session) == set()
        follow(session, query, "office", Office.id)
        assert offices_seen(session) == {hospital.office.id}
        session.commit()
        assert offices_seen(session) == {hospital.office.id}
        assert len(told) == 3


@on_postgresql
def test_acting_in_another_office_ends(
    role: Engine, hospital: Hospital, stranger: Hospital
) -> None:
    with Session(role) as session:
        scope(session, office=hospital.office.id)
        session.scalars(select(Member)).first().display_name = "新名字"
        with in_office(session, stranger.office.id):
            assert offices_seen(session) == {stranger.office.id}
        assert offices_seen(session) == {hospital.office.id}
        with pytest.raises(KeyError), in_office(session, stranger.office.id):
            raise KeyError
        session.rollback()
        assert offices_seen(session) == {hospital.office.id}


def test_a_name_nobody_knows_is_a_mistake(session: Session) -> None:
    with pytest.raises(ValueError, match="not a scope"):
        scope(session, ofice=uuid.uuid4())


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
def test_sqlite_is_told_nothing(role: Engine, told: list[str], hospital: Hospital) -> None:
    query = select(Office).where(Office.slug == "hospital")
    with Session(role) as session:
        scope(session, office=hospital.office.id)
        assert follow(session, query, "office", Office.id).slug == "hospital"
        assert len(offices_seen(session)) == 2
    (found,) = told
    assert found.startswith("SELECT main.offices")
