"""What can be done with an office's lists: read them, in any version, and save the next version."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.audit.service import record
from casework.lists.limits import Limits
from casework.lists.models import OfficeList
from casework.lists.shipped import LIMITS, shipped_lists
from casework.members.models import Member


class ListUnknown(Exception):
    """There is no list of this name, or no such version of it."""


class ListChanged(Exception):
    """Somebody has saved another version since this one was begun."""


@dataclass(frozen=True)
class Version:
    """One version of a list; 0 is what this release ships, set by nobody."""

    name: str
    version: int
    value: Any
    set_on: date | None = None


def current_lists(session: Session, office_id: uuid.UUID) -> dict[str, Version]:
    """Every list as it holds in an office now, by name, in the order they are shipped in."""
    newest = (
        select(OfficeList.name, func.max(OfficeList.version))
        .where(OfficeList.office_id == office_id)
        .group_by(OfficeList.name)
    )
    rows = session.scalars(
        select(OfficeList).where(
            OfficeList.office_id == office_id,
            tuple_(OfficeList.name, OfficeList.version).in_(newest),
        )
    )
    own = {row.name: _version(row) for row in rows}
    return {name: own.get(name) or _shipped(name) for name in shipped_lists()}


def current_list(session: Session, office_id: uuid.UUID, name: str) -> Version:
    """One list as it holds in an office now. Raises ListUnknown."""
    mine = select(OfficeList).where(OfficeList.office_id == office_id, OfficeList.name == name)
    row = session.scalar(mine.order_by(OfficeList.version.desc()).limit(1))
    return _version(row) if row else _shipped(name)


def list_version(session: Session, office_id: uuid.UUID, name: str, version: int) -> Version:
    """A list as it was in a version. Raises ListUnknown."""
    row = session.get(OfficeList, (office_id, name, version)) if version else None
    if version and row is None:
        raise ListUnknown
    return _version(row) if row else _shipped(name)


def versions_of(session: Session, office_id: uuid.UUID, name: str) -> Sequence[tuple[int, date]]:
    """Which versions of a list an office has saved, and when, newest first."""
    mine = select(OfficeList.version, OfficeList.set_at).where(
        OfficeList.office_id == office_id, OfficeList.name == name
    )
    rows = session.execute(mine.order_by(OfficeList.version.desc()))
    return [(row.version, row.set_at.date()) for row in rows]


def limits_of(session: Session, office_id: uuid.UUID) -> Limits:
    """The limits that hold in an office now."""
    return Limits.of(current_list(session, office_id, LIMITS).value)


def save_list(
    session: Session, by: Member, name: str, base: int, value: Any, *, now: datetime
) -> int:
    """Save the version after `base`, which the member had before them; tells which holds now.

    The same value again saves nothing. The caller commits. Raises ListUnknown, ListChanged.
    """
    latest = current_list(session, by.office_id, name)
    if latest.version != base:
        raise ListChanged
    if latest.value == value:
        return base
    row = {"office_id": by.office_id, "name": name, "version": base + 1, "value": value}
    session.add(OfficeList(**row, set_at=now, set_by=by.id))
    try:
        session.flush()
    except IntegrityError:  # somebody else was at it in the same moment
        raise ListChanged from None
    record(session, by.office_id, by.name, "list_change", name, now=now, edition=base + 1)
    return base + 1


def _version(row: OfficeList) -> Version:
    return Version(row.name, row.version, row.value, row.set_at.date())


def _shipped(name: str) -> Version:
    if name not in shipped_lists():
        raise ListUnknown
    return Version(name, 0, shipped_lists()[name])
