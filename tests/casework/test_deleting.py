"""Deleting a case (销毁): what goes, what stays, and who is told what."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.administration.recovering import _files
from casework.audit.models import AuditEntry
from casework.cases.models import Case, CaseGrant
from casework.cases.retention import end_of
from casework.deadlines.models import Deadline
from casework.drafts.models import Draft
from casework.entries.models import Entry
from casework.members.service import member_named
from portal.attachments.models import Attachment, Part
from portal.blobs import Blobs
from portal.days import now, today
from portal.mailboxes.models import Mailbox, Message
from portal.reports.models import Report
from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive
from tests.casework.inspector import Worker
from tests.casework.letters import message
from tests.casework.sender import Sender
from tests.conftest import Hospital
from tests.reporter import Reporter

TEAM = ("registrar", "leader", "investigator", "secretary")


@pytest.fixture
def case(
    at_desk: CaseWorker,
    worker: Worker,
    receive: Receive,
    reporter: Reporter,
    hear: Callable[[bytes], None],
) -> str:
    """A case with a letter of its reporter and an entry with a file."""
    id = receive()
    hear(message(reporter, "补充"))
    case = at_desk.registered(worker, id, *TEAM)
    file = Sender(at_desk)
    file.begin(), file.put(0), file.put(1)
    form = at_desk.entry(worker, case, "note", {"text": "附件"})
    answer = at_desk.post(f"cases/{case}/entries", json=form | {"attachments": [str(file.id)]})
    assert answer.status_code == 201, answer.json
    return case


def row(session: Session, case: str) -> Case:
    return session.scalars(select(Case).where(Case.id == uuid.UUID(case))).one()


def archive(session: Session, case: str, **changes: Any) -> None:
    """As the archive left it, with its time over if nothing else is said."""
    values = {"stage": "archived", "keep": "years_10", "archived_at": now()}
    values |= {"kept_until": today() - timedelta(days=1)}
    for name, value in (values | changes).items():
        setattr(row(session, case), name, value)
    session.commit()


def blobs_of(app: Flask) -> list[str]:
    store: Blobs = app.extensions["qingfeng.blobs"]
    return [str(name) for some in store.names() for name in some]


def test_two_delete_a_case_and_its_numbers_stay(
    app: Flask,
    at_desk: CaseWorker,
    leader: CaseWorker,
    worker: Worker,
    session: Session,
    hospital: Hospital,
    case: str,
) -> None:
    archive(session, case)
    assert at_desk.documents(case)["case"]["kept_until"] < today().isoformat()
    draft = {"office_id": hospital.office.id, "sealed": b"x", "saved_at": now()}
    member = member_named(session, hospital.office, "investigator")
    session.add(Draft(**draft, member_id=member.id, subject=f"entry/{case}"))
    session.commit()
    on = at_desk.written(worker, case, "deletion", {"text": "到期"}, reason="over")
    form = leader.entry(worker, case, "decision", on=on, verdict="approved")
    answer = leader.post(f"cases/{case}/entries", json=form)
    assert (answer.status_code, (answer.json or {})["stage"]) == (201, "deleted")

    session.expire_all()
    left = row(session, case)
    assert (left.stage, left.sealed, left.recovery) == ("deleted", b"", b"")
    assert not session.scalars(select(CaseGrant)).all()
    assert not session.scalars(select(Draft)).all()
    assert {one.sealed for one in session.scalars(select(Entry))} == {b""}
    assert not [one for one in session.scalars(select(Deadline)) if one.met_on is None]
    assert {one.body for one in session.scalars(select(Message))} == {b""}
    assert [one.deleted_on for one in session.scalars(select(Mailbox))] == [today()]
    assert [one.body for one in session.scalars(select(Report))] == [b""]
    assert not session.scalars(select(Attachment)).all()
    assert not session.scalars(select(Part)).all()
    assert blobs_of(app) == []
    assert [what for what, *_ in _files(session, hospital.office)] == ["epoch"]
    (told,) = session.scalars(select(AuditEntry).where(AuditEntry.act == "case_delete"))
    facts = told.facts
    assert (facts["asked"], facts["decided"], facts["reason"]) == ("registrar", "leader", "over")
    assert facts["numbers"].startswith("收字")
    for who in (at_desk, leader):
        who.sit_down(worker)
        assert who.get(f"cases/{case}.json").status_code == 404
        assert who.post(f"cases/{case}/entries", json=form).status_code == 404
        for page in ("cases.json", "today.json", "cases/ids.json"):
            told = who.get(page)
            assert (told.status_code, case in told.get_data(as_text=True)) == (200, False), page


def test_nobody_deletes_alone_or_too_early(
    leader: CaseWorker, worker: Worker, session: Session, case: str
) -> None:
    archive(session, case, kept_until=today())
    answer = leader.write(worker, case, "deletion", {"text": "早"}, reason="over")
    assert (answer.json or {})["missing"] == ["deletable"]
    on = leader.written(worker, case, "deletion", {"text": "试用"}, reason="test")
    answer = leader.decide(worker, case, on)
    assert (answer.json or {})["missing"] == ["other_eyes"]
    assert leader.documents(case)["case"]["stage"] == "archived"


def test_files_of_a_report_stay_for_what_was_split_off(
    at_desk: CaseWorker, leader: CaseWorker, worker: Worker, session: Session, case: str
) -> None:
    form = worker_split(at_desk, worker, case)
    report = row(session, case).report_id
    attached = session.scalars(select(Attachment)).one()
    attached.report_id, attached.message_id = report, None
    archive(session, case)
    for one, left in ((case, 1), (form["case"]["id"], 0)):
        archive(session, one)
        on = at_desk.written(worker, one, "deletion", {"text": "到期"}, reason="over")
        assert leader.decide(worker, one, on).status_code == 201
        session.expire_all()
        assert len(session.scalars(select(Attachment)).all()) == left


def worker_split(desk: CaseWorker, worker: Worker, case: str) -> dict[str, Any]:
    """A further case of the same report."""
    desk.sit_down(worker)
    said = {"words": {}, "now": "2026-11-23T02:00:00Z"}
    documents = desk.documents(case)
    form: dict[str, Any] = worker.ask(
        "splitCase", documents=documents, today=desk.now["today"], **said
    )
    assert desk.post(f"cases/{case}/split", json=form).status_code == 201
    return form


@pytest.mark.parametrize(
    ("keep", "end"),
    [
        ("permanent", None),
        ("years_10", date(2034, 2, 28)),
        ("years_30", date(2054, 2, 28)),
    ],
)
def test_the_time_ends_on_a_day(keep: str, end: date | None) -> None:
    assert end_of(keep, date(2024, 2, 29)) == end
