"""`qingfeng trust`: an office's trust secret on sheets of paper, back from them, and what it opens.

`split` and `join` touch no database: both work on a machine that is off every network.
"""

from __future__ import annotations

from pathlib import Path

import click

from casework.administration.paper import Paper
from casework.administration.secret_files import read_trust, write_secret, write_trust
from crypto import keys, shares
from crypto.shares.sheet import SHEET_WORDS, typed_words

FILE = click.Path(path_type=Path)


@click.group()
def trust() -> None:
    """The trust secret of an office: k of n sheets of paper."""


@trust.command()
@click.argument("file", type=FILE)
@click.option("-k", "threshold", default=3, show_default=True, help="Sheets needed to recover.")
@click.option("-n", "count", default=5, show_default=True, help="Sheets to make, at most 16.")
@click.option("-o", "folder", required=True, type=FILE, help="Folder for the sheets.")
@click.option("--trustee", "trustees", multiple=True, help="Who keeps a sheet; once for each.")
@click.option("--office", default="", help="The office's name, printed on the sheets.")
def split(
    file: Path, threshold: int, count: int, folder: Path, trustees: tuple[str, ...], office: str
) -> None:
    """Write the trust secret in FILE on sheets to print, then destroy the file."""
    paper = paper_of(read_trust(file), office, threshold, count, trustees)
    write_sheets(paper, folder)
    click.echo(f"Then destroy {file}: whoever has it needs no sheet.")


@trust.command()
@click.option("-o", "output", required=True, type=FILE, help="New file for the trust secret.")
def join(output: Path) -> None:
    """Ask for sheets and write the trust secret they give, for `office renew --trust` and others.

    The first four letters of each word are enough. An empty line ends a sheet.
    """
    secret = _ask_for_sheets()
    fingerprint = keys.fingerprint(keys.verify_key(keys.signing_half("trust", secret)))
    write_trust(output, fingerprint, secret)
    click.echo(f"Fingerprint: {fingerprint}. It must be the one on the office's poster.")
    click.echo(f"Trust secret: {output}. Destroy it when the work is done.")


@trust.command("open")
@click.argument("slug")
@click.argument("file", type=FILE)
@click.option("-o", "output", required=True, type=FILE, help="New file for the identities.")
def open_(slug: str, file: Path, output: Path) -> None:
    """Write the identities of every epoch and case of an office, for `qingfeng open -i`."""
    from casework.administration.recovering import TrustWrong, identities
    from casework.commands.store import stored, the_office
    from portal.days import now

    with stored() as session:
        try:
            found = identities(session, the_office(session, slug), read_trust(file), now=now())
        except TrustWrong:
            raise click.ClickException("This trust secret is not the office's.") from None
        write_secret(output, "".join(f"# {slug}, {what}\n{one}\n" for what, one in found.opened))
    click.echo(f"{len(found.opened)} identities in {output}; not opened: {found.lost}.")
    click.echo("Whoever has this file reads every report and case. Destroy it afterwards.")


def paper_of(
    secret: bytes, office: str, threshold: int, count: int, trustees: tuple[str, ...]
) -> Paper:
    """Sheets for these trustees, or one clear line and the end."""
    if not 1 <= threshold <= count <= shares.MOST_SHEETS:
        raise click.UsageError(f"Of 1 to {shares.MOST_SHEETS} sheets, 1 up to all can be needed.")
    if threshold == 1 < count:
        raise click.UsageError("Sheets each of which opens everything: make 1 of 1, and copy it.")
    if len(trustees) > count:
        raise click.UsageError(f"There are {count} sheets for {len(trustees)} trustees.")
    return Paper(office, secret, threshold, [*trustees, *[""] * (count - len(trustees))])


def write_sheets(paper: Paper, folder: Path) -> None:
    """Write the sheets and say where they are."""
    paths = paper.write(folder)
    click.echo(f"{len(paths)} sheets in {folder}, {paper.threshold} needed: print and delete them.")


def _ask_for_sheets() -> bytes:
    sheets: list[shares.Sheet] = []
    while True:
        try:
            sheet = shares.read_sheet(_typed_sheet(len(sheets) + 1))
            secret = shares.join([*sheets, sheet])
        except shares.TooFewSheets as error:
            sheets.append(sheet)
            click.echo(f"Good. Sheets still needed: {error.missing}.")
        except shares.SheetRefused as error:
            click.echo(f"Not taken: {error}. The sheets before it stand; type this one again.")
        else:
            return secret


def _typed_sheet(number: int) -> str:
    """The lines of a sheet, up to its last word or an empty line."""
    words = str(click.prompt(f"Sheet {number}"))
    while len(typed_words(words)) < SHEET_WORDS:
        line = str(click.prompt("", default="", show_default=False, prompt_suffix="  "))
        if not line.strip():
            break
        words += f" {line}"
    return words
