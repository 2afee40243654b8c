"""What an entry makes of the deadlines of its case: none goes on running after it was kept."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy.orm import Session

from casework.cases.models import Case
from casework.deadlines.service import begin, open_deadlines
from casework.entries.effects import SETTLED, take_effect
from casework.entries.models import Entry
from casework.entries.stages import STATES
from casework.feedback.service import awaits_word
from portal.days import now
from portal.reports.models import Report
from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive
from tests.casework.deadlines.conftest import day
from tests.casework.hidden import House
from tests.casework.inspector import Worker

TODAY = day("2026-09-14")


@pytest.fixture
def case(session: Session, house: House) -> Case:
    """A case whose reporter is owed a word, and whether it is accepted."""
    case = house.case(("registrar", "leader"))
    for kind in ("reply", "first_reply"):
        begin(session, case, kind, TODAY)
    return case


def take(session: Session, case: Case, kind: str, **facts: Any) -> Entry:
    """An entry that counts from now on."""
    entry = Entry(
        office_id=case.office_id,
        id=uuid.uuid4(),
        case_id=case.id,
        seq=1,
        kind=kind,
        facts=facts,
        state="",
        sealed=b"sealed",
        author_id=case.registered_by,
        recorded_at=now(),
    )
    take_effect(session, case, entry, TODAY, now())
    return entry


def owed(session: Session, case: Case) -> set[str]:
    return {one.kind for one in open_deadlines(session, case)}


@pytest.mark.parametrize("state", [*STATES, "words"])
def test_any_word_is_a_first_word_and_some_say_whether_it_is_accepted(
    session: Session, case: Case, state: str
) -> None:
    take(session, case, "told", state=state)
    assert owed(session, case) == (set() if state in SETTLED else {"reply"})


def test_who_was_asked_for_more_still_waits_to_hear_whether_it_is_accepted() -> None:
    assert not {"deciding", "supplement", "words"} & {*SETTLED}
    assert {"accepted", "not_ours", "concluded"} <= {*SETTLED}


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("told_outside", {"on": "2026-09-14", "how": "telephone"}),
        ("answered", {"state": "concluded"}),
        ("told_in_person", {"on": "2026-09-14", "tellers": ["registrar"], "outside": 1}),
        ("no_answer", {"reason": "no_contact"}),
    ],
)
def test_whoever_heard_the_end_waits_for_nothing(
    session: Session, case: Case, kind: str, facts: dict[str, Any]
) -> None:
    case.stage = "feedback"
    begin(session, case, "answer", TODAY)
    take(session, case, kind, **facts)
    assert not {"reply", "first_reply"} & owed(session, case)
    assert ("answer" in owed(session, case)) == (kind == "told_outside")


def test_education_that_is_owed_has_a_limit_until_it_was_held(session: Session, case: Case) -> None:
    case.stage = "handling"
    take(session, case, "outcome", persons=1, owes=[])
    assert "education" not in owed(session, case)
    take(session, case, "outcome", persons=1, owes=["education"])
    assert "education" in owed(session, case)
    case.stage = "follow_up"
    take(session, case, "education", held_on="2026-09-14", attendees=30)
    assert "education" not in owed(session, case)


@pytest.mark.parametrize("what", ["education", "rectification", "transfer_result"])
def test_what_is_excused_is_not_due(session: Session, case: Case, what: str) -> None:
    case.stage = "follow_up"
    begin(session, case, what, TODAY, due_on=None if what == "education" else day("2026-10-14"))
    take(session, case, "excused", what=what)
    assert what not in owed(session, case)


def test_what_goes_back_to_work_has_a_limit_again(session: Session, case: Case) -> None:
    case.stage = "result"
    take(session, case, "back_to_work")
    assert "verification" in owed(session, case)


def test_only_who_has_a_mailbox_and_heard_nothing_awaits_a_word(
    session: Session, receive: Receive, at_desk: CaseWorker, worker: Worker
) -> None:
    office = at_desk.hospital.office.id
    reports = [session.get_one(Report, (office, receive(mailbox=one))) for one in (None, b"m" * 32)]
    assert [awaits_word(session, one) for one in reports] == [False, True]
    at_desk.registered(worker, heard := receive(), "registrar")
    assert not awaits_word(session, session.get_one(Report, (office, heard)))


def test_a_case_begins_with_what_its_reporter_is_owed(
    session: Session, receive: Receive, at_desk: CaseWorker, worker: Worker
) -> None:
    id = uuid.UUID(at_desk.registered(worker, receive(), "registrar"))
    case = session.get_one(Case, (at_desk.hospital.office.id, id))
    assert owed(session, case) == {"reply", "first_reply"}
