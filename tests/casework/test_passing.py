"""A case that belongs above goes up whole, and nothing of its words stays here."""

from __future__ import annotations

import hashlib
import json
import uuid
from base64 import b64decode, b64encode
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases.models import Case, CaseGrant
from casework.deadlines.models import Deadline
from casework.drafts.models import Draft
from casework.entries.models import Entry
from crypto import age, keys
from portal.days import today
from portal.mailboxes.models import MESSAGE, Mailbox, Message
from portal.offices.models import Office
from portal.reports.models import Report
from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive, browser
from tests.casework.inspector import RefusedError, Worker
from tests.casework.letters import message, shown
from tests.casework.test_transfers import stating
from tests.conftest import Hospital
from tests.reporter import Reporter

NOW = "2026-11-23T02:00:00Z"
DAY = today().isoformat()
ABOVE = {"category": "T01", "level": "above", "repeat": False, "urgent": []}
Hear = Callable[[bytes], None]


class Passer(CaseWorker):
    """A member of the hospital, whose leader has named the office above."""

    def sealed(self, worker: Worker, case: str, on: str, **changes: Any) -> dict[str, Any]:
        """What this member's browser sends up."""
        self.sit_down(worker)
        above = self.get(f"cases/{case}/transfers.json").json["above"]  # type: ignore[index]
        asked = {"on": on, "label": "内容", "language": "zh-Hans", "now": NOW}
        given = {"documents": self.documents(case), "above": above} | asked | self.now | changes
        form: dict[str, Any] = worker.ask("sealPassing", **given)
        return form

    def passed(self) -> list[dict[str, Any]]:
        """The lines of the list."""
        lines: list[dict[str, Any]] = (self.get("cases/passed.json").json or {})["passed"]
        return lines


@pytest.fixture
def passer(app: Flask, hospital: Hospital, stranger: Hospital, session: Session) -> Passer:
    """The hospital's registrar; the other office is the one above."""
    office = session.get_one(Office, hospital.office.id)
    office.authority_id, office.statement = stranger.office.id, stating(hospital, stranger)
    session.commit()
    return Passer(browser(app), hospital)


@pytest.fixture
def above(app: Flask, stranger: Hospital) -> CaseWorker:
    """The registrar of the office above."""
    return CaseWorker(browser(app), stranger)


@pytest.fixture
def case(passer: Passer, worker: Worker, receive: Receive, hear: Hear, reporter: Reporter) -> str:
    """A case that belongs above, with one letter."""
    report = receive("院长 䶮 收三万")
    hear(message(reporter, "第一封 㛃"))
    case = passer.registered(worker, report, "registrar", "leader")
    accused = [{"name": "王䶮", "unit": "院部"}]
    passer.written(worker, case, "assessment", {"accused": accused}, **ABOVE)
    return case


@pytest.fixture
def approved(passer: Passer, leader: CaseWorker, worker: Worker, case: str) -> str:
    """What a colleague has approved."""
    on = passer.written(worker, case, "pass_up", {"reason": "院级干部归上级管"})
    assert leader.decide(worker, case, on).status_code == 201
    return on


def report_of(session: Session, case: str) -> uuid.UUID:
    row = session.scalars(select(Case).where(Case.id == uuid.UUID(case))).one()
    id = row.report_id
    session.commit()
    return id


def went_up(passer: Passer, worker: Worker, case: str, on: str) -> None:
    answer = passer.post(f"cases/{case}/passing", json=passer.sealed(worker, case, on))
    assert answer.status_code == 201, answer.json


def test_it_is_there_whole_and_here_only_a_line(
    passer: Passer,
    above: CaseWorker,
    worker: Worker,
    case: str,
    approved: str,
    session: Session,
    hospital: Hospital,
    stranger: Hospital,
    reporter: Reporter,
) -> None:
    report = report_of(session, case)
    letters = session.scalars(select(Message).where(Message.direction == MESSAGE)).all()
    digests = {row.sha256 or hashlib.sha256(row.body).digest() for row in letters}
    session.commit()
    went_up(passer, worker, case, approved)

    session.expire_all()
    ours, theirs = hospital.office.id, stranger.office.id
    here, there = (session.get_one(Report, (office, report)) for office in (ours, theirs))
    assert (here.body, here.mailbox_id, bool(here.sha256)) == (b"", None, True)
    assert (there.mailbox_id, there.channel) == (reporter.mailbox_id, "transfer")
    assert (there.received_on, there.deliver_on) == (here.received_on, here.deliver_on)
    assert {row.office_id for row in session.scalars(select(Mailbox))} == {theirs}
    moved = session.scalars(select(Message)).all()
    assert {(row.office_id, row.direction, row.sha256) for row in moved} == {
        (theirs, MESSAGE, digest) for digest in digests
    }
    row = session.get_one(Case, (ours, uuid.UUID(case)))
    assert (row.stage, row.sealed, row.recovery) == ("passed_up", b"", b"")
    assert session.scalars(select(CaseGrant).where(CaseGrant.case_id == row.id)).all() == []
    entries = session.scalars(
        select(Entry).where(Entry.case_id == row.id).order_by(Entry.seq)
    ).all()
    assert [one.kind for one in entries] == ["assessment", "pass_up", "decision", "passed_up"]
    assert {one.sealed for one in entries} == {b""}
    met = {one.kind: one.met_on for one in session.scalars(select(Deadline))}
    assert met["pass_up"] == today()
    assert None not in met.values()
    assert session.scalars(select(Draft)).all() == []
    session.commit()

    (line,) = passer.passed()
    assert (line["sent_on"], line["received_on"]) == (DAY, "")
    above.sit_down(worker)
    view = above.open(worker, report)
    assert view["transferred"]["passed"]
    assert view["transferred"]["reason"] == "院级干部归上级管"
    assert view["transferred"]["fingerprint"] == hospital.office.fingerprint
    assert view["said"][0]["text"] == "院长 䶮 收三万"
    assert (shown(view), view["notices"]) == ([("reporter", "第一封 㛃")], [])
    registered = above.registered(worker, report, "registrar")
    opened = above.open_case(worker, registered)
    assert (shown(opened)[-1:], opened["notices"]) == ([("reporter", "第一封 㛃")], [])
    assert opened["closed"] == ""
    assert passer.passed()[0]["received_on"] == DAY
    shown_there = above.get(f"cases/{registered}/transfers.json").json or {}
    assert shown_there["handed_here"] is None
    answer = above.post(f"cases/{registered}/entries", json=above.entry(worker, registered, "note"))
    assert answer.status_code == 201


def test_it_is_no_case_here_any_more(
    passer: Passer, leader: CaseWorker, worker: Worker, case: str, approved: str
) -> None:
    went_up(passer, worker, case, approved)
    for one in (passer, leader):
        for path in ("", ".json", "/sealed", "/transfers.json", "/archive.json"):
            assert one.get(f"cases/{case}{path}").status_code == 404, path
        for query in ("", "?stage=passed_up", "?sort=due", "?stage=open"):
            assert (one.get(f"cases.json{query}").json or {})["cases"] == []
        assert one.get("today.json").status_code == 200
        assert one.get("reports.json").json["reports"] == []  # type: ignore[index]
        assert len((one.get("cases/passed.json").json or {})["passed"]) == 1


def test_the_same_again_changes_nothing_and_another_finds_no_case(
    passer: Passer, app: Flask, worker: Worker, case: str, approved: str, session: Session
) -> None:
    form = passer.sealed(worker, case, approved)
    leader = Passer(browser(app), passer.hospital, "leader")
    other = leader.sealed(worker, case, approved)
    passer.sit_down(worker)
    answers = [passer.post(f"cases/{case}/passing", json=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    leader.sit_down(worker)
    assert leader.post(f"cases/{case}/passing", json=other).status_code == 404
    assert leader.post(f"cases/{case}/passing", json=form).status_code == 404
    assert len(session.scalars(select(Report).where(Report.channel == "transfer")).all()) == 1


def test_who_writes_meanwhile_is_not_lost(
    passer: Passer,
    leader: CaseWorker,
    worker: Worker,
    case: str,
    approved: str,
    hear: Hear,
    reporter: Reporter,
    session: Session,
) -> None:
    form = passer.sealed(worker, case, approved)
    leader.written(worker, case, "note", {"text": "刚写的"})
    passer.sit_down(worker)
    answer = passer.post(f"cases/{case}/passing", json=form)
    assert (answer.status_code, (answer.json or {})["error"]) == (409, "case_moved")
    form = passer.sealed(worker, case, approved)
    hear(message(reporter, "第二封", seq=2))
    answer = passer.post(f"cases/{case}/passing", json=form)
    assert (answer.status_code, (answer.json or {})["error"]) == (409, "case_moved")
    assert len(session.scalars(select(Message)).all()) >= 2
    assert session.scalars(select(Report).where(Report.channel == "transfer")).all() == []


def test_unapproved_nothing_goes(
    passer: Passer, leader: CaseWorker, worker: Worker, case: str, session: Session
) -> None:
    on = passer.written(worker, case, "pass_up", {"reason": "归上级"})
    own = passer.write(worker, case, "decision", on=on, verdict="approved")
    assert own.status_code in (403, 409)
    with pytest.raises(RefusedError, match="NotApproved"):
        passer.sealed(worker, case, on)
    leader.decide(worker, case, on)
    form = passer.sealed(worker, case, on)
    for kind in ("missing", "returned"):
        entry = form["entry"] | {"facts": {"on": str(uuid.uuid4())}}
        answer = passer.post(f"cases/{case}/passing", json=form | {"entry": entry})
        assert (answer.json or {})["missing"] == ["approved_pass_up"], kind
    plain = passer.post(f"cases/{case}/entries", json=form["entry"])
    assert (plain.status_code, (plain.json or {})["error"]) == (400, "form_invalid")
    assert session.scalars(select(Report).where(Report.channel == "transfer")).all() == []


def test_what_is_too_long_with_the_proof_of_who_sends_it_is_said_to_be(
    passer: Passer, leader: CaseWorker, worker: Worker, receive: Receive
) -> None:
    case = passer.registered(worker, receive("长" * 20500), "registrar", "leader")
    accused = [{"name": "王䶮", "unit": "院部"}]
    passer.written(worker, case, "assessment", {"accused": accused}, **ABOVE)
    on = passer.written(worker, case, "pass_up", {"reason": "院级干部归上级管"})
    assert leader.decide(worker, case, on).status_code == 201
    with pytest.raises(RefusedError, match="TooLong"):
        passer.sealed(worker, case, on)


def test_only_what_belongs_above(
    passer: Passer, leader: CaseWorker, worker: Worker, case: str, approved: str
) -> None:
    form = passer.sealed(worker, case, approved)
    passer.written(worker, case, "assessment", {"accused": []}, **(ABOVE | {"level": "own"}))
    late = form["entry"] | {"seq": form["entry"]["seq"] + 1}
    answer = passer.post(f"cases/{case}/passing", json=form | {"entry": late})
    assert (answer.json or {})["missing"] == ["above_level"]
    answer = passer.write(worker, case, "pass_up", {"reason": "归上级"})
    assert "above_level" in (answer.json or {})["missing"]


def test_no_office_above_or_another_epoch(
    passer: Passer,
    worker: Worker,
    case: str,
    approved: str,
    session: Session,
    hospital: Hospital,
    stranger: Hospital,
) -> None:
    form = passer.sealed(worker, case, approved)
    sent = form["passing"]
    for changes, error in (
        ({"epoch": 2}, "epoch_retired"),
        ({"office": "nowhere"}, "passing_refused"),
        ({"report": str(uuid.uuid4())}, "id_taken"),
    ):
        answer = passer.post(f"cases/{case}/passing", json=form | {"passing": sent | changes})
        assert (answer.status_code, (answer.json or {})["error"]) == (409, error)
    session.get_one(Office, hospital.office.id).authority_id = None
    session.commit()
    answer = passer.post(f"cases/{case}/passing", json=form)
    assert (answer.json or {})["error"] == "passing_refused"
    assert passer.passed() == []
    assert passer.documents(case)["case"]["stage"] == "assessment"


def test_a_divided_case_does_not_go_but_what_was_split_off_does(
    passer: Passer,
    leader: CaseWorker,
    above: CaseWorker,
    worker: Worker,
    case: str,
    approved: str,
    session: Session,
) -> None:
    report = report_of(session, case)
    passer.sit_down(worker)
    asked = {"documents": passer.documents(case), "words": {}, "now": NOW, "today": DAY}
    split = worker.ask("splitCase", **asked)
    assert passer.post(f"cases/{case}/split", json=split).status_code == 201
    form = passer.sealed(worker, case, approved)
    answer = passer.post(f"cases/{case}/passing", json=form)
    assert (answer.json or {})["missing"] == ["undivided"]

    other = split["case"]["id"]
    passer.written(worker, other, "assessment", {"accused": []}, **ABOVE)
    on = passer.written(worker, other, "pass_up", {"reason": "归上级"})
    leader.decide(worker, other, on)
    form = passer.sealed(worker, other, on)
    assert (form["passing"]["letters"], form["passing"]["report"] == str(report)) == ([], False)
    assert passer.post(f"cases/{other}/passing", json=form).status_code == 201
    above.sit_down(worker)
    view = above.open(worker, form["passing"]["report"])
    assert (view["transferred"]["passed"], view["closed"]) == (True, "no_mailbox")
    assert shown(passer.open_case(worker, case)) != []  # the first one keeps its letters


def test_letters_of_another_office_are_not_slipped_in(
    passer: Passer,
    above: CaseWorker,
    worker: Worker,
    case: str,
    approved: str,
    reporter: Reporter,
    session: Session,
    stranger: Hospital,
) -> None:
    report = report_of(session, case)
    went_up(passer, worker, case, approved)
    above.sit_down(worker)
    sealed_there = Reporter(above.session["office"], {}, code=reporter.code)
    third = message(sealed_there, "混进来的", seq=2, office="elsewhere")
    other = Reporter(above.session["office"], {})
    unsigned = message(sealed_there, "别人写的", seq=2, signer=other.signer)
    theirs = message(sealed_there, "第二封", seq=2, office=stranger.office.slug)
    documents = above.get(f"reports/{report}.json").json or {}
    for body, words in ((third, None), (unsigned, None), (theirs, "第二封")):
        slipped = {"id": str(uuid.uuid4()), "sent_on": DAY, "sealed": b64(body), "attachments": []}
        given = documents | {"messages": [*documents["messages"], slipped]}
        view = above.open(worker, report, documents=given)
        assert [said for _, said in shown(view)] == ["第一封 㛃", *([words] if words else [])]
        assert ("messages_forged" in view["notices"]) is (words is None)


def test_a_letter_to_the_office_below_counts_only_in_what_that_office_sent_up(
    above: CaseWorker, worker: Worker, session: Session, stranger: Hospital, app: Flask
) -> None:
    above.sit_down(worker)
    reporter = Reporter(above.session["office"], {})
    id = uuid.uuid4()
    office = stranger.office.id
    session.add(Mailbox(office_id=office, id=reporter.mailbox_id, report_id=id))
    session.add(
        Report(
            office_id=office,
            id=id,
            mailbox_id=reporter.mailbox_id,
            epoch=1,
            channel="browser",
            received_on=today(),
            deliver_on=today(),
            body=reporter.seal(reporter.body(id, "直接写来")),
        )
    )
    session.commit()
    documents = above.get(f"reports/{id}.json").json or {}
    sealed = message(reporter, "写给医院的", office="hospital")
    slipped = {"id": str(uuid.uuid4()), "sent_on": DAY, "sealed": b64(sealed), "attachments": []}
    view = above.open(worker, id, documents=documents | {"messages": [slipped]})
    assert (shown(view), view["notices"]) == ([], ["messages_forged"])


def test_what_another_key_signed_is_nobodys(
    passer: Passer,
    above: CaseWorker,
    worker: Worker,
    case: str,
    approved: str,
    session: Session,
    stranger: Hospital,
) -> None:
    report = report_of(session, case)
    went_up(passer, worker, case, approved)
    above.sit_down(worker)
    documents = above.get(f"reports/{report}.json").json or {}
    epoch = keys.reading_half("epoch", stranger.epoch_secret)
    row = documents["report"]
    inside = json.loads(age.open_sealed(b64decode(row["sealed"]), [epoch]))
    inside["answers"][0]["text"] = "查无此事"
    words = json.dumps(inside, ensure_ascii=False).encode()
    sealed = b64(age.seal(words.ljust(32768), [epoch.recipient]))
    view = above.open(worker, report, documents=documents | {"report": row | {"sealed": sealed}})
    assert (view["transferred"]["state"], view["transferred"]["passed"]) == ("forged", False)
    assert view["notices"] == ["messages_forged"]  # letters to the hospital prove nothing then


def b64(data: bytes) -> str:
    return b64encode(data).decode()
