"""Who is recused opens nothing new, and is told what a stranger is told."""

from __future__ import annotations

import uuid
from base64 import b64decode
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases.models import Case, CaseGrant, Recusal
from crypto import age, keys
from portal.days import now
from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive
from tests.casework.inspector import RefusedError, Worker
from tests.casework.letters import message, shown
from tests.conftest import Hospital
from tests.reporter import Reporter

WORDS = "术前有人要红包"
PATHS = (
    ("GET", "cases/{}.json"),
    ("GET", "cases/{}"),
    ("GET", "cases/{}/sealed"),
    ("GET", "cases/{}/attachments/00000000-0000-4000-8000-000000000000/parts/0"),
    ("POST", "cases/{}/answers"),
    ("POST", "cases/{}/grants"),
    ("POST", "cases/{}/recusals"),
    ("POST", "cases/{}/rekey"),
    ("POST", "cases/{}/letters"),
    ("DELETE", "cases/{}/grants/registrar"),
    ("DELETE", "cases/{}/recusals/registrar"),
)
REPORT_PATHS = (
    ("GET", "reports/{}.json"),
    ("GET", "reports/{}"),
    ("GET", "reports/{}/sealed"),
    ("GET", "reports/{}/attachments/00000000-0000-4000-8000-000000000000/parts/0"),
    ("POST", "reports/{}/answers"),
)


@pytest.fixture
def shared(
    at_desk: CaseWorker, leader: CaseWorker, worker: Worker, receive: Receive
) -> tuple[str, uuid.UUID]:
    """A case that registrar, leader and investigator may open, and its report."""
    id = receive(WORDS)
    case = at_desk.registered(worker, id, "registrar", "leader", "investigator")
    leader.sit_down(worker)
    return case, id


def told(member: CaseWorker, paths: Any, id: object) -> list[tuple[int, bytes]]:
    """Everything that a member is told of something."""
    answers = [
        member.request(method, path.format(id), **({} if method == "GET" else {"json": {}}))
        for method, path in paths
    ]
    return [(answer.status_code, answer.data) for answer in answers]


def lists(member: CaseWorker) -> list[Any]:
    """What the lists of a member say."""
    paths = ("cases.json", "reports.json", "cases/due.json")
    return [member.get(path).json for path in paths]


@pytest.mark.parametrize("way", ["recused", "withdrawn", "aside", "never"])
def test_a_recused_member_is_told_what_a_stranger_is_told(
    at_desk: CaseWorker,
    leader: CaseWorker,
    worker: Worker,
    receive: Receive,
    session: Session,
    way: str,
) -> None:
    id = receive(WORDS)
    members = ["registrar"] if way == "never" else ["registrar", "leader"]
    leader.sit_down(worker)
    nothing = lists(leader)
    case = at_desk.registered(worker, id, *members)
    if way == "recused":
        assert at_desk.recuse(worker, case, "leader", "reporter", "registrar").status_code == 201
    if way == "withdrawn":
        assert at_desk.withdraw(worker, case, "leader", "registrar").status_code == 200
    if way == "aside":
        leader.sit_down(worker)
        assert leader.recuse(worker, case, "leader", "own").status_code == 201
    absent = uuid.uuid4()
    for paths, one in ((PATHS, case), (REPORT_PATHS, id)):
        answers = told(leader, paths, one)
        assert answers == told(leader, paths, absent)
        assert {status for status, _ in answers} == {404}
    empty = [
        {"cases": [], "pages": 0, "total": 0},
        {"reports": [], "pages": 0, "total": 0, "channels": {}, "overdue": 0},
    ]
    assert lists(leader) == [*empty, {"cases": []}]
    assert nothing[1]["total"] == 1


def test_another_offices_members_are_told_the_same(
    shared: tuple[str, uuid.UUID], outsider: Any, worker: Worker
) -> None:
    outsider.sign_in()
    absent = uuid.uuid4()
    paths = [path for path in PATHS if "recusals/" not in path[1]]
    assert told(outsider, paths, shared[0]) == told(outsider, paths, absent)


def test_what_is_written_after_a_recusal_stays_closed_to_the_recused(
    shared: tuple[str, uuid.UUID], at_desk: CaseWorker, leader: CaseWorker, worker: Worker
) -> None:
    case, _ = shared
    before = leader.documents(case)
    assert leader.open_case(worker, case)["said"][0]["text"] == WORDS
    assert at_desk.recuse(worker, case, "leader", "reporter", "registrar", "investigator").json
    after = at_desk.documents(case)
    assert at_desk.open_case(worker, case)["said"][0]["text"] == WORDS
    leader.sit_down(worker)
    # A server on their side gives them the new rows with the grant that they had.
    mixed = after | {"case": after["case"] | {"grant": before["case"]["grant"]}}
    with pytest.raises(RefusedError, match="NoMatch"):
        leader.open_case(worker, case, documents=mixed)
    others = after["case"]["grant"]
    with pytest.raises(RefusedError, match="NoMatch"):
        leader.open_case(
            worker, case, documents=after | {"case": after["case"] | {"grant": others}}
        )


def test_the_reporter_is_told_silently_whom_to_seal_to_now(
    shared: tuple[str, uuid.UUID], at_desk: CaseWorker, worker: Worker
) -> None:
    case, _ = shared
    before = at_desk.open_case(worker, case)
    assert at_desk.recuse(worker, case, "leader", "reporter", "registrar", "investigator").json
    view = at_desk.open_case(worker, case)
    assert len(at_desk.documents(case)["answers"]) == 2
    assert shown(view) == shown(before)
    assert view["closed"] == ""


def test_letters_sealed_before_the_reporter_heard_of_it_still_open(
    shared: tuple[str, uuid.UUID],
    at_desk: CaseWorker,
    worker: Worker,
    reporter: Reporter,
    hear: Any,
    hospital: Hospital,
) -> None:
    case, _ = shared
    grant = b64decode(at_desk.documents(case)["case"]["grant"])
    own = keys.reading_half("member", hospital.registrar.secret)
    secret = age.open_sealed(grant, [own])
    assert at_desk.recuse(worker, case, "leader", "reporter", "registrar", "investigator").json
    reporter.document = reporter.document | {
        "statement": reporter.document["statement"]
        | {"recipient": str(keys.reading_half("case", secret).recipient)}
    }
    hear(message(reporter, "还不知道换了钥匙"))
    assert shown(at_desk.open_case(worker, case))[-1] == ("reporter", "还不知道换了钥匙")


def test_a_new_secret_is_for_exactly_those_who_may_open_the_case(
    shared: tuple[str, uuid.UUID], at_desk: CaseWorker, worker: Worker, session: Session
) -> None:
    case, _ = shared
    for members in (("registrar",), ("registrar", "leader", "investigator", "colleague")):
        if "colleague" in members:
            form = at_desk.rekeyed(worker, case, *members[:-1])
            form["grants"].append(form["grants"][0] | {"member": "secretary"})
        else:
            form = at_desk.rekeyed(worker, case, *members)
        answer = at_desk.post(f"cases/{case}/rekey", json=form)
        assert (answer.status_code, answer.json["error"]) == (409, "case_changed")
    form = at_desk.rekeyed(worker, case, "registrar", "leader", "investigator")
    assert at_desk.post(f"cases/{case}/rekey", json=form | {"version": 3}).status_code == 409
    assert session.scalars(select(Case)).one().version == 1
    assert len(session.scalars(select(CaseGrant)).all()) == 3


def test_the_secretary_sees_single_cases_and_never_the_queue(
    shared: tuple[str, uuid.UUID],
    at_desk: CaseWorker,
    secretary: CaseWorker,
    worker: Worker,
    receive: Receive,
) -> None:
    case, _ = shared
    other = receive("另一件", mailbox=None)
    secretary.sit_down(worker)
    assert secretary.get("reports.json").json["total"] == 0
    assert secretary.get(f"reports/{other}.json").status_code == 404
    assert at_desk.grant(worker, case, "secretary").status_code == 201
    assert secretary.open_case(worker, case)["said"][0]["text"] == WORDS
    assert secretary.get("cases.json").json["total"] == 1
    assert secretary.post(f"cases/{case}/grants", json={}).status_code == 403


def test_a_grant_that_was_left_over_opens_nothing_for_the_recused(
    shared: tuple[str, uuid.UUID], leader: CaseWorker, session: Session, hospital: Hospital
) -> None:
    case, _ = shared
    row = Recusal(
        office_id=hospital.office.id,
        case_id=uuid.UUID(case),
        member_id=hospital.setup.leader.member.id,
        reason="leader",
        recused_at=now(),
        recused_by=hospital.registrar.member.id,
    )
    session.add(row)
    session.commit()
    assert leader.get(f"cases/{case}.json").status_code == 404
    assert leader.get("cases.json").json["total"] == 0
