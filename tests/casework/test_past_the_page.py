"""What a manipulated page or an unfaithful server tries past four eyes, and does not get."""

from __future__ import annotations

import json
import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from casework.cases.models import Case
from casework.deadlines.models import Deadline
from casework.entries.stages import KINDS, OWN_ROUTES
from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive
from tests.casework.inspector import Worker
from tests.casework.test_entries import lead, sheet

TEAM = ("registrar", "leader", "investigator", "secretary")
PLAIN: dict[str, Any] = {
    "team": ["investigator", "registrar"],
    "persons": 1,
    "outside": 0,
    "owes": [],
    "paper": False,
    "on": str(uuid.UUID(int=4)),
    "until": "2026-12-31",
    "due_on": "2026-12-31",
    "way": "verify",
    "proposal": "close",
    "reason": "test",
    "to": "assessment",
    "destination": "03",
    "door": "03",
    "deadline": "disposal",
}


@pytest.fixture
def case(at_desk: CaseWorker, worker: Worker, receive: Receive) -> str:
    """A case that everybody who has to do with cases may open."""
    return at_desk.registered(worker, receive(), *TEAM)


def row_of(form: dict[str, Any], author: str, state: str) -> dict[str, Any]:
    """An entry as a server would give it out that never checked it."""
    kept = {name: form[name] for name in ("id", "seq", "kind", "facts", "sealed")}
    return kept | {"author": author, "state": state, "recorded_at": "2026-11-23T02:00:00Z"}


@pytest.mark.parametrize("kind", [kind for kind, rule in KINDS.items() if rule.asks])
def test_an_approval_is_believed_of_nobody_who_may_not_give_it(
    at_desk: CaseWorker,
    leader: CaseWorker,
    colleague: CaseWorker,
    worker: Worker,
    case: str,
    kind: str,
) -> None:
    facts = {name: PLAIN[name] for name in KINDS[kind].facts}
    leader.sit_down(worker)
    documents = leader.documents(case)
    said = {"words": {"text": "x"}, "now": "2026-11-23T02:00:00Z"}
    asked = worker.ask("writeEntry", documents=documents, kind=kind, facts=facts, **said)
    documents["entries"] = [row_of(asked, "leader", "approved")]
    view = leader.open_case(worker, case, documents=documents)
    assert [one["unproved"] for one in view["entries"]] == [True]
    verdict = {"on": asked["id"], "verdict": "approved"}
    for who, name in ((leader, "leader"), (colleague, "investigator"), (at_desk, "registrar")):
        who.sit_down(worker)
        own = json.loads(json.dumps(who.documents(case)))
        own["entries"] = documents["entries"]
        decision = worker.ask("writeEntry", documents=own, kind="decision", facts=verdict, **said)
        own["entries"] = [*documents["entries"], row_of(decision, name, "")]
        view = who.open_case(worker, case, documents=own)
        assert view["entries"][0]["state"] == "pending", name
        assert view["entries"][0]["unproved"], name


@pytest.mark.parametrize("kind", OWN_ROUTES)
def test_what_has_a_route_of_its_own_takes_no_other(
    at_desk: CaseWorker, worker: Worker, case: str, kind: str
) -> None:
    some = {**PLAIN, "into": PLAIN["on"], "sent_on": PLAIN["until"], "member": "leader"}
    facts = {name: some[name] for name in KINDS[kind].facts}
    answer = at_desk.write(worker, case, kind, **facts)
    assert (answer.status_code, (answer.json or {})["error"]) == (400, "form_invalid")
    assert at_desk.documents(case)["entries"] == []


@pytest.mark.parametrize(
    ("deadline", "until", "error"),
    [
        ("verification", "2026-12-01", "nothing_open"),
        ("nonsense", "2026-12-01", "nothing_open"),
        ("reply", "2026-12-31", "limit_fixed"),
        ("disposal", "2000-01-01", "extension_refused"),
        ("disposal", "2099-01-01", "extension_refused"),
    ],
)
def test_a_limit_that_is_not_extended_is_not_asked_for(
    at_desk: CaseWorker, worker: Worker, case: str, deadline: str, until: str, error: str
) -> None:
    lead(at_desk, worker, case)
    answer = at_desk.write(worker, case, "extension", deadline=deadline, until=until)
    told = answer.json or {}
    assert (answer.status_code, told["error"]) == (409, error)
    assert re.search(r"[\u4e00-\u9fff]", told["message"])


def test_a_limit_that_was_met_meanwhile_is_not_extended(
    at_desk: CaseWorker, leader: CaseWorker, worker: Worker, case: str, session: Session
) -> None:
    lead(at_desk, worker, case)
    due = session.scalars(select(Deadline).where(Deadline.kind == "disposal")).one()
    until, begun = due.due_on + timedelta(days=10), due.begun_on
    session.commit()
    facts = {"deadline": "disposal", "until": until.isoformat()}
    at_desk.written(worker, case, "extension", **facts)
    on = at_desk.documents(case)["entries"][-1]["id"]
    session.execute(update(Deadline).where(Deadline.kind == "disposal").values(met_on=begun))
    session.commit()
    answer = leader.decide(worker, case, on)
    assert (answer.status_code, (answer.json or {})["error"]) == (409, "nothing_open")
    assert leader.documents(case)["entries"][-1]["state"] == "pending"


def test_a_decision_reaches_no_request_of_another_case(
    at_desk: CaseWorker, leader: CaseWorker, worker: Worker, receive: Receive, case: str
) -> None:
    other = at_desk.registered(worker, receive(), *TEAM)
    lead(at_desk, worker, case)
    on = sheet(at_desk, worker, case)
    answer = leader.decide(worker, other, on)
    assert (answer.json or {})["missing"] == ["request"]
    form = leader.entry(worker, case, "decision", on=on, verdict="approved")
    assert leader.post(f"cases/{other}/entries", json=form | {"seq": 1}).status_code == 409
    assert leader.documents(case)["case"]["stage"] == "disposal"


def test_nothing_goes_into_a_case_that_is_done(
    at_desk: CaseWorker, worker: Worker, receive: Receive, case: str, session: Session
) -> None:
    other = at_desk.registered(worker, receive(), *TEAM)
    for stage in ("archived", "merged", "passed_up", "deleted"):
        one = session.scalars(select(Case).where(Case.id == uuid.UUID(other))).one()
        one.stage = stage
        session.commit()
        answer = at_desk.write(worker, case, "merge", into=other)
        assert (answer.json or {})["missing"] == ["other_case"], stage
    assert (at_desk.write(worker, case, "merge", into=case).json or {})["missing"] == ["other_case"]


def test_a_second_person_is_let_in_and_decides(
    at_desk: CaseWorker,
    leader: CaseWorker,
    secretary: CaseWorker,
    worker: Worker,
    receive: Receive,
) -> None:
    case = leader.registered(worker, receive(), "leader", "registrar")
    lead(leader, worker, case)
    leader.written(worker, case, "study", {"minutes": "同意"}, held_on="2026-11-23", attendees=2)
    facts = {"way": "close", "team": [], "outside": 0, "until": "2026-12-31", "paper": False}
    on = leader.written(worker, case, "sheet", {"plan": "了结"}, **facts)
    assert leader.documents(case)["deciders"] == ["leader"]
    (waiting,) = [one for one in leader.open_case(worker, case)["entries"] if one["id"] == on]
    assert waiting["parties"] == ["leader"]
    assert (leader.decide(worker, case, on).json or {})["missing"] == ["other_eyes"]
    secretary.sit_down(worker)
    assert secretary.get(f"cases/{case}.json").status_code == 404
    assert leader.grant(worker, case, "secretary").status_code == 201
    assert at_desk.decide(worker, case, on).status_code == 409
    told = secretary.open_case(worker, case)["entries"]
    assert told[-1]["words"] == {"plan": "了结"}  # the evidence is on the same screen
    assert secretary.decide(worker, case, on).status_code == 201
    row = leader.documents(case)["case"]
    assert (row["stage"], leader.documents(case)["deciders"]) == (
        "feedback",
        ["leader", "secretary"],
    )
