"""The office's area, with its people and a report that has come in."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

import casework
from portal.config import Config
from portal.days import today
from portal.mailboxes.models import MESSAGE, Mailbox, Message
from portal.offices.service import office_document
from portal.reports.models import Report
from tests.casework.cases import CaseWorker
from tests.casework.inspector import Inspector, Worker
from tests.conftest import Hospital, under_its_role
from tests.isolation.recorder import watched
from tests.reporter import Reporter

Receive = Callable[..., uuid.UUID]


@pytest.fixture
def app(settings: Config) -> Iterator[Flask]:
    """The office's area of the test installation."""
    app = casework.create_app(under_its_role(settings, "casework"))
    with watched(app.extensions["qingfeng.engine"]):
        yield app
    app.extensions["qingfeng.engine"].dispose()


def browser(app: Flask) -> FlaskClient:
    """A browser of its own, on the address inspectors use."""
    client = app.test_client()
    client.environ_base["HTTP_HOST"] = "localhost"
    client.environ_base["wsgi.url_scheme"] = "https"
    return client


@pytest.fixture
def registrar(app: Flask, hospital: Hospital) -> Inspector:
    """The hospital's registrar, not yet signed in."""
    return Inspector(browser(app), hospital)


@pytest.fixture
def investigator(app: Flask, hospital: Hospital) -> Inspector:
    """The hospital's investigator, who holds no keys; not yet signed in."""
    return Inspector(browser(app), hospital, "investigator")


@pytest.fixture
def auditor(app: Flask, hospital: Hospital) -> Inspector:
    """The hospital's auditor, signed in."""
    auditor = Inspector(browser(app), hospital, "auditor")
    auditor.sign_in()
    return auditor


@pytest.fixture
def outsider(app: Flask, stranger: Hospital) -> Inspector:
    """The registrar of another office, not yet signed in."""
    return Inspector(browser(app), stranger)


@pytest.fixture
def reporter(app: Flask, hospital: Hospital) -> Reporter:
    """Somebody who has written to the hospital."""
    with app.app_context():
        return Reporter(office_document(hospital.office), {})


@pytest.fixture
def receive(session: Session, hospital: Hospital, reporter: Reporter) -> Receive:
    """Store a report as intake would; gives its id."""

    def stored(
        words: str = "术前有人要红包",
        *,
        id: uuid.UUID | None = None,
        body: bytes | None = None,
        deliver_on: date | None = None,
        **changes: Any,
    ) -> uuid.UUID:
        id = id or uuid.uuid4()
        office, mailbox = hospital.office.id, changes.pop("mailbox", reporter.mailbox_id)
        report = Report(
            office_id=office,
            id=id,
            mailbox_id=mailbox,
            epoch=1,
            channel="browser" if mailbox else "file",
            received_on=today(),
            deliver_on=deliver_on or today(),
            body=body or reporter.seal(reporter.body(id, words, **changes)),
        )
        session.add(report)
        if mailbox and session.get(Mailbox, (office, mailbox)) is None:
            session.add(Mailbox(office_id=office, id=mailbox, report_id=id))
        session.commit()
        return id

    return stored


@pytest.fixture
def hear(session: Session, hospital: Hospital, reporter: Reporter) -> Callable[[bytes], None]:
    """Store a message of the reporter as intake would."""

    def stored(sealed: bytes) -> None:
        message = Message(
            office_id=hospital.office.id,
            id=uuid.uuid4(),
            mailbox_id=reporter.mailbox_id,
            direction=MESSAGE,
            epoch=1,
            sent_on=today(),
            body=sealed,
        )
        session.add(message)
        session.commit()

    return stored


@pytest.fixture(scope="session")
def node() -> Iterator[Worker]:
    """One worker for all tests."""
    worker = Worker()
    yield worker
    worker.close()


@pytest.fixture
def worker(node: Worker) -> Worker:
    """The worker, locked."""
    node.ask("lock")
    return node


@pytest.fixture
def unlocked(registrar: Inspector, worker: Worker) -> Inspector:
    """The registrar, signed in and unlocked."""
    registrar.sign_in()
    registrar.resume(worker)
    return registrar


@pytest.fixture
def at_desk(app: Flask, hospital: Hospital) -> CaseWorker:
    """The hospital's registrar, who deals with cases."""
    return CaseWorker(browser(app), hospital)


@pytest.fixture
def leader(app: Flask, hospital: Hospital) -> CaseWorker:
    """The hospital's leader, who deals with cases."""
    return CaseWorker(browser(app), hospital, "leader")


@pytest.fixture
def colleague(app: Flask, hospital: Hospital) -> CaseWorker:
    """The hospital's investigator, who deals with cases."""
    return CaseWorker(browser(app), hospital, "investigator")


@pytest.fixture
def secretary(app: Flask, hospital: Hospital) -> CaseWorker:
    """The hospital's second person (第二人), who is granted single cases."""
    return CaseWorker(browser(app), hospital, "secretary")
