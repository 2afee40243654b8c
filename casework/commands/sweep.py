"""`qingfeng store`: the blob store, kept tidy by hand or at the start of a server."""

from __future__ import annotations

from collections.abc import Callable

import click
from sqlalchemy.orm import sessionmaker

from casework.commands.store import migrate, settings
from portal.attachments.orphans import Orphans, StoreForeign
from portal.attachments.sweeping import Swept, sweep
from portal.blobs import open_store
from portal.config import Config
from portal.database import make_engine, out_of_space
from portal.days import today


@click.group()
def store() -> None:
    """Sealed attachments."""


@store.command("sweep")
@click.option("--yes", is_flag=True, help="Remove blobs without a row, however many, unasked.")
def sweep_(yes: bool) -> None:
    """Remove attachments that waited for their report too long, and blobs that no row speaks of."""
    config = settings()

    def may_remove(found: Orphans) -> bool:
        return yes or click.confirm(f"{_many(config, found)} Is it the right one? Remove them?")

    try:
        swept = sweep_store(config, may_remove)
    except StoreForeign:
        raise click.ClickException(_foreign(config)) from None
    click.echo(f"Removed: attachments {swept.attachments}, blobs without a row {swept.orphans}.")


def sweep_store(config: Config, may_remove: Callable[[Orphans], bool]) -> Swept:
    """Sweep the store of an installation; says how much was removed. Raises StoreForeign."""
    engine = make_engine(config.database)
    try:
        migrate(engine)
        writing = sessionmaker(engine, expire_on_commit=False).begin
        store = open_store(config.blob_address)
        return sweep(writing, store, today(), may_remove=may_remove)
    finally:
        engine.dispose()


def sweep_at_start(config: Config) -> None:
    """Sweep what a crash left. Whatever stands against it keeps no server from its pages."""

    def leave(found: Orphans) -> bool:
        click.echo(f"{_many(config, found)} They stay: see qingfeng store sweep.", err=True)
        return False

    try:
        sweep_store(config, leave)
    except StoreForeign:
        click.echo(_foreign(config), err=True)
    except Exception as error:
        if not out_of_space(error):
            raise


def _many(config: Config, found: Orphans) -> str:
    some = f"{len(found.names)} of {found.blobs} blobs in {config.blob_address}"
    return f"{some} have no row in this database, more than a crash leaves."


def _foreign(config: Config) -> str:
    return (
        f"The attachments in {config.blob_address} are not this database's, so nothing is swept. "
        "Set QINGFENG_DATABASE and QINGFENG_BLOBS to those that belong together."
    )
