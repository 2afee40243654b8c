"""What a leader has signed is renewed in time, by the leader's browser, and says the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from casework.keyring.models import Roster
from casework.members.models import Member
from crypto import keys, statements
from portal.days import today
from portal.offices.models import Office
from tests.casework.conftest import browser
from tests.casework.inspector import RefusedError, Worker
from tests.casework.leading import Keeper, signed_again
from tests.conftest import Hospital

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)


@pytest.fixture
def chief(app: Flask, hospital: Hospital) -> Keeper:
    """The hospital's leader."""
    return Keeper(browser(app), hospital, "leader")


def ahead(chief: Keeper, worker: Worker, days: int = 0, **facts: str) -> dict[str, Any]:
    """What the browser finds to be renewed, some days from now."""
    chief.sit_down(worker)
    day = (today() + timedelta(days=days)).isoformat()
    said = chief.session["facts"] | facts
    member = chief.session["member"]
    found: dict[str, Any] = worker.ask("lookAhead", facts=said, member=member, today=day)
    return {name: found[name] for name in ("due", "differences")}


@pytest.mark.parametrize(("days", "due"), [(0, False), (59, False), (60, True), (89, True)])
def test_it_is_due_at_sixty_days(chief: Keeper, worker: Worker, days: int, due: bool) -> None:
    assert ahead(chief, worker, days) == {"due": due, "differences": []}


def test_what_has_run_out_is_renewed_as_long_as_the_charter_holds(
    chief: Keeper, worker: Worker
) -> None:
    assert ahead(chief, worker, 200)["due"]
    assert not ahead(chief, worker, 396)["due"]
    day = (today() + timedelta(days=396)).isoformat()
    with pytest.raises(RefusedError, match="NotALeader"):
        chief.signs(worker, "renewStatements", member=chief.session["member"], today=day)


def test_on_what_has_run_out_nobody_is_vouched_for_and_no_key_made(
    chief: Keeper, worker: Worker
) -> None:
    day = (today() + timedelta(days=91)).isoformat()
    for op in ("rosterWith", "rotate"):
        with pytest.raises(RefusedError, match="StatementExpired"):
            chief.signs(worker, op, without=["investigator"], today=day)


def test_another_name_is_shown_before_it_is_signed(
    chief: Keeper, worker: Worker, session: Session, hospital: Hospital
) -> None:
    office = session.get_one(Office, hospital.office.id)
    before = office.name()
    office.texts = office.texts | {"zh-Hans": office.texts["zh-Hans"] | {"name": "新名称"}}
    session.commit()
    difference = {"field": "name", "before": before, "after": "新名称"}
    assert ahead(chief, worker) == {"due": False, "differences": [difference]}
    member, facts = chief.session["member"], chief.session["facts"]
    assert chief.does(worker, "renewStatements", member=member).status_code == 201
    session.expire_all()
    assert session.get_one(Office, hospital.office.id).statement["name"] == before
    session.rollback()
    chief.look_again(worker)
    answer = chief.does(worker, "renewStatements", member=member, said=facts)
    assert answer.status_code == 201
    session.expire_all()
    assert session.get_one(Office, hospital.office.id).statement["name"] == "新名称"


def test_the_first_roster_of_an_older_office_names_its_leader_alone(
    chief: Keeper, worker: Worker, session: Session, hospital: Hospital
) -> None:
    session.execute(delete(Roster).where(Roster.office_id == hospital.office.id))
    session.commit()
    answer = chief.sign_in()
    assert answer.status_code == 200
    chief.unlock(worker)
    told = {"member": chief.session["member"], "today": today().isoformat()}
    found = worker.ask("lookAhead", facts=chief.session["facts"], **told)
    assert found["due"]
    assert [one["name"] for one in found["asked"]["members"]] == ["leader"]
    with pytest.raises(RefusedError, match="NotShown"):
        worker.ask("renewStatements", **told)
    form = worker.ask("renewStatements", shown=found["asked"]["shown"], **told)
    assert chief.post("keyring/renewal", json=form).status_code == 201
    own = Member.office_id == hospital.office.id, Member.rostered_at.is_not(None)
    assert session.scalars(select(Member.name).where(*own)).all() == ["leader"]


def test_nothing_is_renewed_on_a_roster_that_somebody_forged(
    chief: Keeper, worker: Worker, hospital: Hospital
) -> None:
    chief.sit_down(worker)
    forged = signed_again(hospital, chief.session["roster"]) | {"version": 999}
    worker.ask("refresh", **chief.told | {"roster": forged})
    with pytest.raises(RefusedError, match="RosterUnvouched"):
        worker.ask("renewStatements", member=chief.session["member"], today=today().isoformat())


def of_before(chief: Keeper, worker: Worker) -> dict[str, Any]:
    """The office as it was told before its key was renewed; the leader sits down after that."""
    chief.sit_down(worker)
    before = chief.session["office"]
    assert chief.does(worker, "rotate").status_code == 201
    chief.look_again(worker)
    return before


@pytest.mark.parametrize("with_roster", [True, False])
def test_an_epoch_that_is_over_is_not_renewed(
    chief: Keeper, worker: Worker, with_roster: bool
) -> None:
    before = of_before(chief, worker)
    roster = chief.session["roster"] if with_roster else None
    seen = worker.ask("refresh", **chief.told)
    worker.ask("lock")
    chief.sit_down(worker)
    told = chief.told | {"office": before, "earlier": [], "roster": roster, "seen": seen["seen"]}
    worker.ask("refresh", **told)
    standing = worker.ask("checkOffice", office=before, today=today().isoformat())
    assert standing["roster"] == "RosterReplayed"
    with pytest.raises(RefusedError, match="RosterUnvouched"):
        worker.ask("renewStatements", member=chief.session["member"], today=today().isoformat())


def test_an_epoch_that_was_seen_is_remembered_without_a_roster(
    chief: Keeper, worker: Worker
) -> None:
    before = of_before(chief, worker)
    worker.ask("lock")
    chief.sit_down(worker)
    worker.ask("refresh", **chief.told | {"office": before, "roster": None, "epoch": 2})
    with pytest.raises(RefusedError, match="RosterUnvouched"):
        worker.ask("renewStatements", member=chief.session["member"], today=today().isoformat())


def test_what_has_run_out_is_renewed_where_it_was_seen_in_force(
    chief: Keeper, worker: Worker
) -> None:
    chief.sit_down(worker)
    asked = {
        "member": chief.session["member"],
        "today": (today() + timedelta(days=200)).isoformat(),
        "shown": chief.shown,
    }
    with pytest.raises(RefusedError, match="StatementExpired"):
        worker.ask("renewStatements", **asked)
    proved = worker.ask("refresh", **chief.told, today=today().isoformat())["proved"]
    assert proved == chief.session["roster"]["version"]
    worker.ask("lock")
    chief.sit_down(worker)
    worker.ask("refresh", **chief.told, proved=proved - 1)
    with pytest.raises(RefusedError, match="StatementExpired"):
        worker.ask("renewStatements", **asked)
    worker.ask("refresh", **chief.told, proved=proved)
    assert worker.ask("renewStatements", **asked)["statement"]["epoch"] == 1


def renewed(chief: Keeper, worker: Worker, days: int, **told: Any) -> dict[str, Any]:
    """What the leader's browser signs by itself, some days from now."""
    day = (today() + timedelta(days=days)).isoformat()
    worker.ask("refresh", **chief.told | told, today=day)
    form: dict[str, Any] = worker.ask("renewStatements", member=chief.session["member"], today=day)
    return form


def asked(chief: Keeper, worker: Worker, days: int, **told: Any) -> dict[str, Any]:
    """What the leader is shown before anything is renewed, some days from now."""
    day = (today() + timedelta(days=days)).isoformat()
    memory = worker.ask("refresh", **chief.told | told, today=day)
    own = {"facts": chief.session["facts"], "member": chief.session["member"]}
    found: dict[str, Any] = worker.ask("lookAhead", **own, today=day)["asked"]
    return {"memory": memory, "found": found}


def test_a_browser_renews_unasked_what_it_has_signed_itself(chief: Keeper, worker: Worker) -> None:
    chief.sit_down(worker)
    with pytest.raises(RefusedError, match="NotShown"):
        renewed(chief, worker, 60)
    form = chief.signs(worker, "rotate")
    assert chief.post("keyring/rotation", json=form).status_code == 201
    memory = worker.ask("noteAccepted", **form)
    chief.look_again(worker)
    assert asked(chief, worker, 60, **memory)["found"] is None
    again = renewed(chief, worker, 60, **memory)
    version = form["roster"]["version"]
    assert (again["statement"]["epoch"], again["roster"]["version"]) == (2, version + 1)
    # Once more by a leader elsewhere: this browser has not signed that.
    roster = signed_again(chief.hospital, chief.session["roster"], version=version + 1)
    with pytest.raises(RefusedError, match="NotShown"):
        renewed(chief, worker, 60, **memory, roster=roster)


def test_one_of_two_leaders_is_asked_since_the_other_may_have_signed_since(
    chief: Keeper, worker: Worker, hospital: Hospital
) -> None:
    chief.sit_down(worker)
    form = chief.signs(worker, "rotate")
    assert chief.post("keyring/rotation", json=form).status_code == 201
    memory = worker.ask("noteAccepted", **form)
    chief.look_again(worker)
    office = chief.session["office"]
    leaders = [*office["charter"]["leaders"], hospital.registrar.member.verify_key.hex()]
    trust = keys.signing_half("trust", hospital.setup.trust)
    charter = statements.sign("charter", office["charter"] | {"leaders": leaders}, trust)
    told = {**memory, "office": office | {"charter": charter}}
    found = asked(chief, worker, 60, **told)["found"]
    assert found is not None
    assert (found["called"], found["epoch"]) == (office["statement"]["name"], 2)
    with pytest.raises(RefusedError, match="NotShown"):
        renewed(chief, worker, 60, **told)


def test_an_epoch_that_is_over_is_shown_before_a_new_browser_renews_it(
    chief: Keeper, worker: Worker
) -> None:
    chief.sit_down(worker)
    before = {name: chief.session[name] for name in ("office", "roster")}
    chief.does(worker, "rotate", without=["registrar"])
    chief.look_again(worker)
    worker.ask("lock")
    chief.session |= {"office": before["office"], "roster": before["roster"], "earlier": []}
    chief.sit_down(worker)
    # However often it is served, looking at it is not signing it.
    memory: dict[str, Any] = {}
    for _ in range(2):
        shown = asked(chief, worker, 60, **memory)
        assert shown["found"]["epoch"] == 1
        assert shown["found"]["since"] == today().isoformat()
        assert "registrar" in [one["name"] for one in shown["found"]["members"]]
        memory = shown["memory"]
        with pytest.raises(RefusedError, match="NotShown"):
            renewed(chief, worker, 60, **memory)


def test_no_roster_of_oneself_alone_in_a_later_epoch(chief: Keeper, worker: Worker) -> None:
    of_before(chief, worker)
    # A browser that has seen nothing yet, and is shown no roster.
    chief.session |= {"roster": None}
    chief.unlock(worker)
    told = {"member": chief.session["member"], "today": today().isoformat()}
    found = worker.ask("lookAhead", facts=chief.session["facts"], **told)
    assert (found["due"], found["asked"]) == (True, None)
    with pytest.raises(RefusedError, match="RosterUnvouched"):
        worker.ask("renewStatements", shown=chief.shown, **told)
