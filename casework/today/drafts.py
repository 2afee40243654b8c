"""Drafts of answers that wait for a keyholder to sign and send them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.cases.access import may_see
from casework.entries.models import Entry
from casework.entries.telling import DRAFTED
from casework.members.models import Member


class Draft(NamedTuple):
    """A draft that waits. author: what who wrote it is called."""

    case_id: uuid.UUID
    id: uuid.UUID
    on: date
    author: str


def drafts_for(session: Session, member: Member) -> Sequence[Draft]:
    """What waits for this member's signature as a keyholder, the oldest first."""
    if not (member.is_keyholder and member.is_rostered):
        return []
    mine = (
        Entry.office_id == member.office_id,
        Entry.kind.in_(DRAFTED),
        may_see(member, Entry.case_id),
    )
    last = (
        select(Entry.case_id, func.max(Entry.seq).label("seq"))
        .where(*mine)
        .group_by(Entry.case_id)
        .subquery()
    )
    rows = session.execute(
        select(Entry.case_id, Entry.id, Entry.recorded_at, Member.display_name)
        .join(last, (Entry.case_id == last.c.case_id) & (Entry.seq == last.c.seq))
        .join(Member, (Member.office_id == Entry.office_id) & (Member.id == Entry.author_id))
        .where(Entry.office_id == member.office_id, Entry.kind == "answer_draft")
        .order_by(Entry.recorded_at, Entry.id)
    )
    return [Draft(case, id, at.date(), author) for case, id, at, author in rows]
