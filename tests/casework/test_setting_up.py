"""The first keys of an office: what its leader's browser makes, and what the server refuses."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.audit.models import AuditEntry
from casework.keyring.models import Epoch, Roster
from casework.members.models import Member
from crypto import age, keys, statements
from portal.offices.models import Office
from tests.casework.conftest import browser
from tests.casework.founder import Clinic, Founder, open_clinic, secret_on
from tests.casework.inspector import Inspector, RefusedError, Worker

Founding = dict[str, Any]


@pytest.fixture
def clinic(session: Session) -> Clinic:
    """An office without keys."""
    return open_clinic(session)


@pytest.fixture
def founder(app: Flask, clinic: Clinic, worker: Worker) -> Founder:
    """Its leader, signed in and unlocked."""
    founder = Founder(browser(app), clinic)
    assert founder.sign_in().status_code == 200
    founder.sit_down(worker)
    return founder


def post(founder: Founder, founding: Founding) -> int:
    return founder.post("keyring/setup", json=founding).status_code


def test_an_office_gets_keys_that_its_sheets_and_its_leader_hold(
    founder: Founder, worker: Worker, session: Session, clinic: Clinic
) -> None:
    sheets = founder.make_sheets(worker)
    assert founder.post("keyring/setup", json=founder.founding(worker)).status_code == 201
    founder.read_again()
    founder.unlock(worker)
    day = founder.session["office"]["charter"]["issued_on"]
    standing = worker.ask("checkOffice", office=founder.session["office"], today=day)
    assert (standing["trouble"], standing["epoch"], standing["forged"]) == ("", 1, False)

    trust = secret_on(sheets[2:])
    office = session.get_one(Office, clinic.office.id, populate_existing=True)
    assert office.root_key == keys.verify_key(keys.signing_half("trust", trust))
    assert not office.published
    epoch = session.get_one(Epoch, (office.id, 1))
    secret = age.open_sealed(epoch.recovery, [keys.reading_half("trust", trust)])
    assert str(keys.reading_half("epoch", secret).recipient) == office.statement["recipient"]
    roster = session.get_one(Roster, (office.id, 1))
    assert [entry["name"] for entry in roster.statement["members"]] == ["wang"]
    member = session.get_one(Member, (office.id, clinic.leader.member.id), populate_existing=True)
    assert member.is_keyholder
    acts = session.scalars(select(AuditEntry.act).where(AuditEntry.office_id == office.id)).all()
    assert "keys_set_up" in acts


def test_the_trust_secret_never_arrives(founder: Founder, worker: Worker) -> None:
    trust = secret_on(founder.make_sheets(worker, 1, 1))
    founding = founder.founding(worker)
    assert post(founder, founding) == 201
    sent = json.dumps(founding)
    halves = [keys.reading_half("trust", trust), keys.signing_half("trust", trust)]
    for secret in (trust.hex(), str(halves[0]), halves[1].private_bytes_raw().hex()):
        assert secret not in sent
    assert founder.passphrase not in sent


def test_keys_are_made_once(founder: Founder, worker: Worker, session: Session) -> None:
    founder.make_sheets(worker, 1, 1)
    founding = founder.founding(worker)
    assert post(founder, founding) == 201
    founder.make_sheets(worker, 1, 1)
    again = founder.post("keyring/setup", json=founder.founding(worker))
    assert (again.status_code, again.json["error"]) == (409, "already_set_up")
    session.expire_all()
    office = session.scalar(select(Office).where(Office.slug == "clinic"))
    assert office.root_key.hex() == founding["root_key"]


def test_a_mistyped_passphrase_seals_nothing(founder: Founder, worker: Worker) -> None:
    founder.make_sheets(worker, 1, 1)
    answer = founder.post("keyring/setup", json=founder.founding(worker) | {"proof": "0" * 64})
    assert (answer.status_code, answer.json["error"]) == (401, "passphrase_refused")


def test_a_locked_browser_signs_nothing(founder: Founder, worker: Worker) -> None:
    founder.make_sheets(worker, 1, 1)
    worker.ask("lock")
    with pytest.raises(RefusedError, match="Locked"):
        founder.founding(worker)


def test_what_is_not_signed_by_these_keys_for_this_office_is_refused(
    founder: Founder, clinic: Clinic, worker: Worker
) -> None:
    trust = secret_on(founder.make_sheets(worker, 1, 1))
    root, own = keys.signing_half("trust", trust), keys.signing_half("member", clinic.leader.secret)
    good = founder.founding(worker)
    charter, statement, roster = (good[name] for name in ("charter", "statement", "roster"))
    sign: Callable[..., dict[str, Any]] = statements.sign
    (me,) = roster["members"]
    bad: list[Founding] = [
        {"root_key": "0" * 64},
        {"charter": charter | {"leaders": []}},
        {"charter": sign("charter", charter | {"leaders": [*charter["leaders"], "0" * 64]}, root)},
        {"charter": sign("charter", charter | {"office": "hospital"}, root)},
        {"charter": sign("charter", charter, own)},
        {"statement": sign("statement", statement | {"name": "别的单位"}, own)},
        {"statement": sign("statement", statement | {"epoch": 2}, own)},
        {"statement": sign("statement", statement | {"previous": "0" * 64}, own)},
        {"statement": sign("statement", statement | {"authority": "hospital"}, own)},
        {"roster": sign("roster", roster | {"version": 2}, own)},
        {"roster": sign("roster", roster | {"recovery": ""}, own)},
        {"roster": sign("roster", roster | {"members": []}, own)},
        {"roster": sign("roster", roster | {"members": [me | {"roles": ["registrar"]}]}, own)},
        {"recovery": good["sealed_secret"]},
        {"sealed_secret": good["grant"]},
        {"grant": "AAAA"},
        {"charter": "{}"},
    ]
    assert [post(founder, good | change) for change in bad] == [400] * len(bad)
    assert founder.get("session").json["office"]["root_key"] == ""
    assert post(founder, good) == 201


def test_words_read_from_paper_are_compared(founder: Founder, worker: Worker) -> None:
    words = founder.make_sheets(worker)[1].split()

    def same(*typed: tuple[int, str]) -> bool:
        asked = [{"position": position, "typed": word} for position, word in typed]
        confirmed: bool = worker.ask("confirmWords", sheet=2, words=asked)
        return confirmed

    assert same((7, words[6]), (33, f" {words[32][:4].upper()}"))
    other = next(word for word in words if word != words[6])
    assert not same((7, words[6]), (33, ""))
    assert not same((7, other), (33, words[32]))
    assert not same((7, words[6][:3]))


def test_only_a_leader_sets_up_keys(unlocked: Inspector, app: Flask) -> None:
    assert unlocked.get("set-up").status_code == 403
    assert unlocked.post("keyring/setup", json={}).status_code == 403
    assert browser(app).get("/casework/set-up").status_code == 401
