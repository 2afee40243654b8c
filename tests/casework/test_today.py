"""Today: what waits for a member, and nothing of what is not theirs."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from casework.cases.models import Case, Recusal
from casework.deadlines.models import Deadline
from casework.entries.models import Entry
from casework.members.models import Member
from casework.tasks.models import Task
from casework.today.drafts import drafts_for
from casework.today.service import due_soon, letters_for, requests_for, tasks_for
from portal.days import now, today
from portal.mailboxes.models import ANSWER, MESSAGE, Mailbox, Message
from portal.reports.models import Report
from tests.casework.deadlines.conftest import house_of
from tests.casework.hidden import House
from tests.casework.inspector import Inspector
from tests.casework.walking import come_in
from tests.conftest import Hospital

__all__ = ["come_in"]
ALL = ("registrar", "leader", "investigator", "secretary")
SHEET = {"way": "verify", "team": ["registrar", "investigator"], "outside": 0}


@pytest.fixture
def house(session: Session, hospital: Hospital) -> House:
    house = house_of(session, hospital)
    # Nobody who signs in waits for what is only read here.
    session.commit()
    return house


def written(house: House, case: Case, author: str, kind: str, state: str = "", **facts: Any) -> str:
    """An entry as the server knows it; gives its id."""
    case.entries += 1
    entry = Entry(
        office_id=case.office_id,
        id=uuid.uuid4(),
        case_id=case.id,
        seq=case.entries,
        kind=kind,
        facts=facts,
        state=state,
        sealed=b"sealed",
        author_id=house.members[author].id,
        recorded_at=now(),
    )
    house.session.add(entry)
    house.session.flush()
    return str(entry.id)


def due(house: House, case: Case, kind: str, days: int, **changes: Any) -> None:
    on = today() + timedelta(days=days)
    values = {"office_id": case.office_id, "case_id": case.id, "kind": kind, "entry_id": None}
    values |= {"begun_on": today(), "counted": None, "due_on": on, "provisional": False}
    house.session.add(Deadline(**values | {"met_on": None} | changes))
    house.session.flush()


def recuse(house: House, case: Case, name: str) -> None:
    of = {"office_id": case.office_id, "case_id": case.id, "member_id": house.members[name].id}
    by = {"recused_at": now(), "recused_by": case.registered_by}
    house.session.add(Recusal(**of, **by, reason="leader"))
    house.session.flush()


def asked_of(house: House, name: str) -> list[tuple[str, str]]:
    return [(str(one.id), one.act) for one in requests_for(house.session, house.members[name])]


def test_a_request_waits_for_who_may_decide_it(house: House) -> None:
    case = house.case(ALL)
    case.stage = "disposal"
    on = written(house, case, "registrar", "sheet", "pending", **SHEET)
    assert asked_of(house, "leader") == [(on, "decide")]
    assert asked_of(house, "secretary") == [(on, "decide")]
    assert asked_of(house, "registrar") == asked_of(house, "investigator") == []


def test_nobody_is_offered_their_own_request(house: House) -> None:
    case = house.case(ALL)
    case.stage = "disposal"
    on = written(house, case, "leader", "sheet", "pending", **SHEET)
    assert asked_of(house, "leader") == []
    assert asked_of(house, "secretary") == [(on, "decide")]
    written(house, case, "secretary", "signature", on=on)
    assert asked_of(house, "secretary") == []


def test_who_found_it_does_not_decide_on_it(house: House) -> None:
    case = house.case(ALL)
    case.stage = "handling"
    written(house, case, "registrar", "sheet", "approved", **SHEET | {"team": ["leader"]})
    written(house, case, "leader", "report")
    on = written(house, case, "registrar", "outcome", "pending", persons=1, owes=[])
    assert asked_of(house, "leader") == []
    assert asked_of(house, "secretary") == [(on, "decide")]


def test_a_report_waits_for_the_signatures_of_its_team(house: House) -> None:
    case = house.case(ALL)
    case.stage = "verification"
    sheet = written(house, case, "leader", "sheet", "approved", **SHEET)
    written(house, case, "secretary", "decision", on=sheet, verdict="approved")
    on = written(house, case, "investigator", "report", "pending")
    assert asked_of(house, "registrar") == [(on, "sign")]
    assert asked_of(house, "investigator") == asked_of(house, "leader") == []
    written(house, case, "registrar", "signature", on=on)
    assert asked_of(house, "registrar") == []


def test_a_case_that_is_not_ours_counts_nowhere(house: House) -> None:
    cases = [house.case(()), house.case(ALL)]
    for case in cases:
        case.stage = "disposal"
        written(house, case, "registrar", "sheet", "pending", **SHEET)
        due(house, case, "reply", -1)
        asked(house, case)
        heard(house, case, (MESSAGE, 0))
    leader = house.members["leader"]
    assert len(asked_of(house, "leader")) == 1
    recuse(house, cases[1], "leader")
    assert asked_of(house, "leader") == []
    assert due_soon(house.session, leader, today()) == ([], 0, 0)
    assert letters_for(house.session, leader, today()) == ([], 0)
    assert tasks_for(house.session, leader) == []
    secretary = house.members["secretary"]
    assert due_soon(house.session, secretary, today()).overdue == 1
    assert letters_for(house.session, secretary, today())[1] == 1


def test_deadlines_are_counted_and_the_most_urgent_stands_first(house: House) -> None:
    case = house.case(ALL)
    due(house, case, "answer", 60)
    due(house, case, "reply", -1)
    due(house, case, "disposal", 1)
    due(house, case, "first_reply", -9, met_on=today())
    found = due_soon(house.session, house.members["leader"], today())
    assert [one.kind for one in found.deadlines] == ["reply", "disposal", "answer"]
    assert (found.overdue, found.soon) == (1, 1)


def heard(house: House, case: Case, *letters: tuple[str, int]) -> None:
    """Letters to and fro, each so many days ago."""
    report = house.session.get_one(Report, (case.office_id, case.report_id))
    report.mailbox_id = uuid.uuid4().bytes * 2
    of = {"office_id": case.office_id}
    house.session.add(Mailbox(**of, id=report.mailbox_id, report_id=report.id))
    for direction, ago in letters:
        sent_on = today() - timedelta(days=ago)
        values = {"mailbox_id": report.mailbox_id, "direction": direction, "sent_on": sent_on}
        house.session.add(Message(**of, **values, id=uuid.uuid4(), epoch=1, body=b"sealed"))
    house.session.flush()


@pytest.mark.parametrize(
    ("letters", "is_listed"),
    [
        (((MESSAGE, 3),), True),
        (((ANSWER, 5), (MESSAGE, 3)), True),
        (((MESSAGE, 5), (ANSWER, 3)), False),
        (((MESSAGE, 5), (ANSWER, 3), (MESSAGE, 1)), True),
        (((ANSWER, 2), (MESSAGE, 2)), True),
        (((ANSWER, 9), (MESSAGE, 9)), False),
        (((ANSWER, 9),), False),
    ],
)
def test_letters_since_our_last_one_are_listed(
    house: House, letters: tuple[tuple[str, int], ...], is_listed: bool
) -> None:
    case = house.case(ALL)
    heard(house, case, *letters)
    found, total = letters_for(house.session, house.members["leader"], today())
    assert ([one.case_id for one in found], total) == (([case.id], 1) if is_listed else ([], 0))


def test_a_deleted_mailbox_waits_for_nobody(house: House) -> None:
    case = house.case(ALL)
    heard(house, case, (MESSAGE, 1))
    report = house.session.get_one(Report, (case.office_id, case.report_id))
    house.session.get_one(Mailbox, (case.office_id, report.mailbox_id)).deleted_on = today()
    house.session.flush()
    assert letters_for(house.session, house.members["leader"], today()) == ([], 0)


def asked(house: House, case: Case, **changes: Any) -> uuid.UUID:
    """A question to another department; gives its entry."""
    on = uuid.UUID(written(house, case, "registrar", "task", member="helper"))
    row = house.session.get_one(Task, (case.office_id, house.task(case, "helper")))
    row.entry_id, row.answer = on, b"sealed"
    due(house, case, "task", 5, entry_id=on, **changes)
    return on


def test_an_answer_of_another_department_waits_until_it_is_taken_over(house: House) -> None:
    case, over = house.case(ALL), house.case(ALL)
    on = asked(house, case)
    asked(house, over, met_on=today())
    (task,) = tasks_for(house.session, house.members["investigator"])
    assert (task.case_id, task.entry_id) == (case.id, on)
    house.session.execute(update(Task).values(answer=None))
    assert tasks_for(house.session, house.members["investigator"]) == []


def test_a_draft_waits_for_keyholders_until_something_is_told(house: House) -> None:
    case = house.case(ALL)
    members = house.members
    written(house, case, "investigator", "answer_draft")
    on = written(house, case, "investigator", "answer_draft")
    for name in ("leader", "registrar"):
        assert [str(one.id) for one in drafts_for(house.session, members[name])] == [on]
    assert drafts_for(house.session, members["investigator"]) == []
    recuse(house, case, "leader")
    assert drafts_for(house.session, members["leader"]) == []
    written(house, case, "registrar", "told", state="words")
    assert drafts_for(house.session, members["registrar"]) == []


@pytest.mark.parametrize("name", ["auditor", "administrator", "leader"])
def test_nothing_of_ours_looks_as_nothing_at_all(
    come_in: Callable[[str], Inspector], house: House, name: str
) -> None:
    who = come_in(name)
    before = who.get("today.json").data
    case = house.case(("registrar", "secretary"))
    case.stage = "disposal"
    written(house, case, "registrar", "sheet", "pending", **SHEET)
    due(house, case, "reply", -1)
    heard(house, case, (MESSAGE, 0))
    house.session.commit()
    assert who.get("today.json").data == before
    assert who.get("cases.json").get_json()["total"] == 0


def test_who_is_not_vouched_for_sees_an_empty_day(
    come_in: Callable[[str], Inspector], house: House
) -> None:
    leader = come_in("leader")
    before = leader.get("today.json").data
    case = house.case(ALL)
    due(house, case, "reply", -1)
    house.session.commit()
    assert leader.get("today.json").data != before
    house.session.get_one(Member, (case.office_id, house.members["leader"].id)).rostered_at = None
    house.session.commit()
    assert leader.get("today.json").data == before
