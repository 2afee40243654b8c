"""What can be done with an index: read and keep its files. Each is its member's alone.

What stands in a file the server cannot tell. It sees how many there are, their sizes, and when one
changes (docs/decisions/0024).
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from casework.cases.access import Granted, granted_to
from casework.cases.models import Case
from casework.members.models import Member
from casework.numbers.models import ReceiptNumber
from casework.search.models import IndexFile
from crypto.padding import PaddingInvalid, attachment_size
from portal.days import day_of
from portal.reports.sealed import SizeWrong, check_structure

MOST_FILES = 64
"""Files of one index."""
MOST_BYTES = 720_896
"""Bytes of a file before it is sealed: as base64 it fits into a request of 1 MiB."""
MOST_ROWS = 20
"""Cases whose rows are given out at once."""


class IndexUnknown(Exception):
    """The member's index has no such file."""


class IndexChanged(Exception):
    """Another tab or computer of the member has kept this file since: read it and merge."""


class FileKept(NamedTuple):
    """A file of an index, without its bytes. size: of the sealed file."""

    no: int
    version: int
    size: int


def files_of(session: Session, member: Member) -> Sequence[FileKept]:
    """The files of a member's own index, by number."""
    query = (
        select(IndexFile.no, IndexFile.version, func.length(IndexFile.sealed))
        .where(*_own(member))
        .order_by(IndexFile.no)
    )
    return [FileKept(*row) for row in session.execute(query)]


def file_of(session: Session, member: Member, no: int) -> IndexFile:
    """One file of a member's own index. Raises IndexUnknown."""
    found = session.scalar(select(IndexFile).where(*_own(member), IndexFile.no == no))
    if found is None:
        raise IndexUnknown
    return found


def keep_file(session: Session, member: Member, no: int, version: int, sealed: bytes) -> None:
    """Keep the next version of a file. The caller commits.

    Raises IndexUnknown for a number beyond MOST_FILES, IndexChanged unless it is the next version,
    NotSealed, TooManyRecipients, SizeWrong.
    """
    if no >= MOST_FILES:
        raise IndexUnknown
    _check(sealed)
    # Locked, so that of two tabs at once the second finds the file of the first.
    session.get_one(Member, (member.office_id, member.id), with_for_update=True)
    key = (member.office_id, member.id, no)
    found = session.get(IndexFile, key, populate_existing=True)
    if version != (found.version if found else 0) + 1:
        raise IndexChanged
    if found is None:
        found = IndexFile(office_id=member.office_id, member_id=member.id, no=no)
        session.add(found)
    found.version, found.sealed = version, sealed


def _check(sealed: bytes) -> None:
    check_structure(sealed)
    try:
        size = attachment_size(len(sealed))
    except PaddingInvalid:
        raise SizeWrong from None
    if size > MOST_BYTES:
        raise SizeWrong


def _own(member: Member) -> tuple[ColumnElement[bool], ...]:
    return IndexFile.office_id == member.office_id, IndexFile.member_id == member.id


def listed_cases(session: Session, member: Member) -> list[list[str | int | None]]:
    """Every case that a member may open, as the shortest row that a search needs, newest first.

    Each is its id, version, number of entries, stage, day of registration, year and number as a
    letter (收字), year and number as a lead (线字).
    """
    if not member.is_rostered:
        return []
    number = and_(
        ReceiptNumber.office_id == Case.office_id, ReceiptNumber.report_id == Case.report_id
    )
    query = (
        granted_to(member)
        .with_only_columns(
            Case.id,
            Case.version,
            Case.entries,
            Case.stage,
            Case.registered_at,
            ReceiptNumber.year,
            ReceiptNumber.no,
            Case.lead_year,
            Case.lead_no,
            maintain_column_froms=True,
        )
        .outerjoin(ReceiptNumber, number)
        .order_by(Case.registered_at.desc(), Case.id)
    )
    return [
        [str(id), version, entries, stage, day_of(at).isoformat(), *numbers]
        for id, version, entries, stage, at, *numbers in session.execute(query)
    ]


def rows_of(session: Session, member: Member, ids: Collection[uuid.UUID]) -> Sequence[Granted]:
    """Those of these cases that a member may open, to be put into the index."""
    if not member.is_rostered:
        return []
    rows = session.execute(granted_to(member).where(Case.id.in_(ids)))
    return [Granted(*row) for row in rows]
