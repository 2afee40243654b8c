"""The tree of offices (上级、医院、院区) as one of them sees it: itself, and those below.

Nothing of any other office is to be had here: it is as if it were not there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from casework.members.models import ADMINISTERED
from portal.offices.models import Office
from portal.offices.service import OfficeUnknown, office_named

A_PAGE = 50
"""Offices on a page of those below one; a province has thousands."""
DEEPEST = 12
"""Levels that are climbed at most; a row that somebody wrote in a circle ends there."""


@dataclass(frozen=True)
class Place:
    """An office in the tree. path: from the own office down to it. administered: it has an
    administrator of its own who can sign in. below: how many offices stand right below."""

    office: Office
    path: Sequence[Office]
    administered: bool
    below: int

    @property
    def is_own(self) -> bool:
        """Whether it is the own office."""
        return len(self.path) == 1

    @property
    def may_change(self) -> bool:
        """Whether whoever looks may change it."""
        return self.is_own or not self.administered


def find_place(session: Session, own: Office, slug: str) -> Place:
    """The own office, or one below it. Raises OfficeUnknown, alike for absent and foreign ones."""
    path = [office_named(session, slug)]
    while path[0].id != own.id:
        above = path[0].authority_id
        if above is None or len(path) > DEEPEST:
            raise OfficeUnknown(slug)
        path.insert(0, session.get_one(Office, above))
    (place,) = _places(session, [path])
    return place


def places_below(session: Session, place: Place, page: int) -> tuple[list[Place], int]:
    """The offices right below one, by name in the address: a page of them, and how many pages."""
    pages = max(1, -(-place.below // A_PAGE))
    skipped = A_PAGE * (max(1, min(page, pages)) - 1)
    # Sorted by slug alone: the statements of every office below are not carried along.
    query = select(Office.id).where(Office.authority_id == place.office.id).order_by(Office.slug)
    ids = session.scalars(query.offset(skipped).limit(A_PAGE)).all()
    offices = session.scalars(select(Office).where(Office.id.in_(ids)).order_by(Office.slug))
    return _places(session, [[*place.path, office] for office in offices]), pages


def _places(session: Session, paths: Sequence[Sequence[Office]]) -> list[Place]:
    """The offices at the ends of these paths, in two statements however many they are."""
    ids = [path[-1].id for path in paths]
    count = select(Office.authority_id, func.count()).where(Office.authority_id.in_(ids))
    below = {row[0]: row[1] for row in session.execute(count.group_by(Office.authority_id))}
    administered = set(session.scalars(select(ADMINISTERED.id).where(ADMINISTERED.id.in_(ids))))
    return [
        Place(path[-1], path, id in administered, below.get(id, 0))
        for id, path in zip(ids, paths, strict=True)
    ]
