"""What a member's browser is told of keys: sealed secrets, signed statements, what waits for it."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.cases.access import count_due
from casework.keyring.service import epoch_grants, last_roster
from casework.members.models import Member
from portal.offices.models import Office
from portal.offices.service import earlier_statements


def keyring_document(session: Session, office: Office, member: Member) -> dict[str, Any]:
    """Sealed secrets and signed statements (docs/api.md): the browser checks all of it."""
    roster = last_roster(session, office)
    authority = office.authority
    return {
        "sealed_secret": b64encode(member.sealed_secret).decode(),
        "grants": [
            {"epoch": grant.epoch, "sealed": b64encode(grant.sealed).decode()}
            for grant in epoch_grants(session, member)
        ],
        "earlier": earlier_statements(session, office),
        "roster": roster.statement if roster else None,
        "rostered": member.is_rostered,
        "facts": {
            "name": office.name(),
            "authority": authority.slug if authority else "",
            "authority_fingerprint": authority.fingerprint if authority else "",
        },
        "waiting": {
            "members": _unvouched(session, member),
            "rekey": count_due(session, member),
        },
    }


def _unvouched(session: Session, member: Member) -> int:
    """Members whose keys a leader has yet to compare; for a leader only."""
    if "leader" not in member.roles or not member.is_rostered:
        return 0
    waiting = (
        Member.office_id == member.office_id,
        Member.proof_hash != "",
        Member.rostered_at.is_(None),
        Member.left_at.is_(None),
    )
    return session.scalar(select(func.count()).select_from(Member).where(*waiting)) or 0
