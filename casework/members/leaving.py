"""What happens when somebody leaves for whom no leader vouches.

Whoever stands in the roster leaves by a new roster, which only a leader's browser can sign, and a
keyholder by a rotation beside it (casework/keyring).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from casework.audit.service import record
from casework.members.invitations import AlreadyLeft, withdraw
from casework.members.joining import forget_keys
from casework.members.models import Member
from casework.members.standing import as_now, change_standing


class StillVouched(Exception):
    """A leader vouches for the member's keys: a new roster has to be signed."""


class NotYourself(Exception):
    """Nobody removes themselves: an office would be left without anybody who can invite."""


def leave(session: Session, member: Member, *, by: str, now: datetime) -> None:
    """Let a member go; the row stays for what they did, unless they never came.

    The caller commits. Raises AlreadyLeft, NotYourself, StillVouched.
    """
    change_standing(session, member.office_id)
    as_now(session, member)
    if member.left_at is not None:
        raise AlreadyLeft
    if member.name == by:
        raise NotYourself
    if member.rostered_at is not None:
        raise StillVouched
    withdraw(session, member, by=by, now=now)
    if member.proof_hash == "":
        return
    forget_keys(session, member)
    member.left_at = now
    record(session, member.office_id, by, "member_leave", member.name, now=now)
