"""A link lets one person in, once, within a week, and tells nobody else anything."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from casework.audit.models import AuditEntry
from casework.keyring.models import EpochGrant
from casework.members import invitations
from casework.members.factor_models import Invitation, RecoveryCode
from casework.members.models import Member, SignedInSession
from portal.days import now
from portal.offices.models import Office
from tests.casework.conftest import browser
from tests.casework.inspector import Inspector
from tests.casework.newcomer import Newcomer
from tests.conftest import Hospital

WANG = {"name": "wang", "display_name": "王登记", "roles": "registrar investigator"}


@pytest.fixture
def leader(app: Flask, hospital: Hospital) -> Inspector:
    """The hospital's leader, signed in."""
    leader = Inspector(browser(app), hospital, "leader")
    leader.sign_in()
    return leader


@pytest.fixture
def token(leader: Inspector) -> str:
    """The token of a link for a new member."""
    answer = leader.post("members", json=WANG)
    assert answer.status_code == 201, answer.json
    return str(answer.json["invitation"])


@pytest.fixture
def wang(app: Flask, hospital: Hospital, token: str) -> Newcomer:
    """Who got the link."""
    return Newcomer(browser(app), token, hospital.office.root_key)


def member(session: Session, name: str) -> Member | None:
    """A member of the hospital, as stored now."""
    office = session.scalars(select(Office.id).where(Office.slug == "hospital")).one()
    mine = Member.office_id == office, Member.name == name
    found = session.scalar(select(Member).where(*mine).execution_options(populate_existing=True))
    session.commit()
    return found


def acts(session: Session, name: str) -> list[tuple[str, str]]:
    """What was done to a member, or by them: who did what."""
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.seq)).all()
    session.commit()
    return [(one.member, one.act) for one in entries if name in (one.subject, one.member)]


def test_a_link_says_whom_it_is_for(leader: Inspector, wang: Newcomer) -> None:
    told = wang.look().json
    assert told["office"] == leader.get("session").json["office"]
    assert told["site"] == leader.session["site"]
    assert (told["name"], told["display_name"], told["reset"]) == ("wang", "王登记", False)
    assert told["roles"] == ["registrar", "investigator"]


def test_the_link_is_given_once_and_only_its_digest_is_stored(
    leader: Inspector, token: str, session: Session
) -> None:
    row = session.scalars(select(Invitation)).one()
    stored = [value for value in vars(row).values() if isinstance(value, bytes)]
    assert bytes.fromhex(token) not in stored
    assert token not in leader.get("members.json").text


def test_whoever_joins_is_signed_in_but_not_vouched_for(wang: Newcomer, session: Session) -> None:
    answer = wang.join()
    assert answer.status_code == 200, answer.json
    assert answer.json["member"]["name"] == "wang"
    assert answer.json["grants"] == []
    stored = member(session, "wang")
    assert (stored.recipient, stored.rostered_at) == (wang.form["recipient"], None)
    assert acts(session, "wang") == [
        ("leader", "member_invite"),
        ("wang", "member_join"),
        ("wang", "sign_in"),
    ]


@pytest.mark.parametrize("what", ["unknown", "used", "expired", "withdrawn", "replaced"])
def test_a_link_that_cannot_be_used_gets_the_same_answer_whatever_it_is(
    what: str, leader: Inspector, wang: Newcomer, app: Flask, session: Session
) -> None:
    stranger = Newcomer(browser(app), "0" * 64, wang.root_key)
    unknown = stranger.look(), stranger.join()
    if what == "unknown":
        wang.token = "1" * 64
    if what == "used":
        Newcomer(browser(app), wang.token, wang.root_key).join()
    if what == "expired":
        session.execute(update(Invitation).values(expires_at=now()))
        session.commit()
    if what == "withdrawn":
        assert leader.request("DELETE", "members/wang/invitation").status_code == 200
    if what == "replaced":
        assert leader.post("members/wang/invitation").status_code == 201
    before = member(session, "wang")
    keys = before.verify_key if before else None
    for answer, expected in zip((wang.look(), wang.join()), unknown, strict=True):
        assert (answer.status_code, answer.data) == (expected.status_code, expected.data)
        assert answer.json["error"] == "invitation_unknown"
        assert answer.headers == expected.headers
    after = member(session, "wang")
    assert (after.verify_key if after else None) == keys


def test_a_link_is_good_until_the_week_is_over(wang: Newcomer, session: Session) -> None:
    row = session.scalars(select(Invitation)).one()
    assert row.expires_at - row.created_at == timedelta(days=7)
    session.execute(update(Invitation).values(expires_at=now() + timedelta(minutes=1)))
    session.commit()
    assert wang.join().status_code == 200


def test_of_two_who_use_a_link_at_once_one_is_let_in(
    app: Flask, wang: Newcomer, session: Session
) -> None:
    both = [wang, Newcomer(browser(app), wang.token, wang.root_key)]
    assert both[0].form != both[1].form
    with ThreadPoolExecutor() as pool:
        answers = list(pool.map(lambda one: one.join(), both))
    assert sorted(answer.status_code for answer in answers) == [200, 404]
    (first,) = [one for one, answer in zip(both, answers, strict=True) if answer.status_code == 200]
    assert member(session, "wang").recipient == first.form["recipient"]


def test_of_two_who_have_both_seen_a_link_the_second_is_turned_away(
    token: str, engine: Engine
) -> None:
    seen = []
    for _ in range(2):
        with Session(engine, expire_on_commit=False) as session, session.begin():
            seen.append(invitations.look(session, token, now()))
    with Session(engine) as session, session.begin():
        assert invitations.take(session, seen[0]).member.name == "wang"
    with Session(engine) as session, pytest.raises(invitations.InvitationUnknown):
        invitations.take(session, seen[1])


def test_a_members_new_link_replaces_keys_grants_factors_and_sessions(
    app: Flask, hospital: Hospital, leader: Inspector, registrar: Inspector, session: Session
) -> None:
    registrar.sign_in()
    old = member(session, "registrar")
    code = RecoveryCode(office_id=old.office_id, member_id=old.id, digest=bytes(32))
    session.add(code)
    session.commit()
    token = leader.post("members/registrar/invitation").json["invitation"]
    assert registrar.get("session").status_code == 200, "nothing changes before the link is used"

    back = Newcomer(browser(app), token, hospital.office.root_key)
    assert back.look().json["reset"] is True
    assert back.join().status_code == 200
    assert registrar.get("session").status_code == 401
    assert registrar.sign_in().status_code == 401
    stored = member(session, "registrar")
    assert (stored.rostered_at, stored.totp_secret) == (None, None)
    for table in (EpochGrant, RecoveryCode):
        mine = table.office_id == stored.office_id, table.member_id == stored.id
        assert session.scalars(select(table).where(*mine)).all() == []
    mine = SignedInSession.member_id == stored.id
    assert len(session.scalars(select(SignedInSession).where(mine)).all()) == 1
    assert acts(session, "registrar")[-3:] == [
        ("leader", "member_invite"),
        ("registrar", "member_join"),
        ("registrar", "sign_in"),
    ]


@pytest.mark.parametrize(
    "wrong",
    ["not sealed", "another size", "without the root key", "recipient", "proof"],
)
def test_nothing_but_a_sealed_secret_with_its_public_halves_is_taken(
    wrong: str, wang: Newcomer, session: Session
) -> None:
    mistyped = "q" if wang.form["recipient"][-1] != "q" else "p"
    changes = {
        "not sealed": {"sealed_secret": "QUJD"},
        "another size": {"sealed_secret": wang.sealed(bytes(65))},
        "without the root key": {"sealed_secret": wang.sealed(bytes(32))},
        "recipient": {"recipient": wang.form["recipient"][:-1] + mistyped},
        "proof": {"proof": "correct horse"},
    }
    assert wang.join(**changes[wrong]).status_code == 400
    assert member(session, "wang").proof_hash == ""
    assert wang.join().status_code == 200, "the link is still good"
