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
def store(settings: Config, monkeypatch: pytest.MonkeyPatch) -> Blobs:
    """The store of the test installation, which the command then sweeps."""
    monkeypatch.setenv("QINGFENG_DATA", str(settings.data))
    monkeypatch.setenv("QINGFENG_DATABASE", settings.database)
    return open_store(settings.blob_address)


def forgotten(session: Session, store: Blobs, hospital: Hospital) -> None:
    """An attachment of long ago that nobody claimed, and a blob without a row."""
    office, id, name = hospital.office.id, uuid.uuid4(), uuid.uuid4()
    session.add(
        Attachment(
            office_id=office,
            id=id,
            secret_digest=b"1" * 32,
            size=6,
            stored=6,
            begun_on=date(2026, 1, 2),
        )
    )
    session.add(Part(office_id=office, id=name, attachment_id=id, part=0, sha256=b"2" * 32))
    session.commit()
    store.write(name, b"sealed")
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
    assert left(engine, store) == (0, 0)
    again = CliRunner().invoke(main, ["store", "sweep"])
    assert again.output == "Removed: attachments 0, blobs without a row 0.\n"


def test_a_server_sweeps_when_it_starts(
    session: Session, engine: Engine, store: Blobs, hospital: Hospital
) -> None:
    forgotten(session, store, hospital)
    port = free_port()
    program = str(Path(sys.executable).with_name("qingfeng"))
    process = subprocess.Popen([program, "serve", "--port", str(port)], env=os.environ)
    while process.poll() is None:
        try:
            OverHttp(port).get("/challenge")
            break
        except OSError:
            continue
    process.terminate()
    process.wait()
    assert left(engine, store) == (0, 0)
