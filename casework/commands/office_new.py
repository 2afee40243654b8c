"""`qingfeng office add` without keys: the office stands, and links for its first members are shown.

Its leader makes the keys in a browser; until then it is shown to nobody and receives nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click
from sqlalchemy.orm import Session

from casework.administration.setup import OfficeFacts
from casework.audit.service import record
from casework.commands.member_invite import find_or_add, print_link
from casework.commands.store import a_name
from portal.config import Config
from portal.days import now
from portal.offices.models import Office

Command = TypeVar("Command", bound=Callable[..., Any])
Named = tuple[str, str] | None


def first_members(command: Command) -> Command:
    """The options that name whom to invite to an office without keys."""
    for role in ("leader", "administrator"):
        command = click.option(
            f"--invite-{role}",
            nargs=2,
            metavar="NAME SHOWN",
            callback=_named,
            help=f"Without keys: print a link for the first {role}.",
        )(command)
    return command


def add_without_keys(
    config: Config, session: Session, facts: OfficeFacts, invited: dict[str, Named]
) -> None:
    """Add an office and print a link for each of its first members. The caller commits."""
    office = Office(
        slug=facts.slug, texts=facts.texts, phone=facts.phone, authority=facts.authority
    )
    session.add(office)
    session.flush()
    record(session, office.id, "", "office_add", office.slug, now=now())
    click.echo(f"Office {office.slug} is added. It has no keys yet: its leader makes them.")
    for role, named in invited.items():
        if named is not None:
            print_link(config, session, find_or_add(session, office, *named, (role,)))


def a_name_if_any(context: click.Context, option: click.Parameter, name: str | None) -> str | None:
    """A name, or nothing; one clear line and the end for what nobody could type."""
    return None if name is None else a_name(context, option, name)


def _named(context: click.Context, option: click.Parameter, named: Named) -> Named:
    return named and (a_name(context, option, named[0]), named[1])
