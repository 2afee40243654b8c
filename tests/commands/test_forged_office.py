"""Whoever keeps the database gets nothing signed or handed out by writing into it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.administration.setup import Person, hire
from casework.administration.signing import sign_charter, sign_roster, sign_statement
from casework.administration.vouching import (
    NotALeader,
    OfficeForged,
    Opened,
    TrustWrong,
    open_epoch,
    open_member,
    own_entry,
    public_halves,
    renew_charter,
    renew_statement,
    vouched_roster,
)
from casework.keyring.models import EpochGrant
from casework.members.models import Member
from crypto import age, keys, passwords
from portal.days import now, today
from portal.offices.models import Office
from tests.conftest import Hospital

KEEPERS = bytes(range(32))


def own_grants(session: Session, office: Office) -> None:
    """Put an epoch secret of the keeper's own in place of the office's."""
    for grant in session.scalars(select(EpochGrant).where(EpochGrant.office_id == office.id)):
        member = session.get_one(Member, (office.id, grant.member_id))
        grant.sealed = age.seal(KEEPERS, [age.Recipient.parse(member.recipient)])


def own_statement(session: Session, office: Office) -> None:
    """The same, with a statement that names the keeper's epoch, signed by his own key."""
    own_grants(session, office)
    sign_statement(session, office, KEEPERS, public_halves(KEEPERS), today=today())


def own_row(session: Session, office: Office) -> None:
    """The same, with the keeper's recipient written into the leader's own statement."""
    own_grants(session, office)
    recipient, answer_key = public_halves(KEEPERS)
    office.statement = office.statement | {"recipient": recipient, "answer_key": answer_key}


def own_chain(session: Session, office: Office) -> None:
    """A whole chain of the keeper's own, from the root key down."""
    own_grants(session, office)
    office.root_key = keys.verify_key(keys.signing_half("trust", KEEPERS))
    member = keys.verify_key(keys.signing_half("member", KEEPERS)).hex()
    sign_charter(session, office, [member], KEEPERS, today=today())
    sign_statement(session, office, KEEPERS, public_halves(KEEPERS), today=today())


@pytest.mark.parametrize("forge", [own_grants, own_statement, own_row, own_chain])
def test_a_forged_office_is_refused(
    session: Session, hospital: Hospital, forge: Callable[[Session, Office], None]
) -> None:
    office = session.get_one(Office, hospital.office.id)
    forge(session, office)
    session.flush()
    before = office.statement
    leader = open_member(session, office, "leader", hospital.setup.leader.passphrase)
    with pytest.raises(OfficeForged):
        renew_statement(session, office, leader, today=today())
    with pytest.raises(OfficeForged):
        open_epoch(session, office, leader)
    with pytest.raises(OfficeForged):
        hire(
            session, office, Person("new", "新", ["registrar"]), by=leader, today=today(), now=now()
        )
    assert office.statement == before


def test_a_sealed_secret_without_the_root_key_is_refused(
    session: Session, hospital: Hospital
) -> None:
    office = session.get_one(Office, hospital.office.id)
    member = session.scalars(
        select(Member).where(Member.office_id == office.id, Member.name == "leader")
    ).one()
    passphrase = hospital.setup.leader.passphrase
    derived = passwords.derive(passphrase, hospital.site, office.slug, "leader")
    unlocking = age.Identity.from_seed(derived.seed).recipient
    member.sealed_secret = age.seal(hospital.setup.leader.secret, [unlocking])
    with pytest.raises(OfficeForged):
        open_member(session, office, "leader", passphrase)


def test_an_honest_office_is_renewed_even_after_its_statement_has_expired(
    session: Session, hospital: Hospital
) -> None:
    office = session.get_one(Office, hospital.office.id)
    later = today() + timedelta(days=200)
    renew_statement(session, office, hospital.setup.opened, today=later)
    assert office.statement["issued_on"] == later.isoformat()


def test_what_is_renewed_is_never_dated_before_what_it_replaces(
    session: Session, hospital: Hospital
) -> None:
    office, trust = session.get_one(Office, hospital.office.id), hospital.setup.trust
    tomorrow = today() + timedelta(days=1)
    renew_charter(session, office, trust, today=tomorrow)
    renew_statement(session, office, hospital.setup.opened, today=tomorrow)
    renew_charter(session, office, trust, today=today())
    renew_statement(session, office, hospital.setup.opened, today=today())
    for signed in (office.charter, office.statement):
        assert signed["issued_on"] == tomorrow.isoformat()


def test_a_registrar_does_not_sign_for_the_office(session: Session, hospital: Hospital) -> None:
    office = session.get_one(Office, hospital.office.id)
    root_key = hospital.office.root_key
    registrar = Opened("registrar", hospital.registrar.secret, root_key)
    with pytest.raises(NotALeader):
        renew_statement(session, office, registrar, today=today())


def test_a_leader_written_into_the_charters_row_is_not_signed_in(
    session: Session, hospital: Hospital
) -> None:
    office = session.get_one(Office, hospital.office.id)
    keeper = keys.verify_key(keys.signing_half("member", KEEPERS)).hex()
    office.charter = office.charter | {"leaders": [*office.charter["leaders"], keeper]}
    with pytest.raises(TrustWrong):
        renew_charter(session, office, hospital.setup.trust, today=today())


def test_a_registrar_vouches_for_nobody(session: Session, hospital: Hospital) -> None:
    office = session.get_one(Office, hospital.office.id)
    registrar = Opened("registrar", hospital.registrar.secret, office.root_key)
    person = Person("new", "新", ["investigator"])
    with pytest.raises(NotALeader):
        hire(session, office, person, by=registrar, today=today(), now=now())


def test_a_forged_roster_is_not_signed_on(session: Session, hospital: Hospital) -> None:
    office = session.get_one(Office, hospital.office.id)
    leader = hospital.setup.opened
    keeper = own_entry(session, office, Opened("registrar", KEEPERS, office.root_key), today())
    sign_roster(session, office, KEEPERS, [keeper], "", today=today())
    with pytest.raises(OfficeForged):
        renew_statement(session, office, leader, today=today())
    person = Person("new", "新", ["investigator"])
    with pytest.raises(OfficeForged):
        hire(session, office, person, by=leader, today=today(), now=now())


def test_whoever_is_hired_stands_in_the_roster_that_the_leader_signed(
    session: Session, hospital: Hospital
) -> None:
    office = session.get_one(Office, hospital.office.id)
    roster = vouched_roster(session, office, office.root_key)
    assert roster is not None
    assert roster.version == len(roster.members)
    assert list(roster.current)[:3] == ["leader", "registrar", "investigator"]
    assert list(roster.keyholders) == ["leader", "registrar", "colleague"]
    assert roster.recovery == str(keys.reading_half("trust", hospital.setup.trust).recipient)


def test_an_earlier_epoch_beside_the_roster_is_not_signed_anew(
    session: Session, hospital: Hospital
) -> None:
    office = session.get_one(Office, hospital.office.id)
    leader = hospital.setup.opened
    roster = vouched_roster(session, office, office.root_key)
    assert roster is not None
    office.epoch = 2
    sign_roster(session, office, leader.secret, roster.members, roster.recovery, today=today())
    office.epoch = 1
    with pytest.raises(OfficeForged):
        renew_statement(session, office, leader, today=today())
