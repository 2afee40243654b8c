"""`qingfeng member`: add members to an office."""

from __future__ import annotations

from pathlib import Path

import click

from casework.administration.secret_files import read_trust
from casework.administration.setup import Person, TrustNeeded, hire
from casework.administration.vouching import open_member
from casework.audit.service import record
from casework.commands.member_invite import invite_member
from casework.commands.office import plain_refusals
from casework.commands.store import a_name, stored, the_office
from casework.members.models import ROLES
from casework.members.service import NameTaken
from portal.days import now, today


@click.group()
def member() -> None:
    """Members of an office."""


@member.command()
@click.argument("slug")
@click.argument("name", callback=a_name)
@click.option("--display-name", required=True, help="Name as colleagues see it.")
@click.option("--role", "roles", required=True, multiple=True, type=click.Choice(ROLES))
@click.option(
    "--as", "leader", required=True, help="Sign-in name of a leader, who vouches for them."
)
@click.option(
    "--trust",
    type=click.Path(path_type=Path),
    help="The office's trust secret, which signs a new leader into the charter.",
)
def add(
    slug: str,
    name: str,
    display_name: str,
    roles: tuple[str, ...],
    leader: str,
    trust: Path | None,
) -> None:
    """Add a member to the roster; registrars and leaders also get the office's keys."""
    passphrase = click.prompt(f"Passphrase of {leader}", hide_input=True)
    with stored() as session, plain_refusals(slug, leader):
        office = the_office(session, slug)
        try:
            welcome = hire(
                session,
                office,
                Person(name, display_name, roles),
                by=open_member(session, office, leader, passphrase),
                trust=read_trust(trust) if trust else None,
                today=today(),
                now=now(),
            )
        except TrustNeeded:
            raise click.ClickException(
                "A leader is signed in by the office's trust secret: give its file with --trust."
            ) from None
        except NameTaken:
            raise click.ClickException(f"{slug} has a member {name!r} already.") from None
        record(session, office.id, "", "member_vouch", name, now=now())
    click.echo(f"Passphrase of {name} (shown once): {welcome.passphrase}")


member.add_command(invite_member)
