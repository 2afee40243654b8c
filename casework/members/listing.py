"""Members as their office's leader and administrator see them listed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.members.invitations import open_invitations
from casework.members.models import Member, utc
from portal.days import SHANGHAI
from portal.offices.models import Office

STATES = ("waiting", "active", "invited", "lapsed", "left")
"""In the order of the list: who waits for a leader stands first, who left last."""


def listed(session: Session, office: Office, now: datetime) -> list[dict[str, Any]]:
    """Every member of an office with their state and public keys (docs/api.md)."""
    links = open_invitations(session, office, now)
    members = session.scalars(select(Member).where(Member.office_id == office.id))
    rows = [
        {
            "name": member.name,
            "display_name": member.display_name,
            "roles": member.roles,
            "state": state_of(member, invited=member.id in links),
            "invited_until": _day(links[member.id].expires_at) if member.id in links else "",
            "left_on": _day(member.left_at) if member.left_at else "",
            "recipient": member.recipient,
            "verify_key": member.verify_key.hex(),
        }
        for member in members
    ]
    return sorted(rows, key=lambda row: (STATES.index(row["state"]), row["name"]))


def state_of(member: Member, *, invited: bool) -> str:
    """How far a member has come: one of STATES. invited: whether a link of theirs can be used."""
    if member.left_at is not None:
        return "left"
    if member.proof_hash == "":
        return "invited" if invited else "lapsed"
    return "active" if member.rostered_at is not None else "waiting"


def _day(moment: datetime) -> str:
    return utc(moment).astimezone(SHANGHAI).date().isoformat()
