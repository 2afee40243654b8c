"""A server that does not own its tables: it starts when they are ready, and says so when not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import Engine, text

import casework
import portal
from casework.commands import main
from portal.config import Config
from portal.database import make_engine
from portal.upgrade import HEAD, ROLES, downgrade
from tests.conftest import Hospital, under_its_role

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, settings: Config) -> Run:
    """Run a command on the test installation; in a role's name, if one is given."""

    def command(*words: str, area: str = "") -> Result:
        database = (under_its_role(settings, area) if area else settings).database
        monkeypatch.setenv("QINGFENG_DATA", str(settings.data))
        monkeypatch.setenv("QINGFENG_DATABASE", database)
        return CliRunner().invoke(main, words)

    return command


on_postgresql = pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
areas = pytest.mark.parametrize("area", ["portal", "casework"])


@on_postgresql
@areas
def test_each_area_runs_in_its_own_role(settings: Config, area: str) -> None:
    create = {"portal": portal.create_app, "casework": casework.create_app}[area]
    app: Flask = create(under_its_role(settings, area))
    engine: Engine = app.extensions["qingfeng.engine"]
    with engine.connect() as connection:
        assert connection.scalar(text("select current_user")) == f"qingfeng_{area}"
    engine.dispose()


@on_postgresql
@areas
def test_a_role_starts_on_a_database_that_is_ready(run: Run, hospital: Hospital, area: str) -> None:
    told = run("office", "list", area=area)
    assert (told.exit_code, "hospital" in told.output) == (0, True)


@on_postgresql
@areas
def test_a_role_says_what_to_do_about_one_that_is_not(
    run: Run, engine: Engine, hospital: Hospital, area: str
) -> None:
    downgrade(engine, "0002")
    told = run("office", "list", area=area)
    assert told.exit_code == 1
    assert told.output.startswith(f"Error: The database is not at {HEAD}")
    assert "qingfeng upgrade" in told.output
    upgraded = run("upgrade")
    assert upgraded.output == f"The database is at {HEAD}. Roles: {', '.join(ROLES)}.\n"
    assert run("office", "list", area=area).exit_code == 0


def test_upgrading_an_empty_database_makes_the_site(
    monkeypatch: pytest.MonkeyPatch, database: str, tmp_path: object
) -> None:
    monkeypatch.setenv("QINGFENG_DATA", str(tmp_path))
    monkeypatch.setenv("QINGFENG_DATABASE", database)
    told = CliRunner().invoke(main, ["upgrade"])
    assert told.exit_code == 0
    assert told.output.startswith(f"The database is at {HEAD}.")
    engine = make_engine(database)
    site = "site" if engine.dialect.name == "sqlite" else "portal.site"
    with engine.connect() as connection:
        assert len(connection.scalar(text(f"select site from {site}"))) == 16
    engine.dispose()


@on_postgresql
def test_the_rules_can_be_said_again(run: Run, hospital: Hospital) -> None:
    assert [run("upgrade").exit_code for _ in range(2)] == [0, 0]
