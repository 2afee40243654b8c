"""What we signed of a case and the server took is remembered, whatever it shows next."""

from __future__ import annotations

from typing import Any

import pytest

from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive
from tests.casework.inspector import RefusedError, Worker
from tests.casework.test_swapped_cases import opened
from tests.conftest import Hospital

# What a browser makes of documents does not depend on the database they come from.
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
Documents = dict[str, Any]
Shared = tuple[str, Documents]


@pytest.fixture
def shared(at_desk: CaseWorker, leader: CaseWorker, worker: Worker, receive: Receive) -> Shared:
    """A case that registrar and leader may open, and how it was given out at first."""
    leader.sit_down(worker)
    case = at_desk.registered(worker, receive(), "registrar", "leader")
    return case, at_desk.documents(case)


def refused(worker: Worker, at_desk: CaseWorker, documents: Documents) -> bool:
    """Whether the worker takes this for something else than it has seen."""
    try:
        worker.ask("openCase", documents=documents, **at_desk.now)
    except RefusedError as error:
        assert str(error) == "CaseForged"
        return True
    return False


def test_a_recusal_that_the_server_took_is_not_swallowed(
    at_desk: CaseWorker, worker: Worker, shared: Shared
) -> None:
    case, before = shared
    form = at_desk.rekeyed(worker, case, "registrar", recused=("leader",))
    assert not refused(worker, at_desk, before)
    worker.ask("caseAccepted", id=case, version=form["version"])
    assert refused(worker, at_desk, before)
    kept = worker.ask("keepCases", kept=None)
    at_desk.sit_down(worker)
    worker.ask("recallCases", kept=kept)
    assert refused(worker, at_desk, before)


def test_a_grant_that_the_server_took_is_not_swallowed(
    at_desk: CaseWorker, worker: Worker, shared: Shared
) -> None:
    case, before = shared
    at_desk.sit_down(worker)
    form = at_desk.access(worker, case, granted=["investigator"])
    worker.ask("caseAccepted", id=case, version=form["version"])
    assert refused(worker, at_desk, before)


def test_a_registration_that_the_server_took_leaves_no_report(
    at_desk: CaseWorker, worker: Worker, receive: Receive
) -> None:
    at_desk.sit_down(worker)
    documents = at_desk.get(f"reports/{receive()}.json").json
    form = at_desk.registration(worker, documents["report"]["id"], "registrar")
    assert at_desk.open(worker, "", documents=documents)["closed"] == ""
    worker.ask("caseAccepted", id=form["id"], version=1)
    with pytest.raises(RefusedError, match="CaseForged"):
        at_desk.open(worker, "", documents=documents)


def test_an_answer_that_was_lost_leaves_nothing_stuck(
    at_desk: CaseWorker, worker: Worker, shared: Shared
) -> None:
    case, before = shared
    form = at_desk.rekeyed(worker, case, "registrar", recused=("leader",))
    # Not taken, and its refusal lost: the case is as it was, and is changed by the next attempt.
    assert not refused(worker, at_desk, before)
    form = worker.ask(
        "rekeyCase", documents=before, without=["leader"], recused=["leader"], **at_desk.now
    )
    # Taken, and the answer lost: what the server shows is what we signed, and goes on.
    sent = {"member": "leader", "reason": "reporter", "rekey": form}
    assert at_desk.post(f"cases/{case}/recusals", json=sent).status_code == 201
    assert at_desk.post(f"cases/{case}/recusals", json=sent).status_code == 409
    assert not refused(worker, at_desk, at_desk.documents(case))
    assert refused(worker, at_desk, before)
    assert at_desk.grant(worker, case, "investigator").status_code == 201
    assert at_desk.open_case(worker, case)["members"] == ["investigator", "registrar"]


def test_a_colleague_who_was_faster_is_no_forgery(
    at_desk: CaseWorker, leader: CaseWorker, worker: Worker, shared: Shared
) -> None:
    case, before = shared
    assert leader.grant(worker, case, "investigator").status_code == 201
    at_desk.sit_down(worker)
    worker.ask("openCase", documents=before, **at_desk.now)
    form = worker.ask("rekeyCase", documents=before, **at_desk.now)
    assert at_desk.post(f"cases/{case}/rekey", json=form).status_code == 409
    assert not refused(worker, at_desk, at_desk.documents(case))


@pytest.mark.parametrize("op", ["rekeyCase", "changeAccess"])
def test_nobody_is_signed_out_unasked_because_a_row_says_so(
    at_desk: CaseWorker, worker: Worker, shared: Shared, hospital: Hospital, op: str
) -> None:
    _, before = shared
    at_desk.sit_down(worker)
    listed = before | {"recused": [{"name": "leader", "display_name": "", "reason": "own"}]}
    form = worker.ask(op, documents=listed, unasked=True, **at_desk.now)
    grants = {grant["member"]: grant["sealed"] for grant in form.get("grants", [])}
    grant = grants.get("registrar", before["case"]["grant"])
    row = {"case": {"grant": grant, "sealed": form["sealed"]}}
    _, body = opened(row, hospital.registrar.secret)
    named = ["registrar"] if op == "rekeyCase" else ["leader", "registrar"]
    assert (body["members"], body["recused"]) == (named, [])
