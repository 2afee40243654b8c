"""A case handed to the office above, registered there, and what came of it sent back."""

from __future__ import annotations

import json
import uuid
from base64 import b64decode, b64encode
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.deadlines.models import Deadline
from casework.transfers.models import Transfer
from crypto import age, keys, statements
from portal.days import today
from portal.offices.models import Office
from portal.reports.models import Report
from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive, browser
from tests.casework.inspector import RefusedError, Worker
from tests.conftest import Hospital

DAY = today().isoformat()
NOW = "2026-11-23T02:00:00Z"
SAID = {"to": "上级", "grounds": "管理权限", "summary": "骨科主任术前收三千元 䶮", "list": []}
LABELS = {"words": "摘要", "grounds": "依据"}
ASSESSED = {"category": "T01", "level": "own", "repeat": False, "urgent": []}


def stating(hospital: Hospital, above: Hospital) -> dict[str, Any]:
    """What the hospital's leader signs once there is an office above."""
    named = {"authority": above.office.slug, "authority_fingerprint": above.office.fingerprint}
    signed = {k: v for k, v in hospital.office.statement.items() if k != "signature"} | named
    return statements.sign(
        "statement", signed, keys.signing_half("member", hospital.setup.leader.secret)
    )


class Sender(CaseWorker):
    """A member of the hospital, whose leader has named the office above."""

    def transfer(self, worker: Worker, case: str, on: str, **changes: Any) -> dict[str, Any]:
        """What this member's browser sends."""
        self.sit_down(worker)
        above = self.get(f"cases/{case}/transfers.json").json["above"]  # type: ignore[index]
        asked = {"on": on, "labels": LABELS, "language": "zh-Hans", "how": "", "now": NOW}
        given = {"documents": self.documents(case), "above": above} | asked | self.now | changes
        form: dict[str, Any] = worker.ask("sealTransfer", **given)
        return form

    def sent(self, worker: Worker, case: str, **changes: Any) -> list[dict[str, Any]]:
        """What the page shows of what was handed on."""
        self.sit_down(worker)
        rows = self.get(f"cases/{case}/transfers.json").json["transfers"]  # type: ignore[index]
        rows = [row | changes for row in rows]
        told: list[dict[str, Any]] = worker.ask(
            "readTransfers", documents=self.documents(case), transfers=rows
        )
        return told


@pytest.fixture
def sender(app: Flask, hospital: Hospital, stranger: Hospital, session: Session) -> Sender:
    """The hospital's registrar; the other office is the one above."""
    office = session.get_one(Office, hospital.office.id)
    office.authority_id, office.statement = stranger.office.id, stating(hospital, stranger)
    session.commit()
    return Sender(browser(app), hospital)


@pytest.fixture
def above(app: Flask, stranger: Hospital) -> CaseWorker:
    """The registrar of the office above."""
    return CaseWorker(browser(app), stranger)


@pytest.fixture
def case(sender: Sender, worker: Worker, receive: Receive) -> str:
    """A case that was assessed."""
    case = sender.registered(worker, receive(), "registrar", "leader")
    accused = [{"name": "王䶮", "unit": "骨科"}]
    sender.written(worker, case, "assessment", {"accused": accused}, **ASSESSED)
    return case


@pytest.fixture
def approved(sender: Sender, leader: CaseWorker, worker: Worker, case: str) -> str:
    """A transfer that a colleague has approved."""
    on = sender.written(worker, case, "transfer", SAID, destination="01", due_on="2027-01-15")
    assert leader.decide(worker, case, on).status_code == 201
    return on


def hand(sender: Sender, worker: Worker, case: str, on: str) -> str:
    """The id of the report that it became above."""
    form = sender.transfer(worker, case, on)
    answer = sender.post(f"cases/{case}/transfers", json=form)
    assert answer.status_code == 201, answer.json
    return str(form["transfer"]["report"])


def result(above: CaseWorker, worker: Worker, theirs: str, text: str) -> dict[str, Any]:
    """What the browser of the office above sends back."""
    above.sit_down(worker)
    form: dict[str, Any] = worker.ask(
        "sealResult", documents=above.documents(theirs), text=text, now=NOW, **above.now
    )
    return form


def posing(hospital: Hospital, real: dict[str, Any]) -> dict[str, Any]:
    """Another office whole, made by a server that holds keys of its own."""
    root = keys.signing_half("trust", hospital.setup.trust)
    own = keys.signing_half("member", hospital.setup.leader.secret)
    leader = keys.verify_key(own).hex()
    charter = {k: v for k, v in real["charter"].items() if k != "signature"}
    said = {k: v for k, v in real["statement"].items() if k != "signature"}
    keys_of_its_own = {k: hospital.office.statement[k] for k in ("recipient", "answer_key")}
    return real | {
        "root_key": hospital.office.root_key.hex(),
        "fingerprint": hospital.office.fingerprint,
        "charter": statements.sign("charter", charter | {"leaders": [leader]}, root),
        "statement": statements.sign("statement", said | keys_of_its_own | {"leader": leader}, own),
    }


def test_there_and_back(
    sender: Sender, above: CaseWorker, worker: Worker, case: str, approved: str, session: Session
) -> None:
    report = hand(sender, worker, case, approved)
    (sent,) = sender.sent(worker, case)
    assert (sent["receivedOn"], sent["result"], sent["trouble"]) == ("", None, "")

    above.sit_down(worker)
    shown = above.open(worker, report)
    assert shown["transferred"]["state"] == "proved"
    assert shown["transferred"]["fingerprint"] == sender.hospital.office.fingerprint
    assert shown["said"][0]["text"] == SAID["summary"]
    theirs = above.registered(worker, report, "registrar")
    assert sender.sent(worker, case)[0]["receivedOn"] == DAY
    receipt = session.scalars(select(Deadline).where(Deadline.kind == "transfer_receipt")).one()
    assert receipt.met_on == today()
    session.commit()

    form = result(above, worker, theirs, "查实，已处理 㛃")
    assert above.post(f"cases/{theirs}/transfer-result", json=form).status_code == 201
    assert above.post(f"cases/{theirs}/transfer-result", json=form).status_code == 201
    (sent,) = sender.sent(worker, case)
    assert sent["result"] == {"text": "查实，已处理 㛃", "on": DAY}


def test_neither_the_report_nor_its_reporter_goes_along(
    sender: Sender, above: CaseWorker, worker: Worker, case: str, approved: str
) -> None:
    source = sender.documents(case)["case"]["report"]
    report = hand(sender, worker, case, approved)
    above.sit_down(worker)
    shown = above.open(worker, report)
    assert [one["id"] for one in shown["said"]] == ["words", "grounds"]
    assert source != report and shown["closed"] == "no_mailbox"
    assert case not in json.dumps(shown) and source not in json.dumps(shown)


def test_the_same_again_changes_nothing(
    sender: Sender, worker: Worker, case: str, approved: str, session: Session
) -> None:
    form = sender.transfer(worker, case, approved)
    answers = [sender.post(f"cases/{case}/transfers", json=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert len(session.scalars(select(Transfer)).all()) == 1
    assert len(session.scalars(select(Report).where(Report.channel == "transfer")).all()) == 1


def test_unapproved_or_to_somebody_else_nothing_goes(
    sender: Sender, leader: CaseWorker, worker: Worker, case: str, session: Session
) -> None:
    due = {"due_on": "2027-01-15"}
    waiting = sender.written(worker, case, "transfer", SAID, destination="01", **due)
    with pytest.raises(RefusedError, match="NotApproved"):
        sender.transfer(worker, case, waiting)
    police = sender.written(worker, case, "transfer", SAID, destination="05", **due)
    leader.decide(worker, case, police)
    form = sender.transfer(worker, case, police)
    answer = sender.post(f"cases/{case}/transfers", json=form)
    assert (answer.status_code, (answer.json or {})["error"]) == (409, "transfer_refused")
    assert session.scalars(select(Report).where(Report.channel == "transfer")).all() == []
    session.commit()
    assert all(one["kind"] != "transfer_sent" for one in sender.documents(case)["entries"])


def test_another_office_is_not_sealed_to(
    sender: Sender, worker: Worker, case: str, approved: str, hospital: Hospital
) -> None:
    sender.sit_down(worker)
    own = sender.session["office"]
    real = sender.get(f"cases/{case}/transfers.json").json["above"]  # type: ignore[index]
    for swapped in (own, real | {"root_key": own["root_key"], "fingerprint": own["fingerprint"]}):
        with pytest.raises(RefusedError, match="FingerprintMismatch"):
            sender.transfer(worker, case, approved, above=swapped)
    with pytest.raises(RefusedError, match="FingerprintMismatch"):
        sender.transfer(worker, case, approved, above=posing(hospital, real))
    forged = real["statement"] | {"recipient": own["statement"]["recipient"]}
    with pytest.raises(RefusedError, match="StatementInvalid"):
        sender.transfer(worker, case, approved, above=real | {"statement": forged})


def test_not_to_the_unit_of_the_accused(
    sender: Sender, leader: CaseWorker, worker: Worker, case: str, stranger: Hospital
) -> None:
    accused = [{"name": "李", "unit": " " + stranger.office.texts["zh-Hans"]["name"]}]
    sender.written(worker, case, "assessment", {"accused": accused}, **ASSESSED)
    on = sender.written(worker, case, "transfer", SAID, destination="01", due_on="2027-01-15")
    leader.decide(worker, case, on)
    with pytest.raises(RefusedError, match="AccusedThere"):
        sender.transfer(worker, case, on)


def test_what_another_key_signed_is_nobodys(
    sender: Sender, above: CaseWorker, worker: Worker, case: str, approved: str, stranger: Hospital
) -> None:
    report = hand(sender, worker, case, approved)
    above.sit_down(worker)
    documents = above.get(f"reports/{report}.json").json or {}
    epoch = keys.reading_half("epoch", stranger.epoch_secret)
    row = documents["report"]
    inside = json.loads(age.open_sealed(b64decode(row["sealed"]), [epoch]))
    inside["answers"][0]["text"] = "全部查无实据"
    words = json.dumps(inside, ensure_ascii=False).encode()
    sealed = age.seal(words.ljust(16384), [epoch.recipient])
    forged = documents | {"report": row | {"sealed": b64encode(sealed).decode()}}
    assert above.open(worker, report, documents=forged)["transferred"]["state"] == "forged"


def test_nor_is_it_anybodys_in_a_row_of_a_reporter(
    sender: Sender, above: CaseWorker, worker: Worker, case: str, approved: str
) -> None:
    report = hand(sender, worker, case, approved)
    above.sit_down(worker)
    documents = above.get(f"reports/{report}.json").json or {}
    renamed = documents | {"report": documents["report"] | {"channel": "browser"}}
    assert above.open(worker, report, documents=renamed)["transferred"]["state"] == "forged"


def test_a_result_that_is_swapped_is_not_shown(
    sender: Sender,
    above: CaseWorker,
    leader: CaseWorker,
    worker: Worker,
    case: str,
    approved: str,
    session: Session,
) -> None:
    first = above.registered(worker, hand(sender, worker, case, approved), "registrar")
    on = sender.written(worker, case, "transfer", SAID, destination="01", due_on="2027-01-15")
    leader.decide(worker, case, on)
    second = above.registered(worker, hand(sender, worker, case, on), "registrar")
    form = result(above, worker, first, "查实")
    assert above.post(f"cases/{first}/transfer-result", json=form).status_code == 201
    told = {one["on"]: one for one in sender.sent(worker, case, reply=form["reply"])}
    assert told[approved]["result"]["text"] == "查实"
    assert (told[on]["result"], told[on]["trouble"]) == (None, "forged")  # replayed
    form = result(above, worker, second, "别的")
    again = form | {"entry": result(above, worker, first, "改口")["entry"]}
    answer = above.post(f"cases/{first}/transfer-result", json=again)
    assert answer.status_code == 409
    assert len(above.documents(first)["entries"]) == 1


def test_a_result_by_another_office_is_not_shown(
    sender: Sender, above: CaseWorker, worker: Worker, case: str, approved: str, hospital: Hospital
) -> None:
    theirs = above.registered(worker, hand(sender, worker, case, approved), "registrar")
    form = result(above, worker, theirs, "查实")
    documents = sender.documents(case)
    own = keys.reading_half("member", hospital.registrar.secret)
    secret = age.open_sealed(b64decode(documents["case"]["grant"]), [own])
    reading = keys.reading_half("case", secret)
    signed = json.loads(age.open_sealed(b64decode(form["reply"]), [reading]))
    epoch = keys.signing_half("epoch", hospital.epoch_secret)
    ours = sender.session["office"]
    chain = {k: ours[k] for k in ("office", "root_key", "fingerprint", "charter", "statement")}
    body = {k: v for k, v in signed.items() if k != "signature"} | {"text": "查无实据"}
    for forged in (
        statements.sign("transfer_result", body, epoch),
        statements.sign("transfer_result", body | {"from": chain}, epoch),
        statements.sign("transfer_result", body | {"from": posing(hospital, body["from"])}, epoch),
        signed | {"text": "查无实据"},
    ):
        words = json.dumps(forged, ensure_ascii=False).encode().ljust(16384)
        reply = b64encode(age.seal(words, [reading.recipient])).decode()
        (sent,) = sender.sent(worker, case, reply=reply)
        assert (sent["result"], sent["trouble"]) == (None, "forged")


def test_a_case_that_nobody_handed_here_has_no_result_to_send(
    sender: Sender, worker: Worker, case: str
) -> None:
    sender.sit_down(worker)
    with pytest.raises(RefusedError, match="NotHandedHere"):
        result(sender, worker, case, "查实")
    answer = sender.write(worker, case, "result_sent", sent_on=DAY)
    assert (answer.json or {})["error"] == "form_invalid"  # it has a route of its own


def test_absent_and_foreign_cases_are_equally_unknown(
    sender: Sender, above: CaseWorker, worker: Worker, case: str, approved: str
) -> None:
    above.sign_in()
    answers = [above.get(f"cases/{id}/transfers.json") for id in (case, uuid.UUID(int=0), approved)]
    assert {(one.status_code, one.data) for one in answers} == {(404, answers[0].data)}
    form = sender.transfer(worker, case, approved)
    answers = [above.post(f"cases/{id}/transfers", json=form) for id in (case, uuid.UUID(int=0))]
    assert {(one.status_code, one.data) for one in answers} == {(404, answers[0].data)}
