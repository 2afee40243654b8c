"""Second factors of a member: which there are, whether one is needed, taking them away."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from casework.members.factor_models import Passkey
from casework.members.models import Member
from casework.members.recovery_codes import codes_left, forget_codes
from portal.offices.models import Office


class FactorUnknown(Exception):
    """The member has no such second factor."""


class LastFactor(Exception):
    """The office asks for a second factor, and this is the member's only one."""


@dataclass(frozen=True)
class Factors:
    """What a member has beside the passphrase."""

    passkeys: Sequence[Passkey]
    totp: bool
    codes: int

    def __bool__(self) -> bool:
        """Whether there is a second factor; codes stand in for one and are none themselves."""
        return bool(self.passkeys) or self.totp

    @property
    def document(self) -> dict[str, int | bool]:
        """Their numbers, for the session's document."""
        return {"passkeys": len(self.passkeys), "totp": self.totp, "codes": self.codes}


def is_required(office: Office) -> bool:
    """Whether the members of an office need a second factor: yes, unless it has said otherwise."""
    chosen: str = office.settings.get("second_factor", "required")
    return chosen != "optional"


def lacks_factor(session: Session, office: Office, member: Member) -> bool:
    """Whether a member has to add a second factor before anything else."""
    needed = is_required(office) and member.totp_secret is None
    return needed and not passkeys_of(session, member)


def factors_of(session: Session, member: Member) -> Factors:
    """The second factors of a member."""
    totp = member.totp_secret is not None
    return Factors(passkeys_of(session, member), totp, codes_left(session, member))


def passkeys_of(session: Session, member: Member) -> Sequence[Passkey]:
    """The passkeys of a member, oldest first."""
    mine = select(Passkey).where(*_of(member)).order_by(Passkey.created_at, Passkey.id)
    return session.scalars(mine).all()


def passkey_of(session: Session, member: Member, id: uuid.UUID) -> Passkey:
    """One passkey of a member. Raises FactorUnknown."""
    passkey = session.scalar(select(Passkey).where(*_of(member), Passkey.id == id))
    if passkey is None:
        raise FactorUnknown
    return passkey


def remove_passkey(session: Session, office: Office, member: Member, id: uuid.UUID) -> None:
    """Take a passkey away. The caller commits. Raises FactorUnknown, LastFactor."""
    passkey = passkey_of(session, member, id)
    factors = factors_of(session, member)
    _keep_one(session, office, member, left=len(factors.passkeys) - 1 + factors.totp)
    session.delete(passkey)


def remove_totp(session: Session, office: Office, member: Member) -> None:
    """Take the authenticator away. The caller commits. Raises FactorUnknown, LastFactor."""
    if member.totp_secret is None:
        raise FactorUnknown
    _keep_one(session, office, member, left=len(passkeys_of(session, member)))
    member.totp_secret = None


def forget_factors(session: Session, member: Member) -> None:
    """Take every second factor and every recovery code away: of a member who is reset.

    The caller commits.
    """
    session.execute(delete(Passkey).where(*_of(member)))
    forget_codes(session, member)
    member.totp_secret, member.totp_step = None, 0


def _keep_one(session: Session, office: Office, member: Member, *, left: int) -> None:
    """With the last second factor go the codes in place of it."""
    if left == 0 and is_required(office):
        raise LastFactor
    if left == 0:
        forget_codes(session, member)


def _of(member: Member) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return Passkey.office_id == member.office_id, Passkey.member_id == member.id
