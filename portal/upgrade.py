"""Bringing a database to the newest form; quick where it is there already."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect, text

HEAD = "0003"
FOLDER = Path(__file__).parent.parent / "migrations"


def upgrade(engine: Engine, revision: str = HEAD) -> None:
    """Migrate a database up to a revision, in one transaction."""
    if revision == HEAD and _revision(engine) == HEAD:
        return
    _run(engine, "upgrade", revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Migrate a database down to a revision (`base` empties it), in one transaction."""
    _run(engine, "downgrade", revision)


def _revision(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        revision: str | None = connection.scalar(text("select version_num from alembic_version"))
        return revision


def _run(engine: Engine, direction: str, revision: str) -> None:
    # Imported here: a start with nothing to migrate should not pay for it (budgets.md, B10).
    from alembic import command
    from alembic.config import Config

    settings = Config()
    settings.set_main_option("script_location", str(FOLDER))
    with engine.begin() as connection:
        settings.attributes["connection"] = connection
        getattr(command, direction)(settings, revision)
