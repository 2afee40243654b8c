"""`qingfeng member`: add members to an office."""

from __future__ import annotations

from pathlib import Path

import click

from casework.administration.secret_files import read_trust
from casework.administration.setup import NotAKeyholder, Person, TrustNeeded, hire
from casework.commands.office import unlocked, with_trust
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
@click.option("--as", "keyholder", help="Sign-in name of a keyholder, who hands on the key.")
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
    keyholder: str | None,
    trust: Path | None,
) -> None:
    """Add a member; registrars and leaders also get the office's key."""
    with stored() as session:
        office = the_office(session, slug)
        epoch_secret = None
        if keyholder:
            passphrase = click.prompt(f"Passphrase of {keyholder}", hide_input=True)
            epoch_secret = unlocked(session, office, keyholder, passphrase)[1]
        try:
            welcome = with_trust(
                lambda: hire(
                    session,
                    office,
                    Person(name, display_name, roles),
                    epoch_secret=epoch_secret,
                    trust=read_trust(trust) if trust else None,
                    today=today(),
                    now=now(),
                )
            )
        except NotAKeyholder:
            raise click.ClickException(
                "Registrars and leaders get the office's key: name a keyholder with --as."
            ) from None
        except TrustNeeded:
            raise click.ClickException(
                "A leader is signed in by the office's trust secret: give its file with --trust."
            ) from None
        except NameTaken:
            raise click.ClickException(f"{slug} has a member {name!r} already.") from None
    click.echo(f"Passphrase of {name} (shown once): {welcome.passphrase}")
