"""The chain's end as members' browsers sign it: so that nobody can cut the chain unseen."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.audit.models import AuditEntry, AuditHead, SignedHead
from casework.members.models import Member
from crypto.statements import SignatureInvalid, verify
from portal.offices.models import Office
from portal.offices.service import the_site

FIELDS = {
    "type": r"qingfeng/head",
    "site": r"[0-9a-f]{32}",
    "office": r"[a-z0-9-]{1,40}",
    "seq": r"[1-9][0-9]{0,8}",
    "digest": r"[0-9a-f]{64}",
    "member": r"[a-z0-9-]{1,40}",
    "verify_key": r"[0-9a-f]{64}",
    "signed_on": r"[0-9]{4}-[0-9]{2}-[0-9]{2}",
    "signature": r"[0-9a-f]{128}",
}
Statement = Mapping[str, Any]


def head_document(session: Session, office_id: uuid.UUID) -> dict[str, Any]:
    """Where an office's chain ends: `seq`, 0 without entries, and `digest` in hex."""
    head = session.get(AuditHead, office_id)
    return {"seq": head.seq if head else 0, "digest": head.digest.hex() if head else ""}


def signed_heads(
    session: Session, office_id: uuid.UUID, after: int, until: int | None
) -> list[dict[str, Any]]:
    """What members signed over a stretch of the chain; without `until`, to its end and beyond."""
    rules = [SignedHead.office_id == office_id, SignedHead.seq > after]
    if until is not None:
        rules.append(SignedHead.seq <= until)
    return list(session.scalars(select(SignedHead.statement).where(*rules)))


def keep_head(
    session: Session, office: Office, member: Member, statement: Statement, now: datetime
) -> bool:
    """Keep what a member's browser signed if it is theirs and the chain's. The caller commits.

    Each is newer than the member's last one, so there are never more of them than entries; none is
    ever deleted, as the database's role may not.
    """
    if not is_signed_by(statement, the_site(session).site, office, member.name, member.verify_key):
        return False
    seq = statement["seq"]
    entry = session.get(AuditEntry, (office.id, seq))
    if entry is None or entry.digest.hex() != statement["digest"]:
        return False
    mine = SignedHead.office_id == office.id, SignedHead.member_id == member.id
    if (session.scalar(select(func.max(SignedHead.seq)).where(*mine)) or 0) >= seq:
        return True
    session.add(
        SignedHead(
            office_id=office.id,
            member_id=member.id,
            seq=seq,
            statement=dict(statement),
            signed_at=now,
        )
    )
    return True


def is_signed_by(statement: Statement, site: bytes, office: Office, name: str, key: bytes) -> bool:
    """Whether a statement is a head of this office's chain that this member's key signed."""
    if not is_head(statement):
        return False
    said = {"site": site.hex(), "office": office.slug, "member": name, "verify_key": key.hex()}
    try:
        verify("head", statement, key)
    except SignatureInvalid:
        return False
    return all(statement[field] == value for field, value in said.items())


def is_head(statement: object) -> bool:
    """Whether something has the fields of a signed head, each as it must be, and no other."""
    if not isinstance(statement, Mapping) or set(statement) != set(FIELDS):
        return False
    kinds = {name: int if name == "seq" else str for name in FIELDS}
    return all(
        type(statement[name]) is kinds[name] and re.fullmatch(form, str(statement[name]))
        for name, form in FIELDS.items()
    )
