"""Bringing a database to the newest form; quick where it is there already."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import ProgrammingError

HEAD = "0004"
FOLDER = Path(__file__).parent.parent / "migrations"
ROLES = ("qingfeng_portal", "qingfeng_casework")
POLICIES = FOLDER.parent / "deploy" / "postgresql-roles.sql"
NO_RIGHT = "42501"
"""PostgreSQL's insufficient_privilege (its manual, appendix A)."""


class NotTheOwner(Exception):
    """The database needs to be migrated, and whoever connects may not do it."""


def upgrade(engine: Engine, revision: str = HEAD) -> None:
    """Migrate a database up to a revision, in one transaction; its roles are told of new tables.

    Raises NotTheOwner.
    """
    try:
        if revision != HEAD or _revision(engine) != HEAD:
            _run(engine, "upgrade", revision)
    except ProgrammingError as error:
        if getattr(error.orig, "sqlstate", None) != NO_RIGHT:
            raise
        raise NotTheOwner from None


def rule(connection: Connection) -> bool:
    """Say in the database what its two roles may do, if it has them; whether it has."""
    if connection.dialect.name != "postgresql":
        return False
    query = text("select count(*) from pg_roles where rolname = any(:roles)")
    if connection.scalar(query, {"roles": list(ROLES)}) != len(ROLES):
        return False
    rules = POLICIES.read_text(encoding="utf-8")
    connection.exec_driver_sql(rules, execution_options={"no_parameters": True})
    return True


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
        if direction == "upgrade" and revision == HEAD:
            rule(connection)
