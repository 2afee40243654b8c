"""`qingfeng audit`: check the chain of what members did, and copy it for an auditor."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TextIO

import click
from sqlalchemy.orm import Session

from casework.audit.checking import Broken
from casework.audit.reading import entry_document, stored_entries
from casework.audit.service import record
from casework.audit.verifying import verify_chain
from casework.commands.store import settings, stored, the_office
from portal.database import make_engine
from portal.days import now
from portal.offices.models import Office
from portal.offices.service import all_offices
from portal.upgrade import upgrade

FORMAT = "qingfeng.audit/1"


@click.group()
def audit() -> None:
    """What members did: acts, never content."""


@audit.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.pass_context
def verify(ctx: click.Context, slugs: tuple[str, ...]) -> None:
    """Compute every entry again, of these offices or of all; ends with 1 if any is wrong."""
    with one_snapshot() as session:
        offices = [the_office(session, slug) for slug in slugs] or all_offices(session)
        whole = [_report(session, office) for office in offices]
    ctx.exit(0 if all(whole) else 1)


@audit.command()
@click.argument("slug")
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    help="A new file: a line of JSON for each entry.",
)
def export(slug: str, output: Path) -> None:
    """Copy an office's chain for its auditor: as it is stored, whole or not."""
    with _new_file(output) as file:
        with stored() as session:
            record(session, the_office(session, slug).id, "", "audit_export", now=now())
        with one_snapshot() as session:
            count = _copy(session, the_office(session, slug), file)
    click.echo(f"{output}: {count} entries of {slug}.")


@contextmanager
def one_snapshot() -> Iterator[Session]:
    """A session that reads the database as it is now, while others go on writing."""
    engine = make_engine(settings().database)
    try:
        upgrade(engine)
        if engine.dialect.name == "postgresql":
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        with Session(engine.execution_options(reading=True), expire_on_commit=False) as session:
            yield session
    finally:
        engine.dispose()


def _report(session: Session, office: Office) -> bool:
    """Say in one line what became of an office's chain; tells whether it is whole."""
    found = verify_chain(session, office)
    if found.broken is not None:
        click.echo(f"{office.slug}: BROKEN at entry {found.broken.seq}: {_words(found.broken)}")
        return False
    signed = f"signed by members up to {found.signed}" if found.signed else "signed by nobody yet"
    unknown = f"; {found.unknown} signatures by keys not on the roster" if found.unknown else ""
    click.echo(f"{office.slug}: whole, {found.entries} entries, {signed}{unknown}.")
    return True


def _words(broken: Broken) -> str:
    seen = broken.seen
    by = f"{seen.member} on {seen.signed_on} (entry {seen.seq})" if seen else ""
    return {
        "changed": "it was changed: it does not give its digest.",
        "missing": "it is missing.",
        "replaced": "it was replaced: the next one was written after another one.",
        "misplaced": f"it stands elsewhere, as entry {broken.at}.",
        "rewritten": f"it, or one before it, was written anew: it is not what was signed by {by}.",
        "cut": f"the chain was cut before it: {'it was signed by ' + by if by else 'it is known'}.",
        "end": "the row that says where the chain ends says something else.",
        "forged": f"the signature that says it is by {by} does not hold.",
    }[broken.kind]


def _copy(session: Session, office: Office, file: TextIO) -> int:
    """Write the chain's line and one for each entry; tells how many entries there were."""
    first = {"format": FORMAT, "office": office.slug, "id": str(office.id)}
    rows = map(entry_document, stored_entries(session, office.id))
    count = 0
    for count, line in enumerate(chain([first], rows)):  # noqa: B007
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
    return count


def _new_file(path: Path) -> TextIO:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        return os.fdopen(handle, "w", encoding="utf-8")
    except OSError as error:
        why = f"{path} cannot be written ({error.strerror}). Give the name of a new file."
        raise click.ClickException(why) from None
