"""Deadlines of stored cases: begun once, met, extended, listed for those who may see the case."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.deadlines.counting import DayNeeded
from casework.deadlines.documents import deadline_document
from casework.deadlines.models import Deadline
from casework.deadlines.service import (
    DayRefused,
    ExtensionRefused,
    LimitFixed,
    NothingOpen,
    begin,
    drop,
    due_for,
    due_to,
    extend,
    meet,
    open_deadlines,
)
from casework.lists.service import save_list
from portal.calendar import shipped
from portal.days import now
from tests.casework.deadlines.conftest import day
from tests.casework.hidden import House

TODAY = day("2026-09-14")
ALL = ("registrar", "leader")


def kinds(session: Session, case: object) -> list[str]:
    return [one.kind for one in open_deadlines(session, case)]  # type: ignore[arg-type]


def test_a_deadline_begins_once_and_is_met(session: Session, house: House) -> None:
    case = house.case(ALL)
    first = begin(session, case, "reply", TODAY)
    assert begin(session, case, "reply", TODAY + timedelta(days=9)) is first
    begin(session, case, "disposal", TODAY)
    assert kinds(session, case) == ["reply", "disposal"]
    assert meet(session, case, "reply", TODAY) == [first]
    assert meet(session, case, "reply", TODAY) == []
    assert kinds(session, case) == ["disposal"]
    again = begin(session, case, "reply", TODAY)
    assert again is not first and first.met_on == TODAY


def test_of_several_inquiries_the_one_that_is_answered_is_met(
    session: Session, house: House
) -> None:
    case, one, other = house.case(ALL), uuid.uuid4(), uuid.uuid4()
    for entry in (one, other, one):
        begin(session, case, "inquiry", TODAY, entry_id=entry)
    assert kinds(session, case) == ["inquiry", "inquiry"]
    meet(session, case, "inquiry", TODAY, entry_id=other)
    assert [left.entry_id for left in open_deadlines(session, case)] == [one]


def test_questions_about_revenge_are_met_one_after_the_other(
    session: Session, house: House
) -> None:
    case = house.case(ALL)
    for days in (180, 30, 90):
        begin(session, case, f"retaliation_{days}", TODAY)
    meet(session, case, "retaliation", TODAY)
    assert kinds(session, case) == ["retaliation_90", "retaliation_180"]


def test_what_is_given_is_given_and_what_is_counted_is_not(session: Session, house: House) -> None:
    case, until = house.case(ALL), day("2026-10-03")
    assert begin(session, case, "task", TODAY, due_on=until).due_on == until
    assert begin(session, case, "verification", TODAY, due_on=until).counted is None
    with pytest.raises(DayNeeded):
        begin(session, case, "transfer_result", TODAY)
    with pytest.raises(DayRefused):
        begin(session, case, "answer", TODAY, due_on=until)
    with pytest.raises(DayRefused):
        begin(session, case, "supervision", TODAY, due_on=day("9999-12-31"))


def test_a_limit_is_extended_a_little_and_to_later(session: Session, house: House) -> None:
    case = house.case(ALL)
    due_on = begin(session, case, "verification", TODAY).due_on
    for until in (due_on, due_on + timedelta(days=31)):
        with pytest.raises(ExtensionRefused) as refused:
            extend(session, case, "verification", until)
        assert refused.value.latest == due_on + timedelta(days=30)
    longer = due_on + timedelta(days=30)
    one = extend(session, case, "verification", longer)
    assert (one.due_on, one.counted, one.provisional) == (longer, None, False)


def test_no_rule_is_extended_and_nothing_that_does_not_run(session: Session, house: House) -> None:
    case = house.case(ALL)
    begin(session, case, "reply", TODAY)
    with pytest.raises(LimitFixed):
        extend(session, case, "reply", day("2026-12-01"))
    for kind in ("talk", "nonsense"):
        with pytest.raises(NothingOpen):
            extend(session, case, kind, day("2026-12-01"))


def test_what_does_not_hold_any_more_is_dropped_and_what_was_met_stays(
    session: Session, house: House
) -> None:
    case, other = house.case(ALL), house.case(ALL)
    for one in (case, other):
        begin(session, one, "reply", TODAY)
        begin(session, one, "pass_up", TODAY)
    meet(session, case, "pass_up", TODAY)
    drop(session, case, "reply", "pass_up")
    assert (kinds(session, case), kinds(session, other)) == ([], ["pass_up", "reply"])
    stored = session.scalars(select(Deadline.kind).where(Deadline.case_id == case.id)).all()
    assert stored == ["pass_up"]


def test_the_offices_limits_are_counted_with(session: Session, house: House) -> None:
    leader = house.members["leader"]
    limits = {"verification_days": 20, "hospital": "private"}
    save_list(session, leader, "limits", 0, limits, now=now())
    one = begin(session, house.case(ALL), "verification", TODAY)
    assert (one.due_on, one.counted) == (day("2026-10-08"), 20)


def test_everybody_is_told_of_their_own_cases_and_the_urgent_first(
    session: Session, house: House
) -> None:
    mine, theirs, taken = house.case(ALL), house.case(("leader",)), house.case(ALL, ("registrar",))
    for case, due_on in (
        (mine, "2026-09-18"),
        (mine, "2026-09-11"),
        (mine, "2026-09-17"),
        (theirs, "2026-09-10"),
        (taken, "2026-09-10"),
    ):
        begin(session, case, "task", TODAY, due_on=day(due_on))
    house.members["leader"].rostered_at = house.members["registrar"].rostered_at = now()
    session.flush()
    found = due_for(session, house.members["registrar"], TODAY)
    assert [(one.due_on.day, of) for one, of in found.deadlines] == [
        (11, mine),
        (17, mine),
        (18, mine),
    ]
    assert found[1:] == (1, 1, 3)
    assert due_for(session, house.members["leader"], TODAY)[1:] == (3, 1, 5)
    house.members["registrar"].rostered_at = None
    assert due_for(session, house.members["registrar"], TODAY) == ([], 0, 0, 0)


def test_an_office_without_deadlines_is_told_so(session: Session, house: House) -> None:
    house.members["registrar"].rostered_at = now()
    assert due_for(session, house.members["registrar"], TODAY) == ([], 0, 0, 0)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)  # PostgreSQL scans what is small
def test_no_table_is_read_from_end_to_end(session: Session, house: House) -> None:
    query = due_to(house.members["registrar"]).order_by(Deadline.due_on, Deadline.id)
    bound = query.compile(session.get_bind(), compile_kwargs={"render_postcompile": True})
    sent = "EXPLAIN QUERY PLAN " + str(bound).replace("casework.", "").replace("portal.", "")
    values = tuple(
        one.hex if isinstance(one, uuid.UUID) else one
        for one in (bound.params[name] for name in bound.positiontup)
    )
    plan = [row[-1] for row in session.connection().exec_driver_sql(sent, values)]
    assert any("ix_case_deadlines_office_id_met_on_due_on" in step for step in plan), plan
    assert not any(step.startswith("SCAN") for step in plan), plan


def test_a_deadline_is_given_out_with_where_it_stands(session: Session, house: House) -> None:
    case = house.case(ALL)
    one = begin(session, case, "first_reply", day("2026-09-07"))
    document = deadline_document(one, TODAY)
    assert document | {"id": "", "case": ""} == {
        "id": "",
        "case": "",
        "kind": "first_reply",
        "entry": None,
        "begun_on": "2026-09-07",
        "due_on": "2026-09-14",
        "provisional": False,
        "soft": True,
        "met_on": None,
        "colour": "yellow",
        "working_days": 0,
    }
    one.met_on = TODAY
    assert "colour" not in deadline_document(one, TODAY)
    assert shipped().is_working_day(one.due_on)
