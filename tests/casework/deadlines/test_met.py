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
from casework.entries.reading import merged_into
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


def outcome_that_owes(session: Session, case: Case, what: str) -> Entry:
    case.stage = "handling"
    entry = take(session, case, "outcome", persons=1, owes=[what])
    case.stage = "follow_up"
    return entry


def test_what_is_to_be_put_right_has_the_offices_limit_until_it_has_one_of_its_own(
    session: Session, case: Case
) -> None:
    session.add(outcome_that_owes(session, case, "rectification"))
    assert "rectification" in owed(session, case)
    take(session, case, "rectification", due_on="2026-12-01")
    (left,) = [one for one in open_deadlines(session, case) if one.kind == "rectification"]
    assert left.due_on == day("2026-12-01")


@pytest.mark.parametrize("kind", ["integrity_notice", "recommendation"])
def test_a_notice_is_due_until_it_is_answered(session: Session, case: Case, kind: str) -> None:
    case.stage = "follow_up"
    sent = take(session, case, kind, due_on="2026-12-01")
    assert "notice" in owed(session, case)
    take(session, case, "notice_answered", on=str(sent.id), answered_on="2026-11-01")
    assert "notice" not in owed(session, case)


def test_a_transfer_on_paper_is_to_be_received_and_answered(session: Session, case: Case) -> None:
    case.stage = "handling"
    facts = {"destination": "03", "due_on": "2026-12-01"}
    session.add(asked := take(session, case, "transfer", **facts))
    session.flush()
    take(session, case, "transfer_sent", on=str(asked.id), sent_on="2026-09-14")
    assert {"transfer_receipt", "transfer_result"} <= owed(session, case)
    take(session, case, "transfer_received", on=str(asked.id), received_on="2026-09-15")
    assert "transfer_receipt" not in owed(session, case)
    take(session, case, "transfer_result", on=str(asked.id), answered_on="2026-09-20")
    assert "transfer_result" not in owed(session, case)


@pytest.mark.parametrize(
    ("kind", "facts"),
    [("report_up", {"sent_on": "2026-09-14"}), ("not_ours", {"door": "12388"})],
)
def test_what_went_up_on_paper_is_not_due_above(
    session: Session, case: Case, kind: str, facts: dict[str, Any]
) -> None:
    take(session, case, "assessment", category="T01", level="above", repeat=False, urgent=[])
    assert "pass_up" in owed(session, case)
    take(session, case, kind, **facts)
    assert "pass_up" not in owed(session, case)


def test_nobody_waits_for_an_inquiry_once_the_report_is_signed(
    session: Session, case: Case
) -> None:
    case.stage = "verification"
    take(session, case, "inquiry", sent_on="2026-09-14")
    assert "inquiry" in owed(session, case)
    take(session, case, "report")
    assert "inquiry" not in owed(session, case)


def test_a_case_that_goes_on_after_it_was_held_has_its_limit_again(
    session: Session, case: Case
) -> None:
    case.stage = "held"
    begin(session, case, "review", TODAY)
    take(session, case, "review", next="resume")
    assert (case.stage, "review" in owed(session, case)) == ("disposal", False)
    assert "disposal" in owed(session, case)


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


def test_whose_case_was_merged_into_a_merged_one_is_told_before_the_archive(
    session: Session, house: House
) -> None:
    first, second, last = (house.case(("registrar",)) for _ in range(3))
    for one, into in ((first, second), (second, last)):
        one.stage, one.merged_into = "merged", into.id
    session.flush()
    assert merged_into(session, last) == {first.id: False, second.id: False}
    first.stage = "deleted"
    session.flush()
    assert merged_into(session, last) == {first.id: True, second.id: False}
