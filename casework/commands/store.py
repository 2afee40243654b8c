"""What every command that touches the database needs."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from portal.config import Config, SettingInvalid, read_config
from portal.database import make_engine
from portal.offices.models import Office
from portal.offices.service import OfficeUnknown, office_named
from portal.upgrade import HEAD, NotTheOwner, upgrade


def settings() -> Config:
    """The settings, or one clear line and the end. From here on files are for their owner only."""
    os.umask(0o077)
    try:
        config = read_config()
    except SettingInvalid as error:
        raise click.ClickException(str(error)) from None
    config.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    return config


def migrate(engine: Engine) -> None:
    """Bring the database to this release's form, or one clear line and the end."""
    try:
        upgrade(engine)
    except NotTheOwner:
        raise click.ClickException(
            f"The database is not at {HEAD}, the form of this release, and {engine.url.username!r} "
            "may not change it. Run `qingfeng upgrade` with the QINGFENG_DATABASE of the role "
            "that owns the tables, then start again."
        ) from None


@contextmanager
def stored(config: Config | None = None) -> Iterator[Session]:
    """A session on the migrated database; what is done in it is committed at the end."""
    engine = make_engine((config or settings()).database)
    try:
        migrate(engine)
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session
    finally:
        engine.dispose()


def the_office(session: Session, slug: str) -> Office:
    """The office of this name, or one clear line and the end."""
    try:
        return office_named(session, slug)
    except OfficeUnknown:
        raise click.ClickException(
            f"There is no office {slug!r}. `qingfeng office list` shows those there are."
        ) from None


def a_name(_context: click.Context, _option: click.Parameter, name: str) -> str:
    """A name as it is typed into an address or at sign-in, or one clear line and the end."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", name):
        raise click.BadParameter("use small letters a-z, digits and hyphens, at most 40.")
    return name
