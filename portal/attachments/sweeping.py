"""Removing what nobody claims, and blobs that no row speaks of."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.attachments.models import NOT_CLAIMED, Attachment, Part
from portal.attachments.service import delete_attachments
from portal.blobs import Blobs
from portal.offices.models import Site

KEPT = timedelta(days=2)
"""How long an attachment may wait for its report."""
AT_ONCE = 20
"""Attachments swept in one transaction, so that nobody waits long for it."""
NAMES_AT_ONCE = 500

Writing = Callable[[], AbstractContextManager[Session]]


class Swept(NamedTuple):
    """How many attachments and how many blobs without a row were removed."""

    attachments: int
    orphans: int


def sweep(writing: Writing, store: Blobs, today: date) -> Swept:
    """Remove every unclaimed attachment that is too old, and every blob without a row."""
    # Blobs first: that needs no room on the disk and makes some.
    orphans, attachments = sweep_orphans(writing, store), 0
    while swept := sweep_unclaimed(writing, store, today):
        attachments += swept
    return Swept(attachments, orphans)


def sweep_unclaimed(writing: Writing, store: Blobs, today: date) -> int:
    """Remove some unclaimed attachments that are too old; says how many, 0 when none is left."""
    old = (
        select(Attachment)
        .where(NOT_CLAIMED, Attachment.begun_on < today - KEPT)
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


def sweep_orphans(writing: Writing, store: Blobs) -> int:
    """Remove blobs that no row speaks of, such as a crash leaves; says how many.

    The site's row is locked meanwhile, so that no part can be recorded whose blob is being deleted.
    """
    store.drop_unfinished()
    removed = 0
    for names in _some(store):
        with writing() as session:
            if not _without_row(session, names):
                continue
            session.get_one(Site, 1, with_for_update=True)
            orphans = _without_row(session, names)
            store.delete(orphans)
            removed += len(orphans)
    return removed


def _some(store: Blobs) -> Iterator[Sequence[uuid.UUID]]:
    for names in store.names():
        for start in range(0, len(names), NAMES_AT_ONCE):
            yield names[start : start + NAMES_AT_ONCE]


def _without_row(session: Session, names: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    return set(names) - set(session.scalars(select(Part.id).where(Part.id.in_(names))))
