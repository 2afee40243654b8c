"""Every act of a member is an entry, written with the act or not at all."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine, event, func, select
from sqlalchemy.orm import Session

from casework.audit.models import AuditEntry, AuditHead
from casework.audit.service import record
from casework.audit.verifying import verify_chain
from casework.members.models import SignedInSession
from portal.days import now, today
from portal.mailboxes.models import ANSWER, Message
from portal.reports.models import Report
from tests.casework.conftest import Receive
from tests.casework.inspector import Inspector, Worker
from tests.casework.test_attachments import Attach, attach, store
from tests.conftest import TEXTS, Hospital

__all__ = ["attach", "store"]


def acts(session: Session, hospital: Hospital) -> list[tuple[str, str, str]]:
    """Who did what to what, in order."""
    session.rollback()
    mine = select(AuditEntry).where(AuditEntry.office_id == hospital.office.id)
    rows = session.scalars(mine.order_by(AuditEntry.seq)).all()
    assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
    assert verify_chain(session, hospital.office).broken is None
    done = [(row.member, row.act, row.subject) for row in rows]
    session.rollback()
    return done


def test_the_acts_of_a_day_are_entries_and_looking_at_lists_is_none(
    unlocked: Inspector, worker: Worker, receive: Receive, session: Session, hospital: Hospital
) -> None:
    id = receive("哨兵来件里的话")
    unlocked.get("")
    unlocked.get("reports.json")
    unlocked.get("session")
    unlocked.open(worker, id)
    unlocked.get(f"reports/{id}/sealed")
    assert unlocked.answer(worker, id, "哨兵答复里的话").status_code == 201
    unlocked.post("session/lock")
    unlocked.post("session/lock")
    unlocked.post("session/unlock", json={"proof": unlocked.proof})
    unlocked.request("DELETE", "session")
    assert acts(session, hospital) == [
        ("registrar", "sign_in", ""),
        ("registrar", "report_view", str(id)),
        ("registrar", "report_export", str(id)),
        ("registrar", "answer", str(id)),
        ("registrar", "lock", ""),
        ("registrar", "unlock", ""),
        ("registrar", "sign_out", ""),
    ]
    rows = session.scalars(select(AuditEntry)).all()
    written = json.dumps([[row.facts, row.subject, row.member] for row in rows], ensure_ascii=False)
    for word in ("哨兵", unlocked.passphrase, unlocked.proof, TEXTS["zh-Hans"]["name"]):
        assert word not in written
    assert {type(fact) for row in rows for fact in row.facts.values()} <= {int, str, bool}


def test_an_answer_sent_twice_is_one_act(
    unlocked: Inspector, worker: Worker, receive: Receive, session: Session, hospital: Hospital
) -> None:
    id = receive()
    unlocked.open(worker, id)
    form = worker.ask("sealAnswer", id=str(id), text="收到", today=today().isoformat())
    answers = [unlocked.post(f"reports/{id}/answers", json=form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert [act for _, act, _ in acts(session, hospital)].count("answer") == 1


def test_an_attachment_is_one_act_whatever_part_is_asked_for_first(
    unlocked: Inspector,
    receive: Receive,
    attach: Attach,
    session: Session,
    hospital: Hospital,
) -> None:
    report = receive()
    one, other = attach(report_id=report), attach(report_id=report)
    for id, parts in ((one, (0, 1)), (other, (1, 0))):
        for part in parts:
            path = f"reports/{report}/attachments/{id}/parts/{part}"
            assert unlocked.get(path).status_code == 200
    done = [id for _, act, id in acts(session, hospital) if act == "attachment_download"]
    # Whoever asks for the first part begins anew.
    assert done == [str(one), str(other), str(other)]


def test_a_refused_act_is_no_entry(
    unlocked: Inspector, worker: Worker, receive: Receive, session: Session, hospital: Hospital
) -> None:
    id = receive()
    unlocked.open(worker, id)
    before = acts(session, hospital)
    form = worker.ask("sealAnswer", id=str(id), text="收到", today=today().isoformat())
    assert unlocked.post(f"reports/{id}/answers", json=form | {"seq": "7"}).status_code == 409
    assert unlocked.get(f"reports/{uuid.uuid4()}.json").status_code == 404
    assert unlocked.post("session/unlock", json={"proof": "0" * 64}).status_code == 401
    unlocked.sign_in("0" * 64)
    assert acts(session, hospital) == before


@pytest.fixture
def no_entries(session: Session, app: Flask) -> Iterator[None]:
    """A database that takes no audit entry."""
    engine = app.extensions["qingfeng.engine"]

    def refuse(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO") and "audit_entries" in statement:
            raise RuntimeError("no entry today")

    event.listen(engine, "before_cursor_execute", refuse)
    yield
    event.remove(engine, "before_cursor_execute", refuse)


def test_without_the_entry_there_is_no_act(
    unlocked: Inspector,
    worker: Worker,
    receive: Receive,
    session: Session,
    hospital: Hospital,
    request: pytest.FixtureRequest,
) -> None:
    id = receive()
    unlocked.open(worker, id)
    form = worker.ask("sealAnswer", id=str(id), text="收到", today=today().isoformat())
    other = receive()
    sealed = unlocked.get(f"reports/{id}.json").json["report"]["sealed"]
    request.getfixturevalue("no_entries")
    asked = [
        unlocked.get(f"reports/{other}.json"),
        unlocked.get(f"reports/{id}/sealed"),
        unlocked.post(f"reports/{id}/answers", json=form),
        unlocked.post("session/lock"),
        unlocked.request("DELETE", "session"),
    ]
    assert {answer.status_code for answer in asked} == {500}
    assert not any(sealed[:40].encode() in answer.data for answer in asked)
    session.rollback()
    assert session.scalar(select(Report.opened_on).where(Report.id == other)) is None
    answers = select(func.count()).select_from(Message).where(Message.direction == ANSWER)
    assert session.scalar(answers) == 0
    (row,) = session.scalars(select(SignedInSession)).all()
    assert row.key is not None


def test_acts_at_once_leave_no_gap_and_no_double(
    engine: Engine, session: Session, hospital: Hospital
) -> None:
    def act(name: str) -> None:
        for _ in range(12):
            with Session(engine) as other, other.begin():
                record(other, hospital.office.id, name, "lock", now=now())

    threads = [threading.Thread(target=act, args=(name,)) for name in ("one", "two", "three")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    done = acts(session, hospital)
    assert sorted(name for name, _, _ in done) == ["one"] * 12 + ["three"] * 12 + ["two"] * 12


def test_an_act_that_fails_takes_its_entry_with_it(
    engine: Engine, session: Session, hospital: Hospital
) -> None:
    with pytest.raises(RuntimeError), Session(engine) as other, other.begin():
        record(other, hospital.office.id, "one", "lock", now=now())
        raise RuntimeError
    assert acts(session, hospital) == []
    assert session.get(AuditHead, hospital.office.id) is None


def test_two_acts_in_one_transaction_follow_each_other(
    session: Session, hospital: Hospital
) -> None:
    for name in ("one", "two"):
        record(session, hospital.office.id, name, "lock", now=now())
    session.commit()
    assert [name for name, _, _ in acts(session, hospital)] == ["one", "two"]


def test_an_act_nobody_has_named_is_refused(session: Session, hospital: Hospital) -> None:
    with pytest.raises(ValueError, match="not an act"):
        record(session, hospital.office.id, "one", "looked", now=now())
