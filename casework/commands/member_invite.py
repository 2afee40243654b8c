"""`qingfeng member invite`: the link with which somebody joins an office, or makes new keys.

For the first members of an office, and for when everybody has lost theirs. It opens nothing: a
leader's browser or the trustees' sheets vouch for the keys that are made with it.
"""

from __future__ import annotations

import os

import click
from sqlalchemy.orm import Session

from casework.commands.store import a_name, settings, stored, the_office
from casework.members.invitations import AlreadyLeft, add_invited, invite
from casework.members.models import ROLES, Member
from casework.members.roles import RolesInvalid
from casework.members.service import MemberUnknown, member_named
from portal.config import Config
from portal.days import now
from portal.offices.models import Office

HERE = ("localhost", "127.0.0.1")


@click.command("invite")
@click.argument("slug")
@click.argument("name", callback=a_name)
@click.option("--display-name", default="", help="Name as colleagues see it; for a new member.")
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), help="For a new member.")
def invite_member(slug: str, name: str, display_name: str, roles: tuple[str, ...]) -> None:
    """Print a link for a new member, or for one whose keys are lost."""
    config = settings()
    with stored(config) as session:
        office = the_office(session, slug)
        member = find_or_add(session, office, name, display_name, roles)
        print_link(config, session, member)


def find_or_add(
    session: Session, office: Office, name: str, display_name: str, roles: tuple[str, ...]
) -> Member:
    """The member of this name, added if there is none, or one clear line and the end."""
    try:
        return member_named(session, office, name)
    except MemberUnknown:
        if not (display_name.strip() and roles):
            raise click.UsageError(
                f"{office.slug} has no member {name!r} yet: give --display-name and --role."
            ) from None
    shown = display_name.strip()
    try:
        return add_invited(session, office, name=name, display_name=shown, roles=roles, now=now())
    except RolesInvalid:
        raise click.UsageError("administrator and auditor each stand alone.") from None


def print_link(config: Config, session: Session, member: Member) -> None:
    """Invite a member and print the link, or end with one clear line."""
    try:
        token = invite(session, member, by="", now=now())
    except AlreadyLeft:
        raise click.ClickException(f"{member.name} has left; invite under another name.") from None
    click.echo(f"Link for {member.name} (good for 7 days and once; shown once):")
    click.echo(f"  {casework_address(config)}/casework/invitation#i={token}")


def casework_address(config: Config) -> str:
    """Where casework's pages are: by TLS, unless it is this machine alone."""
    host = config.casework_hosts[0]
    return f"http://{host}:{os.environ.get('PORT', '8000')}" if host in HERE else f"https://{host}"
