"""What can be asked about the site and its offices."""

from __future__ import annotations

import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import Session, aliased

from crypto.padding import SIZE_CLASSES
from portal.attachments.claims import MOST_ATTACHMENTS
from portal.calendar.limits import hand_in
from portal.config import config
from portal.days import today
from portal.offices.models import LANGUAGES, Office, Site

MOST_LISTED = 20
"""Offices on one page; a province has thousands."""
MOST_WORDS, MOST_LETTERS = 8, 100


@dataclass(frozen=True)
class Listed:
    """Offices to show, and whether there are more than a page takes."""

    offices: list[Office]
    more: bool = False


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


def published_offices(session: Session) -> list[Office]:
    """Every office, by name."""
    return list(session.scalars(select(Office).order_by(Office.slug)))


def offices_in_brief(session: Session) -> Sequence[Row[str, str, str | None]]:
    """Slug, Chinese name and the authority's slug of every office, by slug; made for thousands."""
    authority = aliased(Office)
    name = Office.texts["zh-Hans", "name"].as_string()
    of_authority = authority.id == Office.authority_id
    query = select(Office.slug, name, authority.slug).outerjoin(authority, of_authority)
    return session.execute(query.order_by(Office.slug)).all()


def find_offices(session: Session, words: str = "") -> Listed:
    """The offices in whose name, in either language, every word occurs; at most `MOST_LISTED`."""
    query = select(Office).order_by(Office.slug).limit(MOST_LISTED + 1)
    names = [Office.texts[language, "name"].as_string() for language in LANGUAGES]
    for word in searched(words).split()[:MOST_WORDS]:
        query = query.where(or_(*(name.icontains(word, autoescape=True) for name in names)))
    found = list(session.scalars(query))
    return Listed(found[:MOST_LISTED], len(found) > MOST_LISTED)


def searched(words: str) -> str:
    """Words as names are written: full-width letters narrow, nothing that a database refuses."""
    return unicodedata.normalize("NFKC", words[:MOST_LETTERS]).replace("\0", "")


def office_document(office: Office) -> dict[str, Any]:
    """`office.json`: the facts and the signed statements of an office as of today (docs/api.md)."""
    authority = office.authority
    return {
        "office": office.slug,
        "name": office.name(),
        "name_en": office.name("en"),
        "authority": authority.slug if authority else "",
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
        "size_classes": list(SIZE_CLASSES),
        "attachment_mib": config().attachment_mib,
        "attachments_most": MOST_ATTACHMENTS,
        "root_key": office.root_key.hex(),
        "fingerprint": office.fingerprint,
        "charter": office.charter,
        "statement": office.statement,
    }
