"""Members' browsers sign where the chain ends: what they signed is kept, and holds the chain."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.audit.models import AuditEntry, SignedHead
from casework.audit.verifying import verify_chain
from crypto import keys
from crypto.statements import sign
from portal.days import today
from tests.casework.inspector import Inspector, Worker
from tests.conftest import Hospital


def head_of(inspector: Inspector, worker: Worker) -> dict[str, Any]:
    """The chain's end, signed in the member's browser."""
    end = inspector.get("audit/head.json").json
    head: dict[str, Any] = worker.ask("signHead", **end, today=today().isoformat())
    return head


def kept(session: Session) -> list[int]:
    """The numbers of the heads that are kept."""
    session.rollback()
    found = list(session.scalars(select(SignedHead.seq).order_by(SignedHead.seq)))
    session.rollback()
    return found


def test_the_session_says_where_the_chain_ends(unlocked: Inspector, session: Session) -> None:
    told = unlocked.get("session").json["audit"]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.seq == told["seq"])).one()
    assert entry.digest.hex() == told["digest"]
    assert told == unlocked.get("audit/head.json").json
    assert unlocked.get(f"audit/entry/{told['seq']}.json").json == told
    unknown = unlocked.get(f"audit/entry/{told['seq'] + 1}.json")
    assert (unknown.status_code, unknown.json["error"]) == (404, "entry_unknown")


def test_a_head_comes_with_lock_and_with_sign_out(
    unlocked: Inspector, worker: Worker, session: Session, hospital: Hospital
) -> None:
    first = head_of(unlocked, worker)
    assert unlocked.post("session/lock", json={"head": first}).status_code == 200
    second = head_of(unlocked, worker)
    assert unlocked.request("DELETE", "session", json={"head": second}).status_code == 200
    assert kept(session) == [first["seq"], second["seq"]] == [1, 2]
    verified = verify_chain(session, hospital.office)
    assert (verified.broken, verified.signed, verified.unknown) == (None, 2, 0)


@pytest.mark.parametrize(
    "changes",
    [
        {"seq": 2},
        {"seq": 999999999},
        {"digest": "0" * 64},
        {"office": "stranger"},
        {"site": "0" * 32},
        {"member": "leader"},
        {"signature": "0" * 128},
        {"seq": "1"},
        {"more": "1"},
        {"signed_on": None},
    ],
)
def test_a_head_that_is_not_the_members_or_the_chains_is_not_kept_and_locks_all_the_same(
    unlocked: Inspector, worker: Worker, session: Session, changes: dict[str, Any]
) -> None:
    key = keys.signing_half("member", unlocked.hospital.registrar.secret)
    head = head_of(unlocked, worker) | changes
    for signed in (head, sign("head", head, key) if "signature" not in changes else head):
        assert unlocked.post("session/lock", json={"head": signed}).json == {"locked": True}
    assert kept(session) == []
    assert unlocked.get("session").json["locked"] is True


@pytest.mark.parametrize("body", [b"", b"[", b"[]", b'{"head": []}', b'{"head": "x"}', b"[" * 9999])
def test_whatever_comes_instead_of_a_head_locks(unlocked: Inspector, body: bytes) -> None:
    told = unlocked.post("session/lock", data=body, content_type="application/json")
    assert told.json == {"locked": True}


def test_an_old_head_is_not_kept_again(
    unlocked: Inspector, worker: Worker, session: Session
) -> None:
    head = head_of(unlocked, worker)
    for _ in range(3):
        unlocked.post("session/lock", json={"head": head})
    assert kept(session) == [head["seq"]]
