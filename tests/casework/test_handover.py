"""What somebody who is away may open is sealed to a colleague too, by a leader who has access."""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive
from tests.casework.inspector import Worker


def elsewhere(receive: Receive, words: str) -> uuid.UUID:
    """A report of somebody else's."""
    mailbox = secrets.token_bytes(32)
    return receive(words, mailbox=mailbox, mailbox_id=mailbox.hex())


def estate(leader: CaseWorker, absent: str, heir: str) -> dict[str, Any]:
    """What there is to hand over."""
    answer = leader.get(f"cases/handover.json?from={absent}&to={heir}")
    assert answer.status_code == 200, answer.json
    return answer.json or {}


def hand_over(leader: CaseWorker, worker: Worker, absent: str, heir: str) -> int:
    """Seal everything there is to a colleague; tells how many."""
    leader.sit_down(worker)
    cases = []
    for row in estate(leader, absent, heir)["cases"]:
        documents = {"case": row, "access": [], "recused": []}
        day = leader.now["today"]
        form = worker.ask("changeAccess", documents=documents, granted=[heir], today=day)
        registered = {"version": form["version"], "registration": form["sealed"]}
        cases.append({"case": row["id"], **registered, "sealed": form["grants"][0]["sealed"]})
    form = {"from": absent, "to": heir, "cases": cases}
    answer = leader.post("cases/handover", json=form)
    assert answer.status_code == 201, answer.json
    return int((answer.json or {})["handed"])


def test_a_colleague_opens_what_was_handed_over_and_nothing_else(
    at_desk: CaseWorker,
    leader: CaseWorker,
    colleague: CaseWorker,
    worker: Worker,
    receive: Receive,
) -> None:
    shared = at_desk.registered(worker, receive("一"), "registrar", "leader")
    own = elsewhere(receive, "二")
    at_desk.registered(worker, own, "registrar")
    recused = at_desk.registered(
        worker,
        elsewhere(receive, "三"),
        "registrar",
        "leader",
        recusals=[{"member": "investigator", "reason": "declared"}],
    )
    leader.sit_down(worker)
    before = estate(leader, "registrar", "investigator")
    assert [row["id"] for row in before["cases"]] == [shared]
    assert (before["total"], before["kept"], before["closed"]) == (1, 1, 1)
    assert hand_over(leader, worker, "registrar", "investigator") == 1
    assert colleague.open_case(worker, shared)["said"][0]["text"] == "一"
    assert [row["id"] for row in colleague.get("cases.json").json["cases"]] == [shared]
    assert colleague.get(f"cases/{recused}.json").status_code == 404
    assert estate(leader, "registrar", "investigator")["total"] == 0


def test_a_recused_leader_learns_nothing_by_handing_over(
    at_desk: CaseWorker, leader: CaseWorker, worker: Worker, receive: Receive
) -> None:
    case = at_desk.registered(worker, receive(), "registrar", "leader")
    at_desk.recuse(worker, case, "leader", "reporter", "registrar")
    leader.sit_down(worker)
    told = estate(leader, "registrar", "investigator")
    assert told == {"cases": [], "total": 0, "kept": 0, "closed": 0}


def test_only_a_leader_hands_over(at_desk: CaseWorker, worker: Worker) -> None:
    at_desk.sit_down(worker)
    answer = at_desk.get("cases/handover.json?from=registrar&to=investigator")
    assert (answer.status_code, answer.json["error"]) == (403, "not_for_you")
    assert at_desk.post("cases/handover", json={}).status_code == 403
