"""A year that is announced makes provisional deadlines certain, in every office, once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session

from casework.deadlines.models import Deadline
from casework.deadlines.recounting import recount
from casework.deadlines.service import begin, extend, meet
from portal.calendar.years import store_year
from portal.days import now
from tests.casework.administration.conftest import acts
from tests.casework.deadlines.conftest import NOTICE_2027, day, house_of
from tests.casework.hidden import House
from tests.conftest import Hospital

BEFORE = day("2026-12-14")
ALL = ("registrar", "leader")


def announce(session: Session, **changes: object) -> int:
    store_year(session, 2027, NOTICE_2027 | changes)
    moved = recount(session, 2027, now=now())
    session.commit()
    return moved


def stored(session: Session, one: Deadline) -> tuple[str, bool]:
    session.refresh(one)
    return one.due_on.isoformat(), one.provisional


def test_what_was_provisional_is_certain_in_every_office(
    session: Session, house: House, hospital: Hospital, stranger: Hospital
) -> None:
    others = house_of(session, stranger)
    ours = begin(session, house.case(ALL), "reply", BEFORE)
    theirs = begin(session, others.case(ALL), "reply", BEFORE)
    assert stored(session, ours) == ("2027-01-05", True)
    assert announce(session) == 2
    assert stored(session, ours) == stored(session, theirs) == ("2027-01-06", False)
    for office in (hospital.office, stranger.office):
        assert acts(session, office, "deadline_recount") == [
            ("", "deadline_recount", "2027", {"due": 1})
        ]
    assert announce(session) == 0


def test_a_year_announced_anew_moves_what_was_certain(session: Session, house: House) -> None:
    announce(session)
    one = begin(session, house.case(ALL), "reply", BEFORE)
    assert stored(session, one) == ("2027-01-06", False)
    assert announce(session, off=["01-01"]) == 1
    assert stored(session, one) == ("2027-01-05", False)


def test_what_was_met_extended_or_given_stays(session: Session, house: House) -> None:
    case = house.case(ALL)
    met, sunday = begin(session, case, "reply", BEFORE), day("2027-01-03")
    meet(session, case, "reply", BEFORE)
    longer = begin(session, case, "disposal", BEFORE)
    extend(session, case, "disposal", longer.due_on + timedelta(days=3))
    given = begin(session, case, "task", BEFORE, due_on=sunday)
    before = [stored(session, one) for one in (met, longer, given)]
    assert announce(session) == 0
    assert [stored(session, one) for one in (met, longer, given)] == before


def test_what_ends_before_the_year_is_left_alone(session: Session, house: House) -> None:
    one = begin(session, house.case(ALL), "reply", day("2026-09-30"))
    assert announce(session) == 0
    assert stored(session, one) == ("2026-10-27", False)
