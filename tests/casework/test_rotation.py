"""A new epoch: who stays opens what came before and after it, who left opens nothing new."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.audit.models import AuditEntry
from casework.cases.models import Case, CaseGrant
from casework.keyring.models import Epoch, EpochGrant
from casework.members.models import Member, SignedInSession
from crypto import age, keys
from portal.days import today
from portal.mailboxes.models import Mailbox
from portal.offices.models import EarlierStatement, Office
from portal.offices.service import office_document
from portal.reports.models import Report
from tests.casework.conftest import Receive, browser
from tests.casework.inspector import RefusedError, Worker
from tests.casework.leading import Keeper, day
from tests.casework.letters import shown
from tests.conftest import Hospital
from tests.reporter import Reporter

ReceiveNew = Callable[[str], uuid.UUID]


@pytest.fixture
def chief(app: Flask, hospital: Hospital) -> Keeper:
    """The hospital's leader."""
    return Keeper(browser(app), hospital, "leader")


@pytest.fixture
def stays(app: Flask, hospital: Hospital) -> Keeper:
    """A registrar who stays."""
    return Keeper(browser(app), hospital, "colleague")


@pytest.fixture
def leaves(app: Flask, hospital: Hospital) -> Keeper:
    """A registrar who leaves."""
    return Keeper(browser(app), hospital)


@pytest.fixture
def receive_new(app: Flask, session: Session, hospital: Hospital) -> ReceiveNew:
    """Store a report as intake would, sealed to the office's present epoch; gives its id."""

    def stored(words: str) -> uuid.UUID:
        office = session.get_one(Office, hospital.office.id, populate_existing=True)
        with app.app_context():
            reporter = Reporter(office_document(office), {})
        id = uuid.uuid4()
        report = Report(
            office_id=office.id,
            id=id,
            mailbox_id=reporter.mailbox_id,
            epoch=office.epoch,
            channel="browser",
            received_on=today(),
            deliver_on=today(),
            body=reporter.seal(reporter.body(id, words)),
        )
        session.add(report)
        session.add(Mailbox(office_id=office.id, id=reporter.mailbox_id, report_id=id))
        session.commit()
        return id

    return stored


def words_of(keeper: Keeper, worker: Worker, id: uuid.UUID) -> str:
    """What somebody's browser shows of a report, or the name of its refusal."""
    try:
        view = keeper.open(worker, id)
    except RefusedError as refusal:
        return str(refusal)
    return str(view["said"][0]["text"])


def test_after_a_rotation_who_stays_opens_old_and_new_and_who_left_is_turned_away(
    chief: Keeper,
    stays: Keeper,
    leaves: Keeper,
    worker: Worker,
    receive: Receive,
    receive_new: ReceiveNew,
) -> None:
    old = receive("换钥匙以前写的")
    for member in (leaves, stays):
        member.sit_down(worker)
        assert words_of(member, worker, old) == "换钥匙以前写的"
    assert chief.does(worker, "rotate", without=["registrar"]).status_code == 201
    new = receive_new("换钥匙以后写的")
    for member in (chief, stays):
        member.look_again(worker)
        assert [grant["epoch"] for grant in member.session["grants"]] == [1, 2]
        assert words_of(member, worker, old) == "换钥匙以前写的"
        assert words_of(member, worker, new) == "换钥匙以后写的"
    assert leaves.get(f"reports/{new}.json").status_code == 401
    assert leaves.sign_in().status_code == 401


def test_what_the_one_who_left_still_holds_opens_nothing_new(
    chief: Keeper,
    leaves: Keeper,
    worker: Worker,
    session: Session,
    hospital: Hospital,
    receive_new: ReceiveNew,
) -> None:
    chief.does(worker, "rotate", without=["registrar"])
    report = session.get_one(Report, (hospital.office.id, receive_new("新的")))
    member = hospital.registrar.secret
    own = [keys.reading_half("member", member), keys.reading_half("epoch", hospital.epoch_secret)]
    with pytest.raises(age.NoMatch):
        age.open_sealed(report.body, own)
    for grant in session.scalars(select(EpochGrant).where(EpochGrant.epoch == 2)):
        with pytest.raises(age.NoMatch):
            age.open_sealed(grant.sealed, own)


def test_a_rotation_is_one_whole(
    chief: Keeper, leaves: Keeper, worker: Worker, session: Session, hospital: Hospital
) -> None:
    leaves.sit_down(worker)
    assert chief.does(worker, "rotate", without=["registrar"]).json == {"epoch": 2, "cases": 0}
    office = session.get_one(Office, hospital.office.id, populate_existing=True)
    assert (office.epoch, office.statement["epoch"]) == (2, 2)
    earlier = session.get_one(EarlierStatement, (office.id, 1))
    assert earlier.statement == hospital.office.statement
    member = session.get_one(Member, (office.id, hospital.registrar.member.id))
    assert member.left_at is not None
    mine = EpochGrant.office_id == office.id, EpochGrant.member_id == member.id
    assert session.scalar(select(func.count()).select_from(EpochGrant).where(*mine)) == 0
    sessions = SignedInSession.office_id == office.id, SignedInSession.member_id == member.id
    assert session.scalar(select(func.count()).select_from(SignedInSession).where(*sessions)) == 0
    trust = keys.reading_half("trust", hospital.setup.trust)
    secret = age.open_sealed(session.get_one(Epoch, (office.id, 2)).recovery, [trust])
    assert str(keys.reading_half("epoch", secret).recipient) == office.statement["recipient"]
    acts = select(AuditEntry.act, AuditEntry.subject).where(AuditEntry.office_id == office.id)
    assert [
        (act, subject)
        for act, subject in session.execute(acts.order_by(AuditEntry.seq))
        if act in ("member_leave", "rotation")
    ] == [("member_leave", "registrar"), ("rotation", "2")]


def owed_to(session: Session, report: uuid.UUID) -> list[uuid.UUID]:
    """Who can still read a report's case, which waits for a new secret."""
    case = session.scalars(select(Case).where(Case.report_id == report)).one()
    assert case.rekey_due
    granted = select(CaseGrant.member_id).where(CaseGrant.case_id == case.id)
    return list(session.scalars(granted))


def test_cases_of_who_left_wait_for_a_new_secret(
    chief: Keeper,
    stays: Keeper,
    leaves: Keeper,
    worker: Worker,
    receive: Receive,
    session: Session,
    hospital: Hospital,
) -> None:
    id = receive()
    leaves.sit_down(worker)
    assert leaves.register(worker, id, "registrar", "colleague").status_code == 201
    assert chief.does(worker, "rotate", without=["registrar"]).json == {"epoch": 2, "cases": 1}
    assert owed_to(session, id) == [hospital.welcome("colleague").member.id]
    session.rollback()
    stays.sit_down(worker)
    assert stays.session["waiting"]["rekey"] == 1


def test_an_auditor_to_be_keeps_no_case(
    chief: Keeper,
    leaves: Keeper,
    worker: Worker,
    receive: Receive,
    session: Session,
    hospital: Hospital,
) -> None:
    id = receive()
    leaves.sit_down(worker)
    assert leaves.register(worker, id, "registrar", "investigator").status_code == 201
    roles = {"name": "investigator", "roles": ["auditor"]}
    assert chief.does(worker, "rosterWith", roles=roles).status_code == 201
    assert owed_to(session, id) == [hospital.welcome("registrar").member.id]


def test_an_answer_from_before_is_read_after(
    chief: Keeper, stays: Keeper, worker: Worker, receive: Receive
) -> None:
    id = receive()
    stays.sit_down(worker)
    stays.open(worker, id)
    assert stays.answer(worker, id, "已受理").status_code == 201
    chief.does(worker, "rotate", without=["registrar"])
    stays.look_again(worker)
    view = stays.open(worker, id)
    assert (shown(view), view["closed"]) == ([("office", "已受理")], "")
    assert stays.answer(worker, id, "办结").status_code == 201
    assert shown(stays.open(worker, id)) == [("office", "已受理"), ("office", "办结")]


def test_whoever_gives_up_the_role_keeps_the_account_and_no_key(
    chief: Keeper, leaves: Keeper, worker: Worker, receive: Receive
) -> None:
    receive()
    roles = {"name": "registrar", "roles": ["investigator"]}
    with pytest.raises(RefusedError, match="RotationNeeded"):
        chief.signs(worker, "rosterWith", roles=roles)
    assert chief.does(worker, "rotate", roles=roles).status_code == 201
    leaves.sit_down(worker)
    assert (leaves.session["grants"], leaves.session["member"]["roles"]) == ([], ["investigator"])
    assert (leaves.get("reports.json").json or {}).get("reports", []) == []


def test_a_leader_whom_the_charter_names_is_not_removed_without_the_sheets(
    chief: Keeper, worker: Worker
) -> None:
    with pytest.raises(RefusedError, match="LeaderNamed"):
        chief.signs(worker, "rotate", without=["leader"])


def test_two_leaders_at_once_are_told_so(chief: Keeper, worker: Worker) -> None:
    first, second = (chief.signs(worker, "rotate") for _ in range(2))
    assert chief.post("keyring/rotation", json=first).status_code == 201
    answer = chief.post("keyring/rotation", json=second)
    assert (answer.status_code, (answer.json or {})["error"]) == (409, "keyring_changed")


def test_epoch_after_epoch_all_of_them_open(
    chief: Keeper, worker: Worker, receive: Receive, receive_new: ReceiveNew
) -> None:
    ids = {receive("一"): "一"}
    for words in ("二", "三"):
        assert chief.does(worker, "rotate").status_code == 201
        ids[receive_new(words)] = words
        chief.look_again(worker)
    assert [words_of(chief, worker, id) for id in ids] == list(ids.values())
    standing = worker.ask("checkOffice", office=chief.session["office"], today=day())
    assert (standing["trouble"], standing["forged"], standing["epoch"]) == ("", False, 3)
