"""What an administrator can do with offices: their own, and those below it.

The rule: an administrator reaches the own office and all below it in the tree, and nothing of any
other: it is as if it were not there. They change the own office, and one below for as long as that
has no administrator who can sign in; from then on only its own does.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from casework.administration.facts import (
    Changes,
    change_office,
    check_answerable,
)
from casework.administration.offices_tree import find_place
from casework.audit.service import record
from casework.members import invitations
from casework.members.standing import change_standing
from portal.offices.models import Office
from portal.scope import in_office

FIRST = ("administrator", "leader")
"""Whom an office without keys needs first."""


class OfficeTaken(Exception):
    """There is an office of this name in the address already."""


class HasOwnAdministrator(Exception):
    """The office has an administrator of its own, who alone changes it."""


class OfficeWithoutKeys(Exception):
    """Nobody could read what is written to this office: it is not shown to the public."""


class ReliedUpon(Exception):
    """Public offices below have no other way past themselves than this one."""


@dataclass(frozen=True)
class Acting:
    """Who administers: the own office and the sign-in name, and when."""

    own: Office
    name: str
    now: datetime


def add_office(session: Session, acting: Acting, above: str, slug: str, facts: Changes) -> Office:
    """Add an office without keys right below the own one or one of those below it.

    The caller commits. Raises OfficeUnknown, OfficeTaken.
    """
    authority = find_place(session, acting.own, above).office
    office = Office(
        id=uuid.uuid4(), slug=slug, authority=authority, texts={}, phone="", settings={}
    )
    change_office(office, facts)
    try:
        with in_office(session, office.id):
            session.add(office)
    except IntegrityError:
        raise OfficeTaken from None
    _note(session, acting, office, "office_add")
    return office


def edit_office(session: Session, acting: Acting, slug: str, changes: Changes) -> None:
    """Change an office's facts. The caller commits.

    Raises OfficeUnknown, HasOwnAdministrator, and what `change_office` raises.
    """
    with _changing(session, acting, slug) as office:
        changed = change_office(office, changes)
    if changed:
        _note(session, acting, office, "office_change", fields=" ".join(changed))


def publish(session: Session, acting: Acting, slug: str) -> None:
    """Show the public an office's door. The caller commits.

    Raises OfficeUnknown, HasOwnAdministrator, OfficeWithoutKeys, SuperiorMissing.
    """
    with _changing(session, acting, slug) as office:
        if not office.is_set_up:
            raise OfficeWithoutKeys
        check_answerable(office)
        office.published = True
    _note(session, acting, office, "office_publish")


def withdraw(session: Session, acting: Acting, slug: str) -> None:
    """Take an office's door away from the public. The caller commits.

    Raises OfficeUnknown, HasOwnAdministrator, ReliedUpon.
    """
    with _changing(session, acting, slug) as office:
        below = select(Office).where(Office.authority_id == office.id, Office.published)
        if any(not one.superior() for one in session.scalars(below)):
            raise ReliedUpon
        office.published = False
    _note(session, acting, office, "office_withdraw")


def invite_first(
    session: Session, acting: Acting, slug: str, *, name: str, display_name: str, role: str
) -> str:
    """Invite an office's first administrator or leader; gives the link's token.

    The caller commits. Raises OfficeUnknown, HasOwnAdministrator, NameTaken.
    """
    with _changing(session, acting, slug) as office:
        _note(session, acting, office, "office_invite", role=role)
        member = invitations.add_invited(
            session, office, name=name, display_name=display_name, roles=[role], now=acting.now
        )
        return invitations.invite(session, member, by=_called(acting, office), now=acting.now)


@contextmanager
def _changing(session: Session, acting: Acting, slug: str) -> Iterator[Office]:
    """An office that whoever acts may change, locked; the transaction acts in it meanwhile."""
    place = find_place(session, acting.own, slug)
    if not place.may_change:
        raise HasOwnAdministrator
    with in_office(session, place.office.id):
        change_standing(session, place.office.id)
        session.refresh(place.office)
        yield place.office


def _note(session: Session, acting: Acting, office: Office, act: str, **facts: str) -> None:
    """The act stands in the own office's chain, and in that of the office it was done to."""
    for one in dict.fromkeys((acting.own.id, office.id)):
        by = acting.name if one == acting.own.id else _called(acting, office)
        with in_office(session, one):
            record(session, one, by, act, office.slug, now=acting.now, **facts)


def _called(acting: Acting, office: Office) -> str:
    """Who acted, as another office's chain says it: from which office, not which person."""
    return acting.name if office.id == acting.own.id else f"@{acting.own.slug}"[:40]
