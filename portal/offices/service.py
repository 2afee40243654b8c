"""What can be asked about the site and its offices."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, and_, func, select
from sqlalchemy.orm import Session, aliased

from portal.attachments.claims import MOST_ATTACHMENTS
from portal.calendar.limits import hand_in
from portal.config import config
from portal.days import today
from portal.offices.models import LANGUAGES, EarlierStatement, Office, Site

MOST_LISTED = 20
"""Offices on one page; a province has thousands."""
A_PAGE = 50
"""Offices on a page of those below an authority."""


@dataclass(frozen=True)
class Listed:
    """Offices to show, and whether there are more than a page takes."""

    offices: list[Office]
    more: bool = False


@dataclass(frozen=True)
class Below:
    """A page of offices below the same authority. above: which of them have offices below."""

    offices: list[Office]
    above: set[uuid.UUID | None]
    page: int
    pages: int


class OfficeUnknown(Exception):
    """No office has this name."""


def the_site(session: Session) -> Site:
    """This installation's row; made the first time it is asked for. The caller commits."""
    site = session.get(Site, 1)
    if site is None:
        site = Site(id=1, site=secrets.token_bytes(16), challenge_key=secrets.token_bytes(32))
        session.add(site)
        session.flush()
    return site


def office_named(session: Session, slug: str) -> Office:
    """The office with this name in its address. Raises OfficeUnknown."""
    office = session.scalar(select(Office).where(Office.slug == slug))
    if office is None:
        raise OfficeUnknown(slug)
    return office


def public_office(session: Session, slug: str) -> Office:
    """The office with this name, if the public is shown its door. Raises OfficeUnknown."""
    office = office_named(session, slug)
    if not office.published:
        raise OfficeUnknown(slug)
    return office


def all_offices(session: Session) -> list[Office]:
    """Every office, by name."""
    return list(session.scalars(select(Office).order_by(Office.slug)))


def offices_in_brief(session: Session) -> Sequence[Row[str, str, str | None]]:
    """Slug, Chinese name and the authority's slug of every published office, by slug; made for
    thousands."""
    authority = aliased(Office)
    name = Office.texts["zh-Hans", "name"].as_string()
    of_authority = and_(authority.id == Office.authority_id, authority.published)
    query = select(Office.slug, name, authority.slug).outerjoin(authority, of_authority)
    return session.execute(query.where(Office.published).order_by(Office.slug)).all()


def few_offices(session: Session) -> Listed:
    """Every published office, by slug; the first `MOST_LISTED` where there are more."""
    query = select(Office).where(Office.published).order_by(Office.slug)
    found = list(session.scalars(query.limit(MOST_LISTED + 1)))
    return Listed(found[:MOST_LISTED], len(found) > MOST_LISTED)


def offices_below(session: Session, authority: Office | None, page: int) -> Below:
    """The published offices right below an authority, or without one; a page of them, by slug.

    page: from 1; past the end it is the last.
    """
    below = Office.published, Office.authority_id == (authority.id if authority else None)
    total = session.scalar(select(func.count()).select_from(Office).where(*below)) or 0
    pages = max(1, -(-total // A_PAGE))
    page = max(1, min(page, pages))
    query = select(Office).where(*below).order_by(Office.slug)
    offices = list(session.scalars(query.offset(A_PAGE * (page - 1)).limit(A_PAGE)))
    ids = [office.id for office in offices]
    listed = Office.published, Office.authority_id.in_(ids)
    above = select(Office.authority_id).where(*listed).distinct()
    return Below(offices, set(session.scalars(above)), page, pages)


def earlier_statements(session: Session, office: Office) -> list[dict[str, Any]]:
    """What vouched for the epochs of an office that are over, oldest first (docs/api.md)."""
    rows = session.scalars(
        select(EarlierStatement)
        .where(EarlierStatement.office_id == office.id)
        .order_by(EarlierStatement.epoch)
    )
    return [
        {"epoch": row.epoch, "charter": row.charter, "statement": row.statement} for row in rows
    ]


def office_document(office: Office) -> dict[str, Any]:
    """`office.json`: the facts and the signed statements of an office as of today (docs/api.md)."""
    authority = office.shown_authority
    return {
        "office": office.slug,
        "name": office.name(),
        "name_en": office.name("en"),
        "authority": office.authority.slug if office.authority else "",
        "authority_name": authority.name() if authority else "",
        "authority_name_en": authority.name("en") if authority else "",
        "authority_phone": authority.phone if authority else "",
        "phone": office.phone,
        "address": office.address(),
        "address_en": office.address("en"),
        "letter_box": office.letter_box(),
        "letter_box_en": office.letter_box("en"),
        **hand_in(today(), office.hand_in_days),
        "languages": [language for language in LANGUAGES if language in office.texts],
        "attachment_mib": config().attachment_mib,
        "attachments_most": MOST_ATTACHMENTS,
        "root_key": office.root_key.hex(),
        "fingerprint": office.fingerprint,
        "charter": office.charter,
        "statement": office.statement,
    }
