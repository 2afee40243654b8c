"""What signed statements of an office must say here, beside being signed (cryptography.md)."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from casework.members.models import Member
from crypto.keys import fingerprint
from crypto.statements import Entry, Unvouched, Vouched, vouch
from portal.offices.models import Office
from portal.offices.service import the_site
from portal.reports.forms import FormInvalid

KEY = re.compile(r"[0-9a-f]{64}")
SAID = ("name", "authority", "authority_fingerprint")


class KeysRefused(Exception):
    """What was signed does not fit the office, or is not signed as it must be."""


def signed(given: dict[str, Any], name: str) -> dict[str, Any]:
    """A signed statement of the request. Raises FormInvalid."""
    value = given.get(name)
    if not isinstance(value, dict):
        raise FormInvalid([name])
    return value


def document_of(
    office: Office, root_key: bytes, charter: dict[str, Any], statement: dict[str, Any]
) -> dict[str, Any]:
    """The part of `office.json` that is checked."""
    return {
        "office": office.slug,
        "root_key": root_key.hex(),
        "fingerprint": fingerprint(root_key),
        "charter": charter,
        "statement": statement,
    }


def check_said(office: Office, vouched: Vouched) -> None:
    """Make sure that a statement says what the public is told otherwise. Raises KeysRefused."""
    authority = office.authority
    told = (
        office.name(),
        authority.slug if authority else "",
        authority.fingerprint if authority else "",
    )
    if (vouched.name, vouched.authority, vouched.authority_fingerprint) != told:
        raise KeysRefused("the statement names the office or its authority otherwise")


def vouched_for(
    session: Session,
    office: Office,
    leader: Member,
    statement: dict[str, Any],
    document: dict[str, Any],
    today: date,
) -> Vouched:
    """What a statement of this leader proves, in the office as it will be. Raises KeysRefused.

    It says of the office what the last one said, or what the public is told otherwise.
    """
    try:
        vouched = vouch(document, the_site(session).site.hex(), today.isoformat())
    except Unvouched as error:
        raise KeysRefused(str(error)) from error
    if statement["leader"] != leader.verify_key.hex():
        raise KeysRefused("the statement is signed by another leader")
    if any(statement[name] != office.statement[name] for name in SAID):
        check_said(office, vouched)
    return vouched


def is_entry_of(entry: Entry, member: Member) -> bool:
    """Whether a roster's entry is a member as they are now, with these very keys."""
    return (
        entry.is_current
        and entry.name == member.name
        and entry.display_name == member.display_name
        and set(entry.roles) == set(member.roles)
        and entry.recipient == member.recipient
        and entry.verify_key == member.verify_key.hex()
    )
