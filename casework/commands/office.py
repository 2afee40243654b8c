"""`qingfeng office`: list, add, show, change and renew offices; take out a key to work offline."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from casework.administration.secret_files import read_trust, write_secret
from casework.administration.vouching import (
    NotAKeyholder,
    NotALeader,
    OfficeForged,
    PassphraseWrong,
    TrustWrong,
    open_epochs,
    open_member,
    renew_charter,
    renew_statement,
)
from casework.audit.service import record
from casework.commands.office_add import add
from casework.commands.office_change import change
from casework.commands.store import stored, the_office
from crypto import keys
from portal.days import now, today
from portal.offices.service import all_offices


@click.group()
def office() -> None:
    """Offices that receive reports."""


@office.command("list")
def list_() -> None:
    """List every office: name in the address, fingerprint, name."""
    with stored() as session:
        for one in all_offices(session):
            click.echo(f"{one.slug}\t{one.fingerprint}\t{one.name()}")


@office.command()
@click.argument("slug")
def show(slug: str) -> None:
    """Show an office's facts and keys."""
    with stored() as session:
        one = the_office(session, slug)
        rows = {
            "office": one.slug,
            "name": one.name(),
            "public": "yes" if one.published else "no",
            "authority": one.authority.slug if one.authority else "none",
            "superior": one.superior() or "none but the authority",
            "telephone": one.phone,
            "address": one.address(),
            "letter box": one.letter_box(),
            "hours": one.hours() or "not told",
            "handed in at": one.hand_in_place(),
            "handed in within": f"{one.hand_in_days} working days",
            "at night": one.duty(),
            "complaints": one.complaints(),
            "not asked": ", ".join(one.settings.get("off", [])) or "all is asked",
            "second factor": one.settings.get("second_factor", "required"),
            "fingerprint": one.fingerprint,
            "charter until": one.charter.get("expires_on", "no keys yet"),
            "statement until": one.statement.get("expires_on", "no keys yet"),
            "epoch": one.epoch,
            "recipient": one.statement.get("recipient", "none"),
        }
    for name, value in rows.items():
        click.echo(f"{name:18}{value}")


@office.command()
@click.argument("slug")
@click.option("--as", "name", required=True, help="Sign-in name of a leader of the office.")
@click.password_option("--passphrase", confirmation_prompt=False, help="The leader's passphrase.")
@click.option(
    "--trust",
    type=click.Path(path_type=Path),
    help="The office's trust secret: signs the charter anew as well, for 13 months.",
)
def renew(slug: str, name: str, passphrase: str, trust: Path | None) -> None:
    """Sign the office's statement and roster anew for 90 days."""
    with stored() as session, plain_refusals(slug, name):
        one = the_office(session, slug)
        leader = open_member(session, one, name, passphrase)
        before = one.statement
        recovery = renew_charter(session, one, read_trust(trust), today=today()) if trust else ""
        renew_statement(session, one, leader, recovery=recovery, today=today())
        _confirm_changes(before, one.statement)
        record(session, one.id, "", "renewal", name, now=now())
        until, charter_until = one.statement["expires_on"], one.charter["expires_on"]
    click.echo(f"Good until: statement {until}, charter {charter_until} (--trust renews it).")


def _confirm_changes(before: dict[str, Any], after: dict[str, Any]) -> None:
    """Let the leader see what the signature will newly vouch for; without a yes nothing changes."""
    for field in ("name", "authority", "authority_fingerprint"):
        if before[field] != after[field]:
            click.echo(f"{field}: {before[field] or 'none'} -> {after[field] or 'none'}")
            click.confirm("Is this right?", abort=True)


@office.command()
@click.argument("slug")
@click.option("--as", "name", required=True, help="Sign-in name of a keyholder.")
@click.password_option(
    "--passphrase", confirmation_prompt=False, help="The keyholder's passphrase."
)
@click.option("--epoch", type=int, help="An epoch that is over; the present one otherwise.")
@click.option(
    "-o",
    "output",
    required=True,
    type=click.Path(path_type=Path),
    help="New file for the identity.",
)
def identity(slug: str, name: str, passphrase: str, epoch: int | None, output: Path) -> None:
    """Take out the identity that opens reports, for `qingfeng open` on another machine."""
    with stored() as session, plain_refusals(slug, name):
        one = the_office(session, slug)
        secrets = open_epochs(session, one, open_member(session, one, name, passphrase))
        epoch = epoch or one.epoch
        if epoch not in secrets:
            raise click.ClickException(f"{name} holds no key of epoch {epoch} of {slug}.")
        half = keys.reading_half("epoch", secrets[epoch])
        write_secret(output, f"# {slug}, epoch {epoch}: {half.recipient}\n{half}\n")
        record(session, one.id, "", "identity_export", name, now=now(), epoch=epoch)
    click.echo(f"The identity is in {output}. Whoever has it reads every report of this epoch.")


office.add_command(add)
office.add_command(change)


@contextmanager
def plain_refusals(slug: str, name: str) -> Iterator[None]:
    """Say in one line why nothing was signed or handed out, and end."""
    try:
        yield
    except PassphraseWrong:
        reason = f"No member {name!r} of {slug} opens with this passphrase."
    except NotAKeyholder:
        reason = f"{name} holds no key of {slug}."
    except NotALeader:
        reason = f"{name} is not a leader in the charter of {slug}."
    except TrustWrong:
        reason = "This trust secret is not the office's."
    except OfficeForged:
        reason = (
            f"What the database says of {slug} is not what its root key has signed. "
            "Sign nothing, and find out who changed it."
        )
    else:
        return
    raise click.ClickException(reason)
