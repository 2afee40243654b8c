"""Recovery: what k sheets open, and what they do not; what the server makes of it."""

from __future__ import annotations

import uuid
from base64 import b64encode
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from casework.audit.models import AuditEntry
from casework.cases.models import Case, CaseGrant, Recusal
from casework.keyring.models import Roster
from casework.keyring.service import keep_roster
from casework.members.service import add_member
from crypto import age, keys, shares, statements
from crypto.shares.field import interpolate
from portal.days import now, today
from portal.offices.models import Office
from tests.casework.conftest import browser
from tests.casework.founder import Clinic, Founder, open_clinic, secret_on, welcome_leader
from tests.casework.inspector import Inspector, RefusedError, Worker
from tests.journeys.test_stolen_server import SEALED, opened, secrets_in, stored

Page = dict[str, Any]


@pytest.fixture
def clinic(session: Session) -> Clinic:
    """An office without keys."""
    return open_clinic(session)


@pytest.fixture
def sheets(app: Flask, clinic: Clinic, worker: Worker) -> list[str]:
    """Five sheets of an office whose keys are set up; three are needed."""
    founder = Founder(browser(app), clinic)
    founder.sign_in()
    founder.sit_down(worker)
    sheets = founder.make_sheets(worker)
    assert founder.post("keyring/setup", json=founder.founding(worker)).status_code == 201
    return sheets


@pytest.fixture
def lost(
    session: Session, clinic: Clinic, sheets: list[str], app: Flask, worker: Worker
) -> Founder:
    """The leader lost the passphrase, and was invited anew: other keys that nobody vouches for."""
    session.expire_all()
    office = session.get_one(Office, clinic.office.id)
    fresh = welcome_leader(session, office, clinic.site)
    founder = Founder(browser(app), Clinic(office, fresh, clinic.site))
    assert founder.sign_in().status_code == 200
    founder.sit_down(worker)
    return founder


@pytest.fixture
def case(session: Session, clinic: Clinic, sheets: list[str]) -> tuple[Case, bytes]:
    """A case of the office, and its secret, sealed to recovery."""
    secret = keys.new_secret()
    trust = keys.reading_half("trust", secret_on(sheets[:3]))
    case = Case(
        office_id=clinic.office.id,
        id=uuid.uuid4(),
        report_id=uuid.uuid4(),
        version=2,
        sealed=b"",
        recovery=age.seal(secret, [trust.recipient]),
        rekey_due=False,
        registered_at=now(),
        registered_by=uuid.uuid4(),
    )
    session.add(case)
    session.commit()
    return case, secret


def take(founder: Founder, worker: Worker, page: Page) -> tuple[dict[str, Any], int]:
    """Have the worker open a page of files; gives what is sent, and how many were lost."""
    told = {name: founder.session[name] for name in ("office", "earlier")}
    sealed = worker.ask("sealRecovered", files=page, **told)
    return sealed["grants"], sealed["lost"]


def test_three_sheets_open_every_epoch_and_case_for_a_leader_with_new_keys(
    lost: Founder, sheets: list[str], worker: Worker, case: tuple[Case, bytes], session: Session
) -> None:
    session.commit()
    signed = lost.recover(worker, [sheets[4], sheets[0], sheets[2]])
    assert lost.get("reports.json").json["total"] == 0
    assert lost.post("keyring/recovery", json=signed).status_code == 201
    grants, missing = take(lost, worker, lost.get("keyring/recovery.json").json)
    assert missing == 0
    answer = lost.post("keyring/recovery/grants", json=grants)
    assert answer.json == {"epochs": 1, "cases": 1}

    lost.read_again()
    lost.unlock(worker)
    office = lost.session["office"]
    standing = worker.ask("checkOffice", office=office, today=today().isoformat())
    assert (standing["trouble"], standing["epoch"], standing["forged"]) == ("", 1, False)
    assert standing["roster"] == ""
    grant = session.scalar(select(CaseGrant).where(CaseGrant.case_id == case[0].id))
    own = keys.reading_half("member", lost.clinic.leader.secret)
    assert age.open_sealed(grant.sealed, [own]) == case[1]
    acts = session.scalars(select(AuditEntry.act).where(AuditEntry.office_id == grant.office_id))
    assert {"recovery", "recovery_grants"} <= set(acts)


def test_two_sheets_and_everything_else_give_nothing(
    lost: Founder, sheets: list[str], worker: Worker
) -> None:
    office = lost.session["office"]
    with pytest.raises(RefusedError, match="TooFewSheets"):
        worker.ask("joinSheets", texts=sheets[:2], office=office)
    with pytest.raises(RefusedError, match="NotJoined"):
        worker.ask("signRecovery", **lost.facts, leaders=[])
    with pytest.raises(RefusedError, match="NotJoined"):
        take(lost, worker, lost.get("keyring/recovery.json").json)


def test_two_sheets_and_the_whole_database_open_nothing(
    lost: Founder, sheets: list[str], case: tuple[Case, bytes], engine: Engine
) -> None:
    values = list(stored(engine))
    files = [value for value in values if isinstance(value, bytes) and value.startswith(SEALED)]
    read = [shares.read_sheet(sheet) for sheet in sheets[:2]]
    claims = [[replace(one, threshold=1)] for one in read]
    held = [one.value for one in read] + [shares.join(claim) for claim in claims]
    held += [interpolate({one.index: one.value for one in read}, x) for x in range(256)]
    held += [secret for value in values for secret in secrets_in(value)]
    assert opened(files, held) == 0
    # The same search opens the epoch and the case, if it is given one sheet more.
    assert opened(files, [secret_on(sheets[:3])]) == 2


def test_sheets_of_another_office_are_told(lost: Founder, worker: Worker) -> None:
    others = [" ".join(words) for words in shares.split(keys.new_secret(), 2, 2)]
    with pytest.raises(RefusedError, match="OtherOffice"):
        worker.ask("joinSheets", texts=others, office=lost.session["office"])


def test_a_swapped_root_key_is_noticed_before_anything_is_signed(
    lost: Founder, worker: Worker
) -> None:
    secret = keys.new_secret()
    theirs = [" ".join(words) for words in shares.split(secret, 1, 1)]
    root = keys.verify_key(keys.signing_half("trust", secret))
    swapped = lost.session["office"] | {"root_key": root.hex()}
    with pytest.raises(RefusedError, match="OfficeReplaced"):
        worker.ask("joinSheets", texts=theirs, office=swapped)


def test_a_roster_of_the_servers_making_is_not_taken_over(
    lost: Founder, sheets: list[str], worker: Worker
) -> None:
    roster = lost.session["roster"]
    stranger = roster["members"][0] | {"name": "spy", "display_name": "spy"}
    # Of a number that the browser has not seen: what it remembers does not tell.
    number = {"version": roster["version"] + 1}
    forged = roster | number | {"members": [*roster["members"], stranger]}
    worker.ask("joinSheets", texts=sheets[:3], office=lost.session["office"])
    facts = lost.facts | {"roster": forged}
    plan = worker.ask("planRecovery", **facts)
    assert (plan["trusted"], plan["leaders"], plan["lost"]) == (False, [], [])
    assert plan["members"] == [{"display_name": "王院长", "roles": ["leader"]}]
    signed = worker.ask("signRecovery", **facts, leaders=["spy"])
    assert [entry["name"] for entry in signed["roster"]["members"]] == ["wang"]
    assert len(signed["charter"]["leaders"]) == 1


def test_an_epoch_of_the_servers_making_is_not_taken_over(
    lost: Founder, sheets: list[str], worker: Worker
) -> None:
    recipient = keys.reading_half("trust", secret_on(sheets[:3])).recipient
    page = lost.get("keyring/recovery.json").json
    forged = b64encode(age.seal(keys.new_secret(), [recipient])).decode()
    page["epochs"] = [{"epoch": 1, "sealed": forged}, {"epoch": 2, "sealed": forged}]
    page["cases"] = [{"id": str(uuid.uuid4()), "version": 1, "sealed": "AAAA"}]
    worker.ask("joinSheets", texts=sheets[:3], office=lost.session["office"])
    grants, missing = take(lost, worker, page)
    assert (grants["epochs"], grants["cases"], missing) == ([], [], 3)


def test_the_sheets_say_who_leads(
    lost: Founder, sheets: list[str], worker: Worker, session: Session
) -> None:
    assert lost.post("keyring/recovery", json=lost.recover(worker, sheets[:3])).status_code == 201
    lost.read_again()
    second = second_leader(session, lost)
    lost.read_again()
    worker.ask("joinSheets", texts=sheets[2:], office=lost.session["office"])
    plan = worker.ask("planRecovery", **lost.facts)
    assert [(one["name"], one["leads"]) for one in plan["leaders"]] == [("li", False)]
    both = worker.ask("signRecovery", **lost.facts, leaders=["li"])
    own = lost.session["office"]["charter"]["leaders"]
    assert both["charter"]["leaders"] == [*own, second]
    assert lost.post("keyring/recovery", json=both).status_code == 201
    lost.read_again()
    assert worker.ask("planRecovery", **lost.facts)["leaders"][0]["leads"]
    alone = worker.ask("signRecovery", **lost.facts, leaders=[])
    assert alone["charter"]["leaders"] == own
    assert lost.post("keyring/recovery", json=alone).status_code == 201


def second_leader(session: Session, lost: Founder) -> str:
    """Another leader whom this one has vouched for; gives the verify key."""
    office, own = lost.clinic.office, keys.signing_half("member", lost.clinic.leader.secret)
    session.expire_all()
    secret = keys.new_secret()
    member = add_member(
        session,
        office,
        name="li",
        display_name="李书记",
        roles=["leader"],
        proof=b"",
        sealed_secret=b"",
        recipient=str(keys.reading_half("member", secret).recipient),
        verify_key=keys.verify_key(keys.signing_half("member", secret)),
        now=now(),
    )
    roster = lost.session["roster"]
    entry = {
        **{"name": "li", "display_name": "李书记", "roles": ["leader"], "left_on": ""},
        **{"recipient": member.recipient, "verify_key": member.verify_key.hex()},
        "joined_on": today().isoformat(),
    }
    body = roster | {"version": roster["version"] + 1, "members": [*roster["members"], entry]}
    keep_roster(session, office, statements.sign("roster", body, own))
    session.commit()
    return member.verify_key.hex()


def test_a_leader_without_sheets_is_given_no_sealed_copy(
    lost: Founder, sheets: list[str], worker: Worker, case: tuple[Case, bytes], session: Session
) -> None:
    session.commit()
    page = lost.get("keyring/recovery.json").json
    assert ([one["name"] for one in page["members"]], page["pages"]) == (["wang"], 1)
    assert (page["epochs"], page["cases"]) == ([], [])
    signed = lost.recover(worker, sheets[:3])
    assert lost.post("keyring/recovery", json=signed).status_code == 201
    page = lost.get("keyring/recovery.json").json
    assert (len(page["epochs"]), [one["id"] for one in page["cases"]]) == (1, [str(case[0].id)])


def test_grants_are_for_whoever_joined_the_sheets(
    lost: Founder, sheets: list[str], worker: Worker
) -> None:
    signed = lost.recover(worker, sheets[:3])
    early, _ = take(lost, worker, lost.get("keyring/recovery.json").json)
    assert lost.post("keyring/recovery/grants", json=early).status_code == 403
    assert lost.post("keyring/recovery", json=signed).status_code == 201
    grants, _ = take(lost, worker, lost.get("keyring/recovery.json").json)
    wrong = lost.post("keyring/recovery/grants", json=grants | {"token": "0" * 64})
    assert (wrong.status_code, wrong.json["error"]) == (403, "sheets_needed")
    assert lost.post("keyring/recovery/grants", json=grants).status_code == 200


def test_a_case_one_is_recused_from_stays_closed(
    lost: Founder, sheets: list[str], worker: Worker, case: tuple[Case, bytes], session: Session
) -> None:
    signed = lost.recover(worker, sheets[:3])
    assert lost.post("keyring/recovery", json=signed).status_code == 201
    page = lost.get("keyring/recovery.json").json
    assert [one["id"] for one in page["cases"]] == [str(case[0].id)]
    recusal = Recusal(
        office_id=case[0].office_id,
        case_id=case[0].id,
        member_id=lost.clinic.leader.member.id,
        reason="own",
        recused_at=now(),
        recused_by=uuid.uuid4(),
    )
    session.add(recusal)
    session.commit()
    assert lost.get("keyring/recovery.json").json["cases"] == []
    grants, _ = take(lost, worker, page)
    assert lost.post("keyring/recovery/grants", json=grants).status_code == 404


def test_a_case_that_got_a_new_secret_meanwhile_is_read_again(
    lost: Founder, sheets: list[str], worker: Worker, case: tuple[Case, bytes]
) -> None:
    lost.post("keyring/recovery", json=lost.recover(worker, sheets[:3]))
    grants, _ = take(lost, worker, lost.get("keyring/recovery.json").json)
    grants["cases"][0]["version"] = 1
    assert lost.post("keyring/recovery/grants", json=grants).status_code == 409


def test_what_the_sheets_did_not_sign_is_refused(
    lost: Founder, sheets: list[str], worker: Worker
) -> None:
    good = lost.recover(worker, sheets[:3])
    charter, statement, roster = (good[name] for name in ("charter", "statement", "roster"))
    root = keys.signing_half("trust", secret_on(sheets[:3]))
    own = keys.signing_half("member", lost.clinic.leader.secret)
    sign = statements.sign
    me = roster["members"][-1]
    bad: list[dict[str, Any]] = [
        {"charter": sign("charter", charter, own)},
        {"charter": sign("charter", charter | {"leaders": ["0" * 64]}, root)},
        {"charter": sign("charter", charter | {"recovery": "0" * 64}, root)},
        {"statement": sign("statement", statement | {"epoch": 2}, own)},
        {"statement": sign("statement", statement | {"answer_key": "0" * 64}, own)},
        {"statement": sign("statement", statement | {"previous": "0" * 64}, own)},
        {"statement": sign("statement", statement | {"name": "别的单位"}, own)},
        {"statement": sign("statement", statement | {"authority": "stranger"}, own)},
        {"roster": sign("roster", roster | {"version": 1}, own)},
        {"roster": sign("roster", roster | {"epoch": 0}, own)},
        {"roster": sign("roster", roster | {"members": []}, own)},
        {"roster": sign("roster", roster | {"members": [me, me | {"name": "spy"}]}, own)},
    ]
    answers = [lost.post("keyring/recovery", json=good | change).status_code for change in bad]
    assert answers == [400] * len(bad)
    assert lost.post("keyring/recovery", json=good).status_code == 201


def test_only_leaders_come_here_vouched_for_or_not(
    lost: Founder, unlocked: Inspector, clinic: Clinic
) -> None:
    assert lost.get("recovery").status_code == 200
    assert lost.get("members.json").status_code == 403
    for path in ("recovery", "keyring/recovery.json"):
        assert unlocked.get(path).status_code == 403
    assert unlocked.post("keyring/recovery", json={}).status_code == 403


def test_fetching_the_sealed_copies_is_an_act(lost: Founder, session: Session) -> None:
    lost.get("keyring/recovery.json?page=1")
    acts = session.scalars(select(AuditEntry.act).order_by(AuditEntry.seq)).all()
    assert "recovery_fetched" in acts


@pytest.mark.parametrize("seen", [{"seen": 9}, {"epoch": 9}])
def test_what_is_older_than_this_browser_has_seen_is_not_signed_anew(
    lost: Founder, sheets: list[str], worker: Worker, seen: dict[str, int]
) -> None:
    worker.ask("refresh", **lost.told, **seen)
    worker.ask("joinSheets", texts=sheets[:3], office=lost.session["office"])
    for op in ("planRecovery", "signRecovery"):
        with pytest.raises(RefusedError, match="OfficeReplayed"):
            worker.ask(op, **lost.facts, leaders=[])


def test_a_roster_of_another_epoch_is_not_signed_anew(
    lost: Founder, sheets: list[str], worker: Worker
) -> None:
    own = keys.signing_half("member", lost.clinic.leader.secret)
    worker.ask("joinSheets", texts=sheets[:3], office=lost.session["office"])
    signed = worker.ask("signRecovery", **lost.facts, leaders=[])
    told = lost.facts | {"office": lost.session["office"] | signed}
    told["roster"] = statements.sign("roster", signed["roster"] | {"epoch": 2}, own)
    with pytest.raises(RefusedError, match="OfficeReplayed"):
        worker.ask("planRecovery", **told)


def test_a_row_that_nobody_signed_under_the_next_number_is_told(
    lost: Founder, sheets: list[str], worker: Worker, session: Session
) -> None:
    office = session.get_one(Office, lost.clinic.office.id)
    signed = lost.recover(worker, sheets[:3])
    keep_roster(session, office, lost.session["roster"] | {"version": 2})
    session.commit()
    answer = lost.post("keyring/recovery", json=signed)
    assert (answer.status_code, answer.json.get("error")) == (409, "roster_forged")
    session.delete(session.get_one(Roster, (office.id, 2)))
    session.commit()
    assert lost.post("keyring/recovery", json=signed).status_code == 201


def test_a_row_that_nobody_signed_gives_no_number(
    lost: Founder, sheets: list[str], worker: Worker, session: Session
) -> None:
    office = session.get_one(Office, lost.clinic.office.id)
    forged = lost.session["roster"] | {"version": 999_998}
    keep_roster(session, office, forged)
    session.commit()
    assert lost.recover(worker, sheets[:3])["roster"]["version"] == 2
    worker.ask("joinSheets", texts=sheets[:3], office=lost.session["office"])
    signed = worker.ask("signRecovery", **lost.facts | {"roster": forged}, leaders=[])
    assert signed["roster"]["version"] == 2
    assert lost.post("keyring/recovery", json=signed).status_code == 201
    lost.read_again()
    assert lost.session["roster"] == signed["roster"]
