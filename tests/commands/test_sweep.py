"""Sweeping by hand, and at the start of a server."""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from casework.commands import main
from portal.attachments.models import Attachment, Part
from portal.blobs import Blobs, open_store
from portal.config import Config
from tests.conftest import Hospital, free_port
from tests.over_http import OverHttp


@pytest.fixture
def store(settings: Config, hospital: Hospital, monkeypatch: pytest.MonkeyPatch) -> Blobs:
    """The store of the test installation, which the command then sweeps."""
    monkeypatch.setenv("QINGFENG_DATA", str(settings.data))
    monkeypatch.setenv("QINGFENG_DATABASE", settings.database)
    store = open_store(settings.blob_address)
    store.adopt(hospital.site)
    return store


def attach(
    session: Session, store: Blobs, hospital: Hospital, parts: int, report: uuid.UUID | None
) -> None:
    """An attachment of long ago that a report has claimed, or that nobody has."""
    office, id = hospital.office.id, uuid.uuid4()
    session.add(
        Attachment(
            office_id=office,
            id=id,
            secret_digest=b"1" * 32,
            size=6 * parts,
            stored=6 * parts,
            begun_on=date(2026, 1, 2),
            report_id=report,
        )
    )
    for part in range(parts):
        name = uuid.uuid4()
        row = Part(office_id=office, id=name, attachment_id=id, part=part, sha256=b"2" * 32)
        session.add(row)
        store.write(name, b"sealed")
    session.commit()


def forgotten(session: Session, store: Blobs, hospital: Hospital) -> None:
    """An attachment of long ago that nobody claimed, one that stays, and a blob without a row."""
    attach(session, store, hospital, 1, None)
    attach(session, store, hospital, 9, uuid.uuid4())
    store.write(uuid.uuid4(), b"orphan")


def left(engine: Engine, store: Blobs) -> tuple[int, int]:
    """How many attachments and how many blobs there are."""
    with engine.connect() as connection:
        rows = connection.scalar(select(func.count()).select_from(Attachment)) or 0
    return rows, sum(map(len, store.names()))


def test_the_command_says_what_it_removed(
    session: Session, engine: Engine, store: Blobs, hospital: Hospital
) -> None:
    forgotten(session, store, hospital)
    result = CliRunner().invoke(main, ["store", "sweep"])
    assert (result.exit_code, result.output) == (
        0,
        "Removed: attachments 1, blobs without a row 1.\n",
    )
    assert left(engine, store) == (1, 9)
    again = CliRunner().invoke(main, ["store", "sweep"])
    assert again.output == "Removed: attachments 0, blobs without a row 0.\n"


def start() -> str:
    """Start a server and stop it once it answers; what it printed."""
    port = free_port()
    program = str(Path(sys.executable).with_name("qingfeng"))
    process = subprocess.Popen(
        [program, "serve", "--port", str(port)], env=os.environ, stderr=subprocess.PIPE, text=True
    )
    while process.poll() is None:
        try:
            assert OverHttp(port).get("/challenge").status_code == 200
            break
        except OSError:
            continue
    process.terminate()
    return process.communicate()[1]


def test_a_server_sweeps_when_it_starts(
    session: Session, engine: Engine, store: Blobs, hospital: Hospital
) -> None:
    forgotten(session, store, hospital)
    assert start() == ""
    assert left(engine, store) == (1, 9)


def test_many_orphans_stay_until_somebody_says_yes(
    session: Session, engine: Engine, store: Blobs, hospital: Hospital
) -> None:
    """As with a database from an older backup, which does not know what came since."""
    attach(session, store, hospital, 1, uuid.uuid4())
    for _ in range(5):
        store.write(uuid.uuid4(), b"of a report that came since")
    line = start()
    assert line.startswith("5 of 6 blobs in file:///") and line.count("\n") == 1
    assert left(engine, store) == (1, 6)
    no = CliRunner().invoke(main, ["store", "sweep"], input="n\n")
    assert "5 of 6 blobs" in no.output
    assert no.output.endswith("Removed: attachments 0, blobs without a row 0.\n")
    assert left(engine, store) == (1, 6)
    yes = CliRunner().invoke(main, ["store", "sweep", "--yes"])
    assert yes.output == "Removed: attachments 0, blobs without a row 5.\n"
    assert left(engine, store) == (1, 1)


def test_another_database_removes_nothing_and_is_served(
    session: Session,
    store: Blobs,
    hospital: Hospital,
    database: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    attach(session, store, hospital, 3, uuid.uuid4())
    another = database.replace("qingfeng.sqlite", "another.sqlite")
    monkeypatch.setenv("QINGFENG_DATABASE", another)
    empty = CliRunner().invoke(main, ["store", "sweep", "--yes"])
    line = start()
    assert line.startswith("The attachments in file:///") and line.count("\n") == 1
    result = CliRunner().invoke(main, ["store", "sweep", "--yes"])
    assert (result.exit_code, result.output) == (1, f"Error: {line}")
    assert (empty.exit_code, empty.output) == (1, f"Error: {line}")
    assert sum(map(len, store.names())) == 3


def test_where_nothing_is_yet_nothing_is_swept(
    database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QINGFENG_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("QINGFENG_DATABASE", database)
    result = CliRunner().invoke(main, ["store", "sweep"])
    assert result.output == "Removed: attachments 0, blobs without a row 0.\n"
