"""The auditor sees acts, never content; their browser computes whether the chain is whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from casework.audit.models import AuditEntry, AuditHead, SignedHead
from casework.audit.reading import PAGE
from casework.audit.service import record
from portal.days import now, today
from tests.casework.auditing import checked
from tests.casework.conftest import Receive
from tests.casework.inspector import Inspector, Worker
from tests.casework.test_audit_heads import head_of
from tests.conftest import Hospital

HTML = {"Accept": "text/html"}


def check(auditor: Inspector, worker: Worker) -> dict[str, Any] | None:
    """What the auditor's browser finds wrong with the chain."""
    broken: dict[str, Any] | None = checked(auditor, worker)["broken"]
    return broken


@pytest.fixture
def day(unlocked: Inspector, worker: Worker, receive: Receive, session: Session) -> Inspector:
    """A registrar's day: six entries, the first four of them signed for."""
    id = receive("哨兵来件里的话")
    unlocked.open(worker, id)
    assert unlocked.answer(worker, id, "哨兵答复里的话").status_code == 201
    unlocked.get(f"reports/{id}/sealed")
    unlocked.post("session/lock", json={"head": head_of(unlocked, worker)})
    unlocked.post("session/unlock", json={"proof": unlocked.proof})
    return unlocked


def test_the_auditor_sees_acts_and_no_content(day: Inspector, auditor: Inspector) -> None:
    assert "操作记录" in auditor.get("audit", headers=HTML).text
    found = auditor.get("audit/acts.json").json
    kinds = ["sign_in", "unlock", "lock", "report_export", "answer", "report_view", "sign_in"]
    assert [entry["act"] for entry in found["entries"]] == kinds
    assert (found["pages"], found["total"]) == (1, 7)
    assert not any("哨兵".encode() in answer for answer in auditor.seen)


@pytest.mark.parametrize(
    ("asked", "acts"),
    [
        ("member=auditor", 1),
        ("member=registrar&act=lock", 1),
        ("act=answer", 1),
        ("member=-", 0),
        ("from_on={today}&until_on={today}", 7),
        ("until_on=2001-01-01", 0),
        ("from_on=2099-01-01", 0),
    ],
)
def test_the_auditor_asks_for_a_member_a_kind_and_days(
    day: Inspector, auditor: Inspector, asked: str, acts: int
) -> None:
    asked = asked.format(today=today().isoformat())
    assert auditor.get(f"audit/acts.json?{asked}").json["total"] == acts


@pytest.mark.parametrize("asked", ["act=x", "member=A%01", "from_on=1-1-1", "until_on=9999-12-31"])
def test_what_cannot_be_asked_for_is_refused(auditor: Inspector, asked: str) -> None:
    assert auditor.get(f"audit/acts.json?{asked}").status_code == 400


def test_many_acts_come_by_page(auditor: Inspector, session: Session, hospital: Hospital) -> None:
    for _ in range(PAGE):
        record(session, hospital.office.id, "one", "lock", now=now())
    session.commit()
    first, last, beyond = (auditor.get(f"audit/acts.json?page={page}").json for page in (1, 2, 9))
    assert (len(first["entries"]), len(last["entries"]), first["pages"]) == (PAGE, 1, 2)
    assert last == beyond
    assert first["entries"][0]["seq"] == PAGE + 1


def test_an_export_is_an_act(auditor: Inspector) -> None:
    assert auditor.post("audit/exports", json={"form": "csv"}).status_code == 201
    newest = auditor.get("audit/acts.json").json["entries"][0]
    assert (newest["act"], newest["facts"]) == ("audit_export", {"form": "csv"})
    assert auditor.post("audit/exports", json={"form": "fax"}).status_code == 400


def test_a_whole_chain_is_whole_to_the_browser_too(
    day: Inspector, auditor: Inspector, worker: Worker
) -> None:
    assert check(auditor, worker) is None
    entries = auditor.get("audit/acts.json").json["entries"]
    assert worker.ask("strangers", entries=entries) == []
    entries[2]["member"] = "somebody"
    assert worker.ask("strangers", entries=entries) == [entries[2]["seq"]]


def test_a_chain_of_many_pages_is_whole(
    unlocked: Inspector,
    auditor: Inspector,
    worker: Worker,
    session: Session,
    hospital: Hospital,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("casework.audit.reading.AT_ONCE", 3)
    for n in range(7):
        record(session, hospital.office.id, "one", "lock", now=now(), n=n, 字="甲")
    session.commit()
    unlocked.post("session/lock", json={"head": head_of(unlocked, worker)})
    assert check(auditor, worker) is None


Tamper = Callable[[Session], object]
entry = AuditEntry.__table__.c
TAMPERED: dict[str, tuple[Tamper, dict[str, Any]]] = {
    "changed": (
        lambda session: session.execute(
            update(AuditEntry).where(entry.seq == 3).values(facts={"seq": 2})
        ),
        {"seq": 3, "kind": "changed"},
    ),
    "missing": (
        lambda session: session.execute(delete(AuditEntry).where(entry.seq == 2)),
        {"seq": 2, "kind": "missing"},
    ),
    "cut": (
        lambda session: session.execute(delete(AuditEntry).where(entry.seq > 5)),
        {"seq": 6, "kind": "cut"},
    ),
    "end": (
        lambda session: session.execute(update(AuditHead).values(digest=b"\1" * 32)),
        {"seq": 7, "kind": "end"},
    ),
}


@pytest.mark.parametrize("kind", TAMPERED)
def test_what_is_tampered_with_is_named(
    day: Inspector, auditor: Inspector, worker: Worker, session: Session, kind: str
) -> None:
    tamper, named = TAMPERED[kind]
    tamper(session)
    session.commit()
    assert check(auditor, worker) == named


def test_a_cut_that_the_server_denies_is_seen_by_the_signature(
    day: Inspector, auditor: Inspector, worker: Worker, session: Session
) -> None:
    last = session.scalars(select(AuditEntry).where(AuditEntry.seq == 2)).one()
    session.execute(update(AuditHead).values(seq=2, digest=last.digest))
    session.execute(delete(AuditEntry).where(AuditEntry.seq > 2))
    session.commit()
    signed_on = session.scalars(select(SignedHead)).one().statement["signed_on"]
    session.rollback()
    found = check(auditor, worker)
    assert found == {"seq": 3, "kind": "cut", "member": "registrar", "signed_on": signed_on}
