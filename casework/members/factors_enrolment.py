"""Adding a second factor, in a session or before the first one: begun here, finished here.

What a browser has to answer is kept on the server and bound to the session or the invitation in
which it was asked, so that neither another page's challenge nor another page's secret counts.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from casework.audit.service import record
from casework.members.authenticator import (
    CodeRefused,
    address_of,
    new_totp_secret,
    step_of,
    written_secret,
)
from casework.members.factor_models import Enrolment, Passkey
from casework.members.factors import passkeys_of
from casework.members.models import Member, utc
from casework.members.passkeys import PasskeyRefused, RelyingParty, creation_options, new_passkey
from casework.members.recovery_codes import codes_left, replace_codes
from portal.offices.models import Office

GOOD_FOR = timedelta(minutes=10)


class EnrolmentOver(Exception):
    """Adding a second factor was not begun here, is done already, or has taken too long."""


class EnrolmentRefused(Exception):
    """The new passkey or the new app did not answer as it must; it may be tried again."""


@dataclass(frozen=True)
class NewFactor:
    """What a browser answers. method: `passkey` or `totp`; answer: a credential, or six digits.

    label: how the member calls the passkey. sealed: the member secret, sealed to it, or nothing.
    """

    method: str
    answer: str
    label: str = ""
    sealed: bytes | None = None


def begin_enrolment(
    session: Session,
    office: Office,
    member: Member,
    bound_to: bytes,
    party: RelyingParty,
    now: datetime,
) -> dict[str, Any]:
    """Ask for a new second factor; whatever was asked in the same place before is forgotten.

    bound_to: the id of the session or the token's digest of the invitation. Gives `passkey`, the
    options to create one with, and `totp` with its `secret` and `address`. The caller commits.
    """
    challenge, totp = secrets.token_bytes(32), new_totp_secret()
    over = Enrolment.office_id == office.id, Enrolment.created_at <= now - GOOD_FOR
    session.execute(delete(Enrolment).where(*over))
    session.execute(delete(Enrolment).where(*_is(office, bound_to)))
    session.add(
        Enrolment(
            office_id=office.id,
            id=_id_of(bound_to),
            member_id=member.id,
            challenge=challenge,
            totp_secret=totp,
            created_at=now,
        )
    )
    known = passkeys_of(session, member)
    address = address_of(totp, office.slug, member.name)
    return {
        "passkey": creation_options(party, office.slug, member, known, challenge),
        "totp": {"secret": written_secret(totp), "address": address},
    }


def finish_enrolment(
    session: Session,
    office: Office,
    member: Member,
    bound_to: bytes,
    party: RelyingParty,
    new: NewFactor,
    now: datetime,
) -> list[str]:
    """Store the second factor that was asked for here, and write it into the audit chain.

    Gives fresh recovery codes if the member has none left, to be shown once. The caller commits.
    Raises EnrolmentOver, EnrolmentRefused.
    """
    row = session.scalar(select(Enrolment).where(*_is(office, bound_to)).with_for_update())
    if row is None or row.member_id != member.id or now - utc(row.created_at) >= GOOD_FOR:
        raise EnrolmentOver
    try:
        if new.method == "passkey":
            _add_passkey(session, member, party, row, new, now)
        else:
            member.totp_step = step_of(row.totp_secret, new.answer, now)
            member.totp_secret = row.totp_secret
    except (PasskeyRefused, CodeRefused):
        raise EnrolmentRefused from None
    session.delete(row)
    codes = [] if codes_left(session, member) else replace_codes(session, member)
    record(session, office.id, member.name, f"{new.method}_add", now=now)
    return codes


def _add_passkey(
    session: Session,
    member: Member,
    party: RelyingParty,
    row: Enrolment,
    new: NewFactor,
    now: datetime,
) -> None:
    passkey = new_passkey(member, party, row.challenge, new.answer, now)
    same = select(Passkey).where(
        Passkey.office_id == member.office_id, Passkey.credential_id == passkey.credential_id
    )
    if session.scalar(same) is not None:
        raise PasskeyRefused
    passkey.label, passkey.sealed_secret = new.label, new.sealed
    session.add(passkey)


def _id_of(bound_to: bytes) -> bytes:
    return hashlib.sha256(b"qingfeng/enrolment\0" + bound_to).digest()


def _is(office: Office, bound_to: bytes) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Enrolment.office_id == office.id, Enrolment.id == _id_of(bound_to)
