"""Real databases for every test, on both engines, and the people who appear in them."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from casework.administration.setup import OfficeFacts, Person, Setup, Welcome, hire, set_up_office
from portal.config import Config
from portal.database import make_engine
from portal.days import now, today
from portal.offices.models import Office
from portal.offices.service import the_site
from portal.upgrade import upgrade

TEXTS = {
    "zh-Hans": {"name": "测试医院纪检监察室", "address": "行政楼 205", "letter_box": "门诊一楼"},
    "en": {"name": "Test Hospital Office", "address": "Room 205", "letter_box": "ground floor"},
}


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
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL server of our own on loopback; its address without a database."""
    folder = tmp_path_factory.mktemp("postgres")
    # initdb refuses root: run it as another user.
    owner = pwd.getpwnam("postgres").pw_name if os.geteuid() == 0 else None
    if owner:
        for path in (folder, *folder.parents[:2]):
            path.chmod(0o755)
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
    yield f"postgresql://qingfeng@127.0.0.1:{port}"
    subprocess.run([*control, "-m", "immediate", "stop"], check=True, user=owner, cwd=folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, once on each engine."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'qingfeng.sqlite'}"
        return
    server = request.getfixturevalue("postgres")
    name = f"test_{os.urandom(6).hex()}"
    admin = make_engine(f"{server}/postgres").execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"create database {name}"))
    yield f"{server}/{name}"
    with admin.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))
    admin.dispose()


@pytest.fixture
def settings(database: str, tmp_path: Path) -> Config:
    """Settings for a test installation with little work to do."""
    return Config(data=tmp_path, database=database, difficulty=4)


@pytest.fixture
def engine(settings: Config) -> Iterator[Engine]:
    """The migrated database."""
    engine = make_engine(settings.database)
    upgrade(engine)
    with Session(engine) as session, session.begin():
        the_site(session)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session; what it did is visible to others after a commit."""
    with Session(engine, expire_on_commit=False) as session:
        yield session


@dataclass(frozen=True)
class Hospital:
    """A hospital's office with its cast: leader, registrar and investigator."""

    setup: Setup
    registrar: Welcome
    investigator: Welcome
    epoch_secret: bytes
    site: bytes

    @property
    def office(self) -> Office:
        """The office's row."""
        return self.setup.office


def found_hospital(session: Session, slug: str, day: date | None = None) -> Hospital:
    """Set up an office and its people, and commit."""
    from casework.administration.setup import open_epoch

    leader = Person("leader", "周书记", ["leader"])
    facts = OfficeFacts(slug, TEXTS, "010-5550-0199")
    setup = set_up_office(session, facts, leader, today=day or today(), now=now())
    secret = open_epoch(session, setup.office, "leader", setup.leader.secret, 1)
    cast = [
        hire(
            session,
            setup.office,
            Person(role, role, [role]),
            epoch_secret=secret,
            today=day or today(),
            now=now(),
        )
        for role in ("registrar", "investigator")
    ]
    site = the_site(session).site
    session.commit()
    return Hospital(setup, *cast, secret, site)


@pytest.fixture
def hospital(session: Session) -> Hospital:
    """The hospital most tests are about."""
    return found_hospital(session, "hospital")


@pytest.fixture
def stranger(session: Session, hospital: Hospital) -> Hospital:
    """Another office on the same site."""
    return found_hospital(session, "stranger")
