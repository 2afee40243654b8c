"""`qingfeng calendar`: the years of working days that are known, and a new one imported."""

from __future__ import annotations

import json
from typing import Any, TextIO

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.audit.service import record
from casework.calendar.service import Taken, YearKnown, take_year
from casework.commands.store import stored
from portal.calendar import CalendarInvalid
from portal.calendar.years import calendar_of, imported_years
from portal.days import now
from portal.offices.models import Office
from portal.scope import in_office


@click.group()
def calendar() -> None:
    """Working days, as the State Council announces them each November."""


@calendar.command()
def show() -> None:
    """Say which years are known, and where from; every other is counted provisionally."""
    with stored() as session:
        known, imported = calendar_of(session), imported_years(session)
    for year, days in sorted(known.published.items()):
        whence = "imported" if year in imported else "of this release"
        click.echo(f"{year}\t{len(days.off)} off, {len(days.worked)} worked\t{whence}")


@calendar.command("import")
@click.argument("file", type=click.File(encoding="utf-8"))
@click.option("--again", is_flag=True, help="The year is known, and was announced anew.")
def import_(file: TextIO, again: bool) -> None:
    """Take in a year for the whole installation, and count open deadlines anew.

    FILE is JSON: {"year": 2027, "notice": "https://…", "off": ["01-01", …], "worked": ["02-06"]};
    off are weekdays, worked are weekend days. `-` reads standard input.
    """
    year, notice = _read(file)
    with stored() as session:
        try:
            taken = take_year(session, year, notice, again=again, now=now())
        except CalendarInvalid as error:
            raise click.ClickException(f"{error}. Nothing was imported.") from None
        except YearKnown:
            raise click.ClickException(
                f"{year} is known, with other days. If it was announced anew, say --again."
            ) from None
        if taken.news:
            tops = select(Office).where(Office.authority_id.is_(None)).order_by(Office.id)
            for office in session.scalars(tops).all():
                with in_office(session, office.id):
                    _note(session, office, year, taken)
    click.echo(f"{year} is known. {taken.moved} deadlines are others now. Pages follow in minutes.")


def _note(session: Session, office: Office, year: int, taken: Taken) -> None:
    record(session, office.id, "", "calendar_import", str(year), now=now(), **taken.counts)


def _read(file: TextIO) -> tuple[int, dict[str, Any]]:
    try:
        given = json.load(file)
        year = given["year"]
        if type(year) is not int or not 2025 <= year <= 2099:
            raise ValueError(year)
    except (ValueError, KeyError, TypeError):
        why = 'is no JSON object with a "year" from 2025 to 2099; --help shows one'
        raise click.ClickException(f"{file.name} {why}.") from None
    notice = str(given.get("notice", ""))[:200]
    return year, {"notice": notice, "off": given.get("off"), "worked": given.get("worked")}
