"""What can be done with the audit chain: append to it."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.audit.acts import ACTS
from casework.audit.chain import START, digest, written
from casework.audit.models import AuditEntry, AuditHead
from casework.members.models import Member
from portal.database import insert_once


def record(
    session: Session,
    office_id: uuid.UUID,
    member: str,
    act: str,
    subject: str = "",
    *,
    now: datetime,
    **facts: str | int | bool,
) -> AuditEntry:
    """Append one act to an office's chain, in the transaction of the act. The caller commits.

    member: sign-in name; empty for the command line. act: one of ACTS. facts: codes and numbers,
    never content. Acts of one office wait for each other at the chain's head, so this comes after
    every other lock of the act: whoever waits for the head holds all else that they need.
    """
    if act not in ACTS:
        raise ValueError(f"{act!r} is not an act (casework/audit/acts.py)")
    head = _head(session, office_id)
    done = (written(now), member, act, subject, dict(facts))
    entry = AuditEntry(office_id=office_id, **_next(head, *done))
    head.seq, head.digest = entry.seq, entry.digest
    session.add(entry)
    session.flush()
    return entry


def has_done(session: Session, member: Member, act: str, subject: str, *, since: datetime) -> bool:
    """Whether a member has done something to a subject since a moment."""
    done = select(AuditEntry.seq).where(
        AuditEntry.office_id == member.office_id,
        AuditEntry.subject == subject,
        AuditEntry.member == member.name,
        AuditEntry.act == act,
        AuditEntry.at >= written(since),
    )
    return session.scalar(done.limit(1)) is not None


def _next(
    head: AuditHead, at: str, member: str, act: str, subject: str, facts: dict[str, Any]
) -> dict[str, Any]:
    """The columns of the entry that follows on a chain's end."""
    seq, previous = head.seq + 1, head.digest
    return {
        "seq": seq,
        "at": at,
        "member": member,
        "act": act,
        "subject": subject,
        "facts": facts,
        "previous": previous,
        "digest": digest(head.office_id, seq, at, member, act, subject, facts, previous),
    }


def _head(session: Session, office_id: uuid.UUID) -> AuditHead:
    insert_once(session, AuditHead, office_id=office_id, seq=0, digest=START)
    return session.get_one(AuditHead, office_id, with_for_update=True, populate_existing=True)
