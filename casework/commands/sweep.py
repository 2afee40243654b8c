"""`qingfeng store`: the blob store, kept tidy by hand or at the start of a server."""

from __future__ import annotations

import click
from sqlalchemy.orm import sessionmaker

from casework.commands.store import settings
from portal.attachments.sweeping import Swept, sweep
from portal.blobs import open_store
from portal.config import Config
from portal.database import make_engine, out_of_space
from portal.days import today
from portal.upgrade import upgrade


@click.group()
def store() -> None:
    """Sealed attachments."""


@store.command("sweep")
def sweep_() -> None:
    """Remove attachments that waited for their report too long, and blobs that no row speaks of."""
    swept = sweep_store(settings())
    click.echo(f"Removed: attachments {swept.attachments}, blobs without a row {swept.orphans}.")


def sweep_store(config: Config) -> Swept:
    """Sweep the store of an installation; says how much was removed."""
    engine = make_engine(config.database)
    upgrade(engine)
    writing = sessionmaker(engine, expire_on_commit=False).begin
    swept = sweep(writing, open_store(config.blob_address), today())
    engine.dispose()
    return swept


def sweep_at_start(config: Config) -> None:
    """Sweep what a crash left. A disk too full even for that keeps no server from its pages."""
    try:
        sweep_store(config)
    except Exception as error:
        if not out_of_space(error):
            raise
