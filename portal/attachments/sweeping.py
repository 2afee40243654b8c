"""Removing what nobody claims, and blobs that no row speaks of."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from portal.attachments.models import NOT_CLAIMED, Attachment
from portal.attachments.orphans import Orphans, find_orphans, remove_orphans
from portal.attachments.service import delete_attachments
from portal.blobs import Blobs

KEPT = timedelta(days=2)
"""How long an attachment may wait for its report."""
AT_ONCE = 20
"""Attachments swept in one transaction, so that nobody waits long for it."""

Writing = Callable[[], AbstractContextManager[Session]]


class Swept(NamedTuple):
    """How many attachments and how many blobs without a row were removed."""

    attachments: int
    orphans: int


def sweep(
    writing: Writing, store: Blobs, today: date, *, may_remove: Callable[[Orphans], bool]
) -> Swept:
    """Remove every unclaimed attachment that is too old, and every blob without a row.

    `may_remove` is asked where there are more of these than a crash leaves. Raises StoreForeign.
    """
    # Blobs first: that needs no room on the disk and makes some.
    found, orphans, attachments = find_orphans(writing, store), 0, 0
    store.drop_unfinished()
    if found.are_few() or may_remove(found):
        orphans = remove_orphans(writing, store, found.names)
    while swept := sweep_unclaimed(writing, store, today):
        attachments += swept
    return Swept(attachments, orphans)


def sweep_unclaimed(writing: Writing, store: Blobs, today: date) -> int:
    """Remove some unclaimed attachments that are too old; says how many, 0 when none is left.

    Those of which nothing ever came go the next day: announcing them costs little.
    """
    too_old, of_yesterday = Attachment.begun_on < today - KEPT, Attachment.begun_on < today
    old = (
        select(Attachment)
        .where(NOT_CLAIMED, or_(too_old, of_yesterday & (Attachment.stored == 0)))
        .limit(AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    names: list[uuid.UUID] = []
    with writing() as session:
        rows = session.scalars(old).all()
        for row in rows:
            names += delete_attachments(session, row.office_id, [row.id])
    store.delete(names)
    return len(rows)
