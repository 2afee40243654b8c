"""A signature counts for a member only with a key that the signed roster gives them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from casework.audit.verifying import verify_chain
from casework.keyring.models import Roster
from casework.members.models import Member
from crypto.keys import new_secret, signing_half, verify_key
from crypto.statements import sign
from portal.days import today
from tests.casework.auditing import checked, keep_forged
from tests.casework.inspector import Inspector, Worker
from tests.casework.test_audit_heads import head_of
from tests.conftest import Hospital

INVESTIGATOR = {"member": "investigator"}
NOTHING_NEW = {"broken": None, "signed": 1, "unproved": 1}
"""The registrar's signature counts, another one does not."""


@pytest.fixture
def signed(unlocked: Inspector, worker: Worker, auditor: Inspector) -> Inspector:
    """Two entries, both sign-ins; the registrar has signed the first."""
    head = head_of(unlocked, worker)
    first = unlocked.get("audit/entry/1.json").json
    head = worker.ask("signHead", **first, today=head["signed_on"])
    assert unlocked.post("session/lock", json={"head": head}).status_code == 200
    return auditor


def newest_roster(session: Session, hospital: Hospital) -> Roster:
    """The office's newest roster."""
    mine = select(Roster).where(Roster.office_id == hospital.office.id)
    return session.scalars(mine.order_by(Roster.version.desc())).all()[0]


def test_a_signature_in_a_members_name_by_another_key_counts_for_nothing(
    signed: Inspector, worker: Worker, session: Session, hospital: Hospital
) -> None:
    assert checked(signed, worker) == NOTHING_NEW | {"unproved": 0}
    keep_forged(session, hospital, new_secret())
    assert checked(signed, worker) == NOTHING_NEW


def test_a_signature_by_another_key_accuses_nobody(
    signed: Inspector, worker: Worker, session: Session, hospital: Hospital
) -> None:
    keep_forged(session, hospital, new_secret(), digest="0" * 64)
    assert checked(signed, worker) == NOTHING_NEW
    assert verify_chain(session, hospital.office).broken is None


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        (INVESTIGATOR, NOTHING_NEW | {"signed": 3, "unproved": 0}),
        ({}, NOTHING_NEW),
        (INVESTIGATOR | {"type": "qingfeng/answer"}, NOTHING_NEW),
        (INVESTIGATOR | {"office": "stranger"}, NOTHING_NEW),
    ],
)
def test_a_member_signs_in_their_own_name(
    signed: Inspector,
    worker: Worker,
    session: Session,
    hospital: Hospital,
    changes: Mapping[str, Any],
    found: Mapping[str, Any],
) -> None:
    keep_forged(session, hospital, hospital.investigator.secret, **changes)
    assert checked(signed, worker) == found


def test_keys_of_before_sign_nothing_afterwards(
    signed: Inspector,
    unlocked: Inspector,
    worker: Worker,
    session: Session,
    hospital: Hospital,
) -> None:
    roster = newest_roster(session, hospital)
    left = today().isoformat()
    members = [
        entry | ({"left_on": left} if entry["name"] == "investigator" else {})
        for entry in roster.statement["members"]
    ]
    leader = signing_half("member", hospital.setup.leader.secret)
    roster.version += 1
    changed = roster.statement | {"members": members, "version": roster.version}
    roster.statement = sign("roster", changed, leader)
    unlocked.session["roster"] = roster.statement
    unlocked.resume(worker)
    keep_forged(session, hospital, hospital.investigator.secret, **INVESTIGATOR)
    later = INVESTIGATOR | {"signed_on": (today() + timedelta(days=1)).isoformat()}
    keep_forged(session, hospital, hospital.investigator.secret, **later)
    assert checked(signed, worker) == NOTHING_NEW | {"signed": 3}
    verified = verify_chain(session, hospital.office)
    assert (verified.broken, verified.signed, verified.unknown) == (None, 3, 1)


def test_the_command_believes_no_row_and_no_roster_that_nobody_signed(
    signed: Inspector, session: Session, hospital: Hospital
) -> None:
    secret = new_secret()
    key = verify_key(signing_half("member", secret))
    session.execute(update(Member).where(Member.name == "leader").values(verify_key=key))
    roster = newest_roster(session, hospital)
    version, members = roster.version + 1, roster.statement["members"]
    members = [*members, members[0] | {"verify_key": key.hex(), "left_on": today().isoformat()}]
    body = roster.statement | {"version": version, "members": members}
    session.add(Roster(office_id=hospital.office.id, version=version, statement=body))
    keep_forged(session, hospital, secret)
    verified = verify_chain(session, hospital.office)
    assert (verified.broken, verified.signed, verified.unknown) == (None, 1, 1)
