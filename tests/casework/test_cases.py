"""A report becomes a case: in one transaction, for whoever is granted, once."""

from __future__ import annotations

import hashlib
import json
import uuid
from base64 import b64decode, b64encode
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.audit.models import AuditEntry
from casework.cases.models import Case, CaseGrant
from crypto import age, keys
from portal.mailboxes.models import Message
from portal.reports.models import Report
from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive
from tests.casework.inspector import Worker
from tests.casework.letters import message, shown
from tests.conftest import Hospital
from tests.reporter import Reporter

WORDS = "术前有人要红包"


def test_a_registered_report_is_a_case_for_the_granted_alone(
    at_desk: CaseWorker, colleague: CaseWorker, worker: Worker, receive: Receive
) -> None:
    id = receive(WORDS)
    case = at_desk.registered(worker, id, "registrar", "investigator")
    assert at_desk.get("reports.json").json["total"] == 0
    assert [row["id"] for row in at_desk.get("cases.json").json["cases"]] == [case]
    assert at_desk.open_case(worker, case)["said"][0]["text"] == WORDS
    view = colleague.open_case(worker, case)
    assert (view["said"][0]["text"], view["closed"]) == (WORDS, "not_signer")


def test_registration_takes_the_sealed_report_away_and_keeps_its_digest(
    at_desk: CaseWorker, worker: Worker, receive: Receive, session: Session, hospital: Hospital
) -> None:
    id = receive(WORDS)
    before = session.get_one(Report, (hospital.office.id, id)).body
    session.rollback()
    at_desk.registered(worker, id, "registrar")
    session.expire_all()
    report = session.get_one(Report, (hospital.office.id, id))
    assert (report.body, report.sha256) == (b"", hashlib.sha256(before).digest())


def test_letters_so_far_are_sealed_anew_and_known_by_their_digest(
    at_desk: CaseWorker,
    colleague: CaseWorker,
    worker: Worker,
    receive: Receive,
    reporter: Reporter,
    hear: Any,
    session: Session,
) -> None:
    id = receive(WORDS)
    first = message(reporter, "补充一")
    hear(first)
    hear(message(reporter, "补充二", 2, first))
    case = at_desk.registered(worker, id, "registrar", "investigator")
    view = colleague.open_case(worker, case)
    assert shown(view)[-2:] == [("reporter", "补充一"), ("reporter", "补充二")]
    assert view["notices"] == []
    kept = {row.sha256 for row in session.scalars(select(Message)) if row.direction == "message"}
    assert hashlib.sha256(first).digest() in kept


def test_a_letter_that_comes_late_is_read_and_sealed_to_the_case(
    at_desk: CaseWorker,
    colleague: CaseWorker,
    worker: Worker,
    receive: Receive,
    reporter: Reporter,
    hear: Any,
) -> None:
    case = at_desk.registered(worker, receive(WORDS), "registrar", "investigator")
    hear(message(reporter, "来得晚"))
    assert colleague.open_case(worker, case)["notices"] == ["messages_waiting"]
    view = at_desk.open_case(worker, case)
    assert (shown(view)[-1], view["late"]) == (("reporter", "来得晚"), 1)
    form = worker.ask("copyLetters", documents=at_desk.documents(case))
    assert at_desk.post(f"cases/{case}/letters", json=form).json == {"kept": 1}
    assert shown(colleague.open_case(worker, case))[-1] == ("reporter", "来得晚")


def test_the_reporter_is_told_that_somebody_decides_and_whom_to_seal_to(
    at_desk: CaseWorker, worker: Worker, receive: Receive, reporter: Reporter, session: Session
) -> None:
    case = at_desk.registered(worker, receive(WORDS), "registrar")
    body = session.scalars(select(Message).where(Message.direction == "answer")).one().body
    session.rollback()
    inside = json.loads(age.open_sealed(body, [reporter.identity]))
    assert (inside["text"], inside["state"]["id"]) == ("", "deciding")
    age.Recipient.parse(inside["case_recipient"])
    (letter,) = at_desk.open_case(worker, case)["letters"]
    assert (letter["state"]["id"], letter["text"]) == ("deciding", "")


def test_a_second_registration_is_told_so(
    at_desk: CaseWorker, leader: CaseWorker, worker: Worker, receive: Receive
) -> None:
    id = receive()
    at_desk.sit_down(worker)
    first = at_desk.registration(worker, id, "registrar", "leader")
    leader.sit_down(worker)
    second = leader.registration(worker, id, "leader")
    assert at_desk.post(f"reports/{id}/case", json=first).status_code == 201
    assert at_desk.post(f"reports/{id}/case", json=first).status_code == 201
    answer = leader.post(f"reports/{id}/case", json=second)
    assert (answer.status_code, answer.json["error"]) == (409, "already_registered")


@pytest.mark.parametrize("secretly", [False, True])
def test_whoever_was_left_out_of_a_registration_learns_nothing(
    at_desk: CaseWorker, leader: CaseWorker, worker: Worker, receive: Receive, secretly: bool
) -> None:
    id = receive()
    leader.sit_down(worker)
    second = leader.registration(worker, id, "leader")
    recusals = [{"member": "leader", "reason": "reporter"}] if secretly else []
    at_desk.registered(worker, id, "registrar", recusals=recusals)
    absent = uuid.uuid4()
    answers = [leader.post(f"reports/{one}/case", json=second) for one in (id, absent)]
    assert answers[0].data == answers[1].data
    assert [answer.status_code for answer in answers] == [404, 404]


def test_the_report_page_of_a_case_leads_there(
    at_desk: CaseWorker, leader: CaseWorker, worker: Worker, receive: Receive
) -> None:
    id = receive()
    case = at_desk.registered(worker, id, "registrar")
    page = at_desk.get(f"reports/{id}", headers={"Accept": "text/html"})
    assert (page.status_code, page.location) == (303, f"/casework/cases/{case}")
    assert at_desk.get(f"reports/{id}.json").json["error"] == "already_registered"
    leader.sit_down(worker)
    assert leader.get(f"reports/{id}.json").json["error"] == "report_unknown"


@pytest.mark.parametrize("name", ["nobody", "auditor"])
def test_only_members_in_the_roster_can_be_granted(
    at_desk: CaseWorker, worker: Worker, receive: Receive, name: str
) -> None:
    id = receive()
    at_desk.sit_down(worker)
    form = at_desk.registration(worker, id, "registrar")
    form["grants"].append(form["grants"][0] | {"member": name})
    answer = at_desk.post(f"reports/{id}/case", json=form)
    assert (answer.status_code, answer.json["error"]) == (409, "grantee_unknown")
    assert at_desk.get("reports.json").json["total"] == 1


def test_a_case_keeps_somebody_who_can_answer(
    at_desk: CaseWorker, worker: Worker, receive: Receive
) -> None:
    answer = at_desk.register(worker, receive(), "investigator")
    assert (answer.status_code, answer.json["error"]) == (409, "nobody_left")


@pytest.mark.parametrize("field", ["sealed", "recovery", "grants", "letters", "answer"])
def test_what_is_not_sealed_in_its_size_is_refused_whole(
    at_desk: CaseWorker,
    worker: Worker,
    receive: Receive,
    reporter: Reporter,
    hear: Any,
    session: Session,
    field: str,
) -> None:
    id = receive()
    hear(message(reporter, "补充"))
    at_desk.sit_down(worker)
    form = at_desk.registration(worker, id, "registrar")
    spoilt = b64encode(b"open words").decode()
    if isinstance(form[field], str):
        form[field] = spoilt
    else:
        (form[field][0] if isinstance(form[field], list) else form[field])["sealed"] = spoilt
    answer = at_desk.post(f"reports/{id}/case", json=form)
    assert (answer.status_code, answer.json["error"]) == (400, "not_sealed")
    assert session.scalars(select(Case)).all() == []
    assert all(row.sha256 is None for row in session.scalars(select(Message)))


def test_an_investigator_registers_nothing(
    colleague: CaseWorker, worker: Worker, receive: Receive
) -> None:
    colleague.sit_down(worker)
    answer = colleague.post(f"reports/{receive()}/case", json={})
    assert (answer.status_code, answer.json["error"]) == (403, "not_for_you")


def test_a_secret_is_sealed_to_recovery_too(
    at_desk: CaseWorker, worker: Worker, receive: Receive, session: Session, hospital: Hospital
) -> None:
    at_desk.registered(worker, receive(WORDS), "registrar")
    case = session.scalars(select(Case)).one()
    trust = keys.reading_half("trust", hospital.setup.trust)
    secret = age.open_sealed(case.recovery, [trust])
    inside = age.open_sealed(case.sealed, [keys.reading_half("case", secret)])
    assert WORDS in inside.decode()
    member = keys.reading_half("member", hospital.registrar.secret)
    grant = session.scalars(select(CaseGrant)).one()
    assert age.open_sealed(grant.sealed, [member]) == secret


def test_every_act_stands_in_the_chain(
    at_desk: CaseWorker, worker: Worker, receive: Receive, session: Session
) -> None:
    case = at_desk.registered(worker, receive(), "registrar", "investigator")
    at_desk.open_case(worker, case)
    at_desk.get(f"cases/{case}/sealed")
    acts = [row.act for row in session.scalars(select(AuditEntry)) if row.subject == case]
    assert acts == ["case_register", "case_view", "case_export"]


def test_a_long_report_full_of_quotes_becomes_a_case(
    at_desk: CaseWorker, worker: Worker, receive: Receive
) -> None:
    words = '"' * 30000
    case = at_desk.registered(worker, receive(words), "registrar")
    assert at_desk.open_case(worker, case)["said"][0]["text"] == words
    assert len(b64decode(at_desk.documents(case)["case"]["sealed"])) > 131072
