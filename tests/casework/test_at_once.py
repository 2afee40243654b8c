"""Two things at once: who belongs to the office holds still while somebody is let into a case.

Two connections to PostgreSQL, of which the second comes while the first is not done. SQLite has one
writer, and nothing happens at once.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from casework.administration.facts import Changes
from casework.administration.offices import Acting, OfficeTaken, add_office
from casework.audit.service import record
from casework.cases.access import find_case
from casework.cases.forms import GrantForm
from casework.cases.grants import GranteeUnknown, give_grants
from casework.cases.models import Case, CaseGrant
from casework.entries.forms import EntryForm
from casework.entries.models import Entry
from casework.entries.rules import CaseMoved, StepMissing
from casework.entries.service import Moment, write_entry
from casework.keyring.changes import change_roster
from casework.keyring.forms import RosterForm
from casework.keyring.service import locked_office, newest_roster
from casework.members import invitations
from casework.members.factor_models import Invitation
from casework.members.joining import KeysForm, join
from casework.members.leaving import StillVouched, leave
from casework.members.models import Member
from casework.members.service import MemberUnknown, member_named
from crypto import age, keys
from portal.days import now, today
from portal.offices.models import Office
from portal.reports.models import Report
from tests.casework.cases import roster_of
from tests.conftest import Hospital

pytestmark = pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
Unit = Callable[[], AbstractContextManager[Session]]
Verb = Callable[[Session], Any]
Second = Callable[[Verb], Future[None]]
DAY = "2026-12-31"
ASSESSED = {"category": "T01", "level": "own", "repeat": False, "urgent": []}
SHEET = {
    "way": "verify",
    "team": ["registrar", "leader"],
    "outside": 0,
    "until": DAY,
    "paper": False,
}
CASE_SEALED = age.seal(b" " * 4096, [keys.reading_half("case", b"1" * 32).recipient])
WAITING = """
    select count(*) from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'
"""


@pytest.fixture
def unit(engine: Engine) -> Unit:
    """A transaction on a connection of its own."""

    @contextmanager
    def begun() -> Iterator[Session]:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    return begun


@pytest.fixture
def second(engine: Engine, unit: Unit) -> Iterator[Second]:
    """Do something in a second transaction, until it is done or waits for the first."""
    with ThreadPoolExecutor(1) as pool:

        def run(verb: Verb) -> None:
            with unit() as session:
                verb(session)

        def done_or_waiting(verb: Verb) -> Future[None]:
            future = pool.submit(run, verb)
            with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as watch:
                while not (future.done() or watch.scalar(text(WAITING))):
                    pass
            return future

        yield done_or_waiting


@pytest.fixture
def case(session: Session, hospital: Hospital) -> Case:
    """A case that the registrar is granted."""
    mine = {"office_id": hospital.office.id}
    report = Report(
        **mine,
        id=uuid.uuid4(),
        epoch=1,
        body=b"",
        received_on=today(),
        deliver_on=today(),
        channel="web",
    )
    registrar = hospital.registrar.member
    case = Case(
        **mine,
        id=uuid.uuid4(),
        report_id=report.id,
        version=1,
        sealed=b"sealed",
        recovery=b"sealed",
        rekey_due=False,
        registered_at=now(),
        registered_by=registrar.id,
    )
    grant = CaseGrant(
        **mine,
        case_id=case.id,
        member_id=registrar.id,
        sealed=b"sealed",
        granted_at=now(),
        granted_by=registrar.id,
    )
    session.add_all([report, case, grant])
    session.commit()
    return case


def let_in(session: Session, hospital: Hospital, case: Case) -> None:
    """The registrar grants the case to the investigator."""
    recipient = age.Recipient.parse(hospital.investigator.member.recipient)
    grant = GrantForm("investigator", age.seal(os.urandom(32), [recipient]))
    by = hospital.registrar.member
    found = find_case(session, by, case.id, locked=True).case
    give_grants(session, found, by, [grant], now())


def let_go(session: Session, hospital: Hospital) -> None:
    """The leader signs a roster without the investigator."""
    newest = newest_roster(session, hospital.office)
    signed = roster_of(hospital, version=newest.statement["version"] + 1)
    left = [one for one in signed["members"] if one["name"] != "investigator"]
    signed = roster_of(hospital, version=signed["version"], members=left)
    leader = hospital.setup.leader.member
    change_roster(session, leader, RosterForm(signed, []), today=today(), now=now())


def granted(session: Session, case: Case) -> set[uuid.UUID]:
    """Who holds the case's secret."""
    return set(session.scalars(select(CaseGrant.member_id).where(CaseGrant.case_id == case.id)))


def test_who_is_being_let_into_a_case_is_not_removed_meanwhile(
    unit: Unit, second: Second, hospital: Hospital, case: Case, session: Session
) -> None:
    with unit() as registrar:
        let_in(registrar, hospital, case)
        removal = second(lambda leader: let_go(leader, hospital))
    removal.result()
    assert granted(session, case) == {hospital.registrar.member.id}


def test_who_is_being_removed_is_let_into_no_case_meanwhile(
    unit: Unit, second: Second, hospital: Hospital, case: Case, session: Session
) -> None:
    with unit() as leader:
        let_go(leader, hospital)
        grant = second(lambda registrar: let_in(registrar, hospital, case))
    with pytest.raises(GranteeUnknown):
        grant.result()
    assert granted(session, case) == {hospital.registrar.member.id}


@pytest.fixture
def link(session: Session, hospital: Hospital) -> str:
    """The token of a link with which the investigator gets new keys."""
    member = member_named(session, hospital.office, "investigator")
    token = invitations.invite(session, member, by="leader", now=now())
    session.commit()
    return token


def invited(session: Session, hospital: Hospital) -> str:
    """The token of a link for somebody new."""
    wang = {"name": "wang", "display_name": "王登记", "roles": ["registrar"]}
    member = invitations.add_invited(session, hospital.office, **wang, now=now())
    token = invitations.invite(session, member, by="leader", now=now())
    session.commit()
    return token


def withdraw(session: Session, hospital: Hospital) -> None:
    """Take that link back."""
    member = member_named(session, hospital.office, "wang")
    invitations.withdraw(session, member, by="leader", now=now())


def join_again(session: Session, hospital: Hospital, token: str) -> None:
    """The investigator uses the link: whatever was sealed to the old keys goes."""
    secret = keys.new_secret()
    own = keys.reading_half("member", secret).recipient
    form = KeysForm(
        token,
        os.urandom(32),
        age.seal(secret + hospital.office.root_key, [own]),
        str(own),
        keys.verify_key(keys.signing_half("member", secret)),
    )
    invited = invitations.take(session, invitations.look(session, token, now()))
    join(session, invited, form, "hash", now())


def test_who_gets_new_keys_is_let_into_no_case_under_the_old_ones(
    unit: Unit, second: Second, hospital: Hospital, case: Case, session: Session, link: str
) -> None:
    with unit() as investigator:
        join_again(investigator, hospital, link)
        grant = second(lambda registrar: let_in(registrar, hospital, case))
    with pytest.raises(GranteeUnknown):
        grant.result()
    assert granted(session, case) == {hospital.registrar.member.id}


def test_a_link_is_used_and_taken_back_without_waiting_for_each_other(
    unit: Unit, second: Second, hospital: Hospital, session: Session, link: str
) -> None:
    with unit() as leader:
        member = member_named(leader, hospital.office, "investigator")
        leader.refresh(member, with_for_update=True)
        joining = second(lambda investigator: join_again(investigator, hospital, link))
        invitations.withdraw(leader, member, by="leader", now=now())
    with pytest.raises(invitations.InvitationUnknown):
        joining.result()
    assert session.scalars(select(Invitation)).all() == []


def test_whoever_comes_second_with_taking_a_link_back_is_told_that_it_is_gone(
    unit: Unit, second: Second, hospital: Hospital, session: Session
) -> None:
    invited(session, hospital)
    with unit() as leader:
        withdraw(leader, hospital)
        again = second(lambda administrator: withdraw(administrator, hospital))
    with pytest.raises(MemberUnknown):
        again.result()


def test_a_link_taken_back_after_it_was_looked_at_is_unknown(
    unit: Unit, hospital: Hospital, session: Session
) -> None:
    looked_at = invitations.look(session, invited(session, hospital), now())
    session.commit()
    with unit() as leader:
        withdraw(leader, hospital)
    with pytest.raises(invitations.InvitationUnknown), unit() as wang_again:
        invitations.take(wang_again, looked_at)


def test_who_is_being_vouched_for_does_not_leave_meanwhile(
    unit: Unit, second: Second, hospital: Hospital, session: Session
) -> None:
    investigator = member_named(session, hospital.office, "investigator")
    investigator.rostered_at = None
    session.commit()
    with unit() as leader:
        # As a keyring change does: the office first, then the members' rows.
        locked_office(leader, hospital.setup.leader.member)
        leader.get_one(Member, (investigator.office_id, investigator.id)).rostered_at = now()
        leader.flush()
        leaving = second(lambda administrator: remove(administrator, hospital))
    with pytest.raises(StillVouched):
        leaving.result()


def test_an_act_is_written_down_while_the_keys_are_changed(
    unit: Unit, second: Second, hospital: Hospital
) -> None:
    with unit() as leader:
        locked_office(leader, hospital.setup.leader.member)
        act = second(lambda other: signed_in(other, hospital))
        assert act.done(), (
            "whoever holds the chain's head waits for the keys, and they for the head"
        )


def signed_in(session: Session, hospital: Hospital) -> None:
    """The registrar's sign-in, as the chain has it."""
    record(session, hospital.office.id, "registrar", "sign_in", now=now())


def test_of_two_offices_of_one_name_the_second_is_told_that_it_is_taken(
    unit: Unit, second: Second, hospital: Hospital
) -> None:
    with unit() as session:
        add_campus(session, hospital)
        again = second(lambda other: add_campus(other, hospital))
    with pytest.raises(OfficeTaken):
        again.result()


def add_campus(session: Session, hospital: Hospital) -> None:
    """The administrator adds an office below their own."""
    own = session.get_one(Office, hospital.office.id)
    acting = Acting(own, "administrator", now())
    add_office(session, acting, "hospital", "campus", Changes(phone="010-5550-0100"))


def remove(session: Session, hospital: Hospital) -> None:
    """The administrator removes the investigator."""
    member = member_named(session, hospital.office, "investigator")
    leave(session, member, by="administrator", now=now())


@pytest.fixture
def worked(session: Session, hospital: Hospital, case: Case) -> Case:
    """That case, opened to leader and secretary too, with a sheet that waits."""
    for name in ("leader", "secretary"):
        member = member_named(session, hospital.office, name)
        of = {"office_id": case.office_id, "case_id": case.id, "member_id": member.id}
        session.add(CaseGrant(**of, sealed=b"x", granted_at=now(), granted_by=case.registered_by))
    case.stage = "disposal"
    session.commit()
    entry(session, hospital, case, "registrar", "study", held_on=DAY, attendees=2)
    entry(session, hospital, case, "registrar", "sheet", **SHEET)
    session.commit()
    return case


def entry(
    session: Session, hospital: Hospital, case: Case, name: str, kind: str, **facts: Any
) -> Entry:
    """Write an entry as of a browser that has seen all there is."""
    member = member_named(session, hospital.office, name)
    seen = session.scalar(select(Case.entries).where(Case.id == case.id)) or 0
    return put(session, member, case, seen + 1, kind, facts)


def put(
    session: Session, member: Member, case: Case, seq: int, kind: str, facts: dict[str, Any]
) -> Entry:
    form = EntryForm(uuid.uuid4(), seq, kind, facts, CASE_SEALED, [])
    return write_entry(session, member, case.id, form, Moment(today(), now()))[0]


def asked(session: Session, case: Case) -> str:
    waiting = select(Entry.id).where(Entry.case_id == case.id, Entry.state == "pending")
    return str(session.scalars(waiting).one())


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("secretary", "decision", {"verdict": "returned"}),
        ("secretary", "decision", {"verdict": "approved"}),
        ("registrar", "withdrawal", {}),
    ],
)
def test_of_two_who_settle_a_request_at_once_one_is_told(
    unit: Unit,
    second: Second,
    hospital: Hospital,
    worked: Case,
    session: Session,
    name: str,
    kind: str,
    said: dict[str, str],
) -> None:
    on, first = asked(session, worked), worked.entries + 1
    leader, other = (member_named(session, hospital.office, one) for one in ("leader", name))
    approved = {"on": on, "verdict": "approved"}
    with unit() as one:
        put(one, leader, worked, first, "decision", approved)
        again = second(lambda two: put(two, other, worked, first, kind, {"on": on, **said}))
    with pytest.raises(CaseMoved):
        again.result()
    session.expire_all()
    states = list(session.scalars(select(Entry.state).where(Entry.id == uuid.UUID(on))))
    assert (states, worked.stage, worked.entries) == (["approved"], "verification", first)


def test_two_who_settle_it_one_after_the_other_settle_it_once(
    unit: Unit, hospital: Hospital, worked: Case, session: Session
) -> None:
    on, first = asked(session, worked), worked.entries + 1
    approved = {"on": on, "verdict": "approved"}
    leader, other = (member_named(session, hospital.office, one) for one in ("leader", "secretary"))
    with unit() as one:
        put(one, leader, worked, first, "decision", approved)
    with pytest.raises(StepMissing, match="request"), unit() as two:
        put(two, other, worked, first + 1, "decision", approved)


@pytest.fixture
def pair(session: Session, hospital: Hospital, case: Case) -> tuple[Case, Case]:
    """Two cases of the registrar that have been assessed."""
    report = session.get_one(Report, (case.office_id, case.report_id))
    values = {c.key: getattr(report, c.key) for c in Report.__table__.columns}
    session.add(other_report := Report(**values | {"id": uuid.uuid4()}))
    of = {"version": 1, "sealed": b"x", "recovery": b"x", "rekey_due": False}
    by = {"registered_at": now(), "registered_by": case.registered_by}
    other = Case(office_id=case.office_id, id=uuid.uuid4(), report_id=other_report.id, **of, **by)
    grant = {"office_id": case.office_id, "case_id": other.id, "member_id": case.registered_by}
    given = {"granted_at": now(), "granted_by": case.registered_by}
    session.add_all([other, CaseGrant(**grant, **given, sealed=b"x")])
    session.commit()
    for one in (case, other):
        entry(session, hospital, one, "registrar", "preservation", tasks=0)
        entry(session, hospital, one, "registrar", "assessment", **ASSESSED)
    session.commit()
    return case, other


def test_two_cases_do_not_go_into_each_other(
    unit: Unit, second: Second, hospital: Hospital, pair: tuple[Case, Case], session: Session
) -> None:
    a, b = pair
    registrar = hospital.registrar.member
    with unit() as one:
        put(one, registrar, a, a.entries + 1, "merge", {"into": str(b.id)})
        back = second(
            lambda two: put(two, registrar, b, b.entries + 1, "merge", {"into": str(a.id)})
        )
    with pytest.raises(StepMissing, match="other_case"):
        back.result()
    session.expire_all()
    assert (a.stage, b.stage, b.merged_into) == ("merged", "assessment", None)


def test_two_leads_at_once_have_two_numbers(
    unit: Unit, second: Second, hospital: Hospital, pair: tuple[Case, Case], session: Session
) -> None:
    a, b = pair
    registrar = hospital.registrar.member
    with unit() as one:
        put(one, registrar, a, a.entries + 1, "lead", {})
        again = second(lambda two: put(two, registrar, b, b.entries + 1, "lead", {}))
    again.result()
    session.expire_all()
    assert {a.lead_no, b.lead_no} == {1, 2}


def test_what_is_archived_and_reopened_at_once_is_one_of_them(
    unit: Unit, second: Second, hospital: Hospital, worked: Case, session: Session
) -> None:
    entry(session, hospital, worked, "registrar", "withdrawal", on=asked(session, worked))
    worked.stage, worked.concluded_on = "follow_up", today()
    session.commit()
    entry(session, hospital, worked, "registrar", "contents", main=1, second=0)
    session.commit()
    registrar, first = hospital.registrar.member, worked.entries + 1
    with unit() as one:
        put(one, registrar, worked, first, "archive", {"keep": "years_10"})
        again = second(
            lambda two: put(two, registrar, worked, first, "reopening", {"to": "assessment"})
        )
    with pytest.raises(CaseMoved):
        again.result()
    session.expire_all()
    assert (worked.stage, worked.keep) == ("archived", "years_10")
