"""What can be asked about the site and its offices."""

from __future__ import annotations

import secrets
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from crypto.padding import SIZE_CLASSES
from portal.attachments.claims import MOST_ATTACHMENTS
from portal.calendar.limits import hand_in
from portal.config import config
from portal.days import today
from portal.offices.models import LANGUAGES, Office, Site


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
