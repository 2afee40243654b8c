"""Stepping aside, sending somebody aside, and the way back."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.drafts.models import Draft
from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive
from tests.casework.inspector import RefusedError, Worker
from tests.casework.test_recusal import WORDS, shared

__all__ = ["shared"]


def test_stepping_aside_works_at_once_and_owes_a_new_secret(
    shared: tuple[str, uuid.UUID], at_desk: CaseWorker, leader: CaseWorker, worker: Worker
) -> None:
    case, _ = shared
    assert leader.recuse(worker, case, "leader", "own").status_code == 201
    assert leader.get(f"cases/{case}.json").status_code == 404
    assert at_desk.get("cases/due.json").json == {"cases": [case]}
    form = at_desk.rekeyed(worker, case, "registrar", "investigator")
    assert at_desk.post(f"cases/{case}/rekey", json=form).json == {"version": 2}
    assert at_desk.get("cases/due.json").json == {"cases": []}
    assert at_desk.open_case(worker, case)["version"] == 2


def test_the_last_one_cannot_step_aside(
    at_desk: CaseWorker, worker: Worker, receive: Receive
) -> None:
    case = at_desk.registered(worker, receive(), "registrar")
    answer = at_desk.recuse(worker, case, "registrar", "own")
    assert (answer.status_code, answer.json["error"]) == (409, "nobody_left")
    assert at_desk.get(f"cases/{case}.json").status_code == 200


def test_somebody_who_can_hand_the_case_on_stays_with_it(
    at_desk: CaseWorker, worker: Worker, receive: Receive
) -> None:
    case = at_desk.registered(worker, receive(), "registrar", "investigator")
    answer = at_desk.recuse(worker, case, "registrar", "own")
    assert (answer.status_code, answer.json["error"]) == (409, "nobody_left")


def test_stepping_aside_takes_the_draft_along(
    shared: tuple[str, uuid.UUID], leader: CaseWorker, worker: Worker, session: Session
) -> None:
    case, report = shared
    sealed = worker.ask("sealDraft", subject=f"answer/{report}", fields={"text": "草稿"})
    assert leader.request("PUT", f"drafts/answer/{report}", json=sealed).status_code == 200
    leader.recuse(worker, case, "leader", "own")
    assert session.scalars(select(Draft)).all() == []


@pytest.mark.parametrize(
    ("role", "reason", "status"),
    [
        ("registrar", "leader", 403),
        ("registrar", "own", 403),
        ("registrar", "declared", 201),
        ("leader", "leader", 201),
        ("investigator", "reporter", 403),
    ],
)
def test_who_may_recuse_others(
    shared: tuple[str, uuid.UUID],
    at_desk: CaseWorker,
    leader: CaseWorker,
    colleague: CaseWorker,
    worker: Worker,
    role: str,
    reason: str,
    status: int,
) -> None:
    case, _ = shared
    by = {"registrar": at_desk, "leader": leader, "investigator": colleague}[role]
    by.sit_down(worker)
    if role == "investigator":
        form = {"member": "registrar", "reason": reason}
        assert by.post(f"cases/{case}/recusals", json=form).status_code == status
        return
    left = {"registrar", "leader"} - {"investigator"}
    answer = by.recuse(worker, case, "investigator", reason, *sorted(left))
    assert answer.status_code == status


def test_a_recused_member_is_granted_again_only_once_a_leader_has_lifted_it(
    shared: tuple[str, uuid.UUID],
    at_desk: CaseWorker,
    leader: CaseWorker,
    colleague: CaseWorker,
    worker: Worker,
) -> None:
    case, _ = shared
    assert at_desk.recuse(worker, case, "investigator", "declared", "leader", "registrar").json
    with pytest.raises(RefusedError, match="MemberRecused"):
        at_desk.grant(worker, case, "investigator")
    form = at_desk.access(worker, case, granted=["investigator"], lifted=["investigator"])
    answer = at_desk.post(f"cases/{case}/grants", json=form)
    assert (answer.status_code, answer.json["error"]) == (409, "member_recused")
    assert at_desk.lift(worker, case, "investigator").status_code == 403
    assert leader.lift(worker, case, "investigator").status_code == 200
    colleague.sit_down(worker)
    assert colleague.get(f"cases/{case}.json").status_code == 404
    assert at_desk.grant(worker, case, "investigator").status_code == 201
    assert colleague.open_case(worker, case)["said"][0]["text"] == WORDS
