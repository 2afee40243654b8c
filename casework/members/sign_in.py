"""Proving who one is: every try is counted, the passphrase comes first, then a second factor."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from casework.audit.service import record
from casework.database import reading, writing
from casework.members import sign_in_pending as pending
from casework.members.authenticator import CodeRefused, check_totp
from casework.members.factor_models import Passkey
from casework.members.factors import Factors, passkeys_of
from casework.members.models import Member, SignedInSession
from casework.members.passkeys import (
    PasskeyRefused,
    RelyingParty,
    check_passkey,
    request_options,
)
from casework.members.recovery_codes import use_code
from casework.members.service import MemberUnknown, member_named
from casework.members.sessions import PassphraseRefused, SignInRefused, confirm
from casework.members.sign_in_failures import Try, begin_waiting, count_try, take_back
from portal.days import now
from portal.offices.models import Office
from portal.offices.service import OfficeUnknown, office_named

REFUSALS = (SignInRefused, PassphraseRefused, PasskeyRefused, CodeRefused)


@contextmanager
def counted(where: str, office: str, name: str) -> Iterator[None]:
    """Count a try at a name before it is looked at; a refusal inside lets the wait begin.

    where, office, name: as in `count_try`. Raises TooFast.
    """
    with writing() as session:
        this = count_try(session, where, office, name, now())
    try:
        yield
    except REFUSALS:
        with writing() as session:
            begin_waiting(session, this, now())
            _tell(session, this, where, office, name)
        raise
    with writing() as session:
        take_back(session, this)


def confirm_again(office: Office, member: Member, proof: bytes) -> None:
    """Make sure that a member who is signed in is still there. Raises PassphraseRefused, TooFast.

    A desk that was left open must not be enough to change what one signs in with.
    """
    with counted("session", office.slug, member.name):
        confirm(member, proof)


def ask_second_factor(
    session: Session, member: Member, factors: Factors, party: RelyingParty, now: datetime
) -> dict[str, Any]:
    """What somebody who has proved the passphrase is asked next. The caller commits."""
    token = pending.new_token(member)
    challenge = pending.ask(session, member, pending.id_of_token(token), now)
    options = request_options(party, factors.passkeys, challenge) if factors.passkeys else None
    return {
        "pending": token,
        "passkey": options,
        "totp": factors.totp,
        "codes": factors.codes > 0,
    }


def ask_to_unlock(
    session: Session, row: SignedInSession, member: Member, party: RelyingParty, now: datetime
) -> dict[str, Any]:
    """What a passkey has to sign for a session to be unlocked. The caller commits."""
    challenge = pending.ask(session, member, pending.id_of_session(row), now)
    return request_options(party, unlocking(session, member), challenge)


def unlocking(session: Session, member: Member) -> list[Passkey]:
    """The passkeys that open the member's secret by themselves."""
    return [each for each in passkeys_of(session, member) if each.sealed_secret is not None]


def who_is_pending(token: str) -> Member:
    """The member who owes a second factor. Raises PendingOver."""
    row = pending.look(reading(), pending.office_in(token), pending.id_of_token(token), now())
    return reading().get_one(Member, (row.office_id, row.member_id))


def prove(
    session: Session,
    member: Member,
    id: bytes,
    method: str,
    answer: str,
    party: RelyingParty,
    now: datetime,
    *,
    unlock: bool = False,
) -> Passkey | None:
    """Let a second factor count, once; gives the passkey if it was one. The caller commits.

    id: where the challenge stands, whose try was taken. unlock: only a passkey that opens the
    member's secret will do.
    Raises PendingOver, PasskeyRefused, CodeRefused.
    """
    challenge = pending.close(session, member.office_id, id)
    if challenge is None:
        raise pending.PendingOver
    key = (member.office_id, member.id)
    member = session.get_one(Member, key, with_for_update=True, populate_existing=True)
    if not member.is_active:
        raise pending.PendingOver
    if method == "passkey":
        known = unlocking(session, member) if unlock else passkeys_of(session, member)
        return check_passkey(known, party, challenge, answer, now)
    if method == "totp":
        check_totp(member, answer, now)
    else:
        use_code(session, member, answer, now)
    return None


def _tell(session: Session, this: Try, where: str, slug: str, name: str) -> None:
    """Write a refusal down when the wait becomes longer; strangers' names are not written."""
    try:
        office = office_named(session, slug)
        member = member_named(session, office, name)
    except (OfficeUnknown, MemberUnknown):
        return
    if this.is_step:
        mine = member.office_id, name, "sign_in_refused"
        record(session, *mine, now=now(), where=where, failures=this.failures)
