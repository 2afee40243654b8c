"""Real databases for every test, on both engines, and the people who appear in them."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session, make_transient

from casework.administration.setup import (
    OfficeFacts,
    Person,
    Setup,
    Welcome,
    hire,
    set_up_office,
)
from casework.keyring.models import Epoch, EpochGrant, Roster
from casework.members.models import Member
from portal.config import Config
from portal.database import make_engine
from portal.days import now, today
from portal.offices.models import Office
from portal.offices.service import the_site
from portal.upgrade import ROLES, upgrade

# No test is timed: a busy machine decides nothing.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.load_profile("untimed")

TEXTS = {
    "zh-Hans": {"name": "测试医院纪检监察室", "address": "行政楼 205", "letter_box": "门诊一楼"},
    "en": {"name": "Test Hospital Office", "address": "Room 205", "letter_box": "ground floor"},
}
OTHERS = {
    "colleague": "registrar",
    "secretary": "secretary",
    "helper": "helper",
    "auditor": "auditor",
    "administrator": "administrator",
}
"""Further members of the hospital, by sign-in name: a second registrar and who holds no keys."""


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def postgres_binary(name: str) -> str:
    """A PostgreSQL program, from the path or where Debian keeps it."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    program = shutil.which(name) or (str(found[-1]) if found else None)
    assert program, f"PostgreSQL's {name} is missing: run `make test`, which installs it."
    return program


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A PostgreSQL server of our own on loopback; its address without a database."""
    folder = Path(tempfile.mkdtemp(prefix="qingfeng-postgres-"))
    # initdb refuses root: run it as another user.
    owner = pwd.getpwnam("postgres").pw_name if os.geteuid() == 0 else None
    if owner:
        shutil.chown(folder, owner)
    port, data = free_port(), folder / "data"
    subprocess.run(
        [postgres_binary("initdb"), "-D", data, "-U", "qingfeng", "-A", "trust", "-E", "UTF8"],
        check=True,
        user=owner,
        cwd=folder,
        stdout=subprocess.DEVNULL,
    )
    control = [postgres_binary("pg_ctl"), "-D", str(data), "-w", "-s"]
    options = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder}"
    subprocess.run(
        [*control, "-l", str(folder / "log"), "-o", options, "start"],
        check=True,
        user=owner,
        cwd=folder,
    )
    address = f"postgresql://qingfeng@127.0.0.1:{port}"
    for role in ROLES:
        _administer(address, f"create role {role} login")
    yield address
    subprocess.run([*control, "-m", "immediate", "stop"], check=True, user=owner, cwd=folder)
    shutil.rmtree(folder)


def make_database(server: str, name: str, template: str = "template1") -> str:
    """Make a database on a PostgreSQL server, as a copy of another; return its address."""
    _administer(server, f"create database {name} template {template}")
    return f"{server}/{name}"


def drop_database(server: str, name: str) -> None:
    """Drop a database, whoever is connected."""
    _administer(server, f"drop database {name} with (force)")


def _administer(server: str, command: str) -> None:
    admin = make_engine(f"{server}/postgres")
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(command))
    admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, once on each engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'qingfeng.sqlite'}"
        return
    server = request.getfixturevalue("postgres")
    name = f"test_{os.urandom(6).hex()}"
    yield make_database(server, name)
    drop_database(server, name)


@pytest.fixture(scope="session")
def cast() -> Cast:
    """A site with two offices; made once, because passphrases are slow on purpose."""
    return Cast()


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path, cast: Cast) -> Iterator[Config]:
    """Settings for a test installation with two offices, once on each engine."""
    folder = request.getfixturevalue("tmp_path_factory").getbasetemp()
    if request.param == "sqlite":
        template = folder / "template.sqlite"
        if not template.exists():
            cast.found(f"sqlite:///{template}")
        shutil.copy(template, tmp_path / "qingfeng.sqlite")
        yield Config(tmp_path, f"sqlite:///{tmp_path / 'qingfeng.sqlite'}", difficulty=4)
        return
    server = request.getfixturevalue("postgres")
    mark = folder / "template.postgresql"
    if not mark.exists():
        cast.found(make_database(server, "template_cast"))
        mark.touch()
    name = f"test_{os.urandom(6).hex()}"
    yield Config(tmp_path, make_database(server, name, "template_cast"), difficulty=4)
    drop_database(server, name)


def under_its_role(settings: Config, area: str) -> Config:
    """The settings of a process that serves one area as it should run: not as the tables' owner."""
    role = settings.database.replace("//qingfeng@", f"//qingfeng_{area}@")
    return replace(settings, database=role)


@pytest.fixture
def engine(settings: Config) -> Iterator[Engine]:
    """The test installation's database."""
    engine = make_engine(settings.database)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session; what it did is visible to others after a commit."""
    with Session(engine, expire_on_commit=False) as session:
        yield session


@dataclass(frozen=True)
class Hospital:
    """A hospital's office with its cast: leader, registrar and investigator, and OTHERS by name."""

    setup: Setup
    registrar: Welcome
    investigator: Welcome
    epoch_secret: bytes
    site: bytes
    others: Mapping[str, Welcome]

    @property
    def office(self) -> Office:
        """The office's row, as it was when it was set up."""
        return self.setup.office

    def welcome(self, name: str) -> Welcome:
        """A member of the cast by sign-in name."""
        known = {"leader": self.setup.leader, "registrar": self.registrar}
        return (known | {"investigator": self.investigator} | dict(self.others))[name]


class Cast:
    """Two offices on one site, founded on one engine and copied to the other."""

    def __init__(self) -> None:
        self.offices: dict[str, Hospital] = {}
        self.rows: list[object] = []

    def found(self, address: str) -> None:
        """Write the site and both offices into an empty database, the same each time."""
        engine = make_engine(address)
        upgrade(engine)
        with Session(engine, expire_on_commit=False) as session, session.begin():
            if not self.offices:
                site = the_site(session)
                for slug in ("hospital", "stranger"):
                    self.offices[slug] = _found_hospital(session, slug)
                tables = (Office, Member, Epoch, EpochGrant, Roster)
                self.rows = [
                    site,
                    *(row for table in tables for row in session.scalars(select(table))),
                ]
            else:
                for row in self.rows:
                    make_transient(row)
                    session.add(row)
                    session.flush()
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("COMMIT")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.exec_driver_sql("BEGIN")
        engine.dispose()


def _found_hospital(session: Session, slug: str) -> Hospital:
    leader = Person("leader", "周书记", ["leader"])
    facts = OfficeFacts(slug, TEXTS, "010-5550-0199")
    setup = set_up_office(session, facts, leader, today=today(), now=now())
    setup.office.settings = {"second_factor": "optional"}

    def hired(name: str, role: str) -> Welcome:
        person = Person(name, name, [role])
        return hire(session, setup.office, person, by=setup.opened, today=today(), now=now())

    registrar, investigator = (hired(role, role) for role in ("registrar", "investigator"))
    # Passphrases are slow on purpose, and the other office needs no more people than these.
    others = {name: hired(name, role) for name, role in OTHERS.items() if slug == "hospital"}
    site = the_site(session).site
    return Hospital(setup, registrar, investigator, setup.epoch_secret, site, others)


@pytest.fixture
def hospital(settings: Config, cast: Cast) -> Hospital:
    """The hospital most tests are about."""
    return cast.offices["hospital"]


@pytest.fixture
def stranger(settings: Config, cast: Cast) -> Hospital:
    """Another office on the same site."""
    return cast.offices["stranger"]
