"""Blobs that no row speaks of: a crash leaves a few, a database put in place of another many.

So they are counted before any is removed, and nothing is removed in another site's store.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.attachments.models import PART_NAMES
from portal.blobs import Blobs
from portal.offices.models import Site

FEW, SHARE = 100, 10
"""Orphans that a crash may have left: at most so many, and at most one blob in so many."""
NAMES_AT_ONCE = 500

Writing = Callable[[], AbstractContextManager[Session]]


class StoreForeign(Exception):
    """The store belongs to another site than the database."""


class Orphans(NamedTuple):
    """How many blobs a store has, and the names of those that no row speaks of."""

    blobs: int
    names: Sequence[uuid.UUID]

    def are_few(self) -> bool:
        """Whether they may be removed without asking."""
        return len(self.names) <= FEW and len(self.names) * SHARE <= self.blobs


def find_orphans(writing: Writing, store: Blobs) -> Orphans:
    """Look through a whole store. Raises StoreForeign."""
    blobs, names = 0, list[uuid.UUID]()
    for listed in store.names():
        for some in _pieces(listed):
            blobs += len(some)
            with writing() as session:
                names += _without_row(session, some)
    found = Orphans(blobs, names)
    _check_site(writing, store, found)
    return found


def remove_orphans(writing: Writing, store: Blobs, names: Sequence[uuid.UUID]) -> int:
    """Remove those of the blobs that still have no row; says how many.

    The site's row is locked meanwhile, so that no part can be recorded whose blob is being deleted.
    """
    removed = 0
    for some in _pieces(names):
        with writing() as session:
            session.get_one(Site, 1, with_for_update=True)
            orphans = _without_row(session, some)
            store.delete(orphans)
            removed += len(orphans)
    return removed


def _check_site(writing: Writing, store: Blobs, found: Orphans) -> None:
    """Compare the site of the store with that of the database; the first use of a store sets it.

    A store that bears no site yet, but blobs, is that of a database that knows one of them.
    """
    with writing() as session:
        row = session.get(Site, 1)
    if row is None and not found.blobs:
        return
    site = store.site()
    if row and site is None and (not found.blobs or len(found.names) < found.blobs):
        site = store.adopt(row.site)
    if row is None or site != row.site:
        raise StoreForeign


def _pieces(names: Sequence[uuid.UUID]) -> Iterator[Sequence[uuid.UUID]]:
    for start in range(0, len(names), NAMES_AT_ONCE):
        yield names[start : start + NAMES_AT_ONCE]


def _without_row(session: Session, names: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    return set(names) - set(session.scalars(select(PART_NAMES.id).where(PART_NAMES.id.in_(names))))
