"""`qingfeng upgrade`: what the owner of the database does, so that servers need not own it."""

from __future__ import annotations

import click

from casework.commands.store import stored
from portal.offices.service import the_site
from portal.upgrade import HEAD, ROLES, rule


@click.command()
def upgrade() -> None:
    """Migrate the database and say in it what its roles may do."""
    with stored() as session:
        the_site(session)
        ruled = rule(session.connection())
    told = f"The database is at {HEAD}."
    click.echo(f"{told} Roles: {', '.join(ROLES)}." if ruled else told)
