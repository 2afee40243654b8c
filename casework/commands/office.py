"""`qingfeng office`: list, add, show, change and renew offices; take out a key to work offline."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from casework.administration.secret_files import read_trust, write_secret, write_trust
from casework.administration.setup import OfficeFacts, Person, set_up_office
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
from casework.commands.office_change import change
from casework.commands.store import a_name, stored, the_office
from casework.commands.trust import paper_of, write_sheets
from crypto import keys
from portal.days import now, today
from portal.offices.service import OfficeUnknown, all_offices, office_named


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
            "authority": one.authority.slug if one.authority else "none",
            "telephone": one.phone,
            "address": one.address(),
            "letter box": one.letter_box(),
            "handed in at": one.hand_in_place(),
            "handed in within": f"{one.hand_in_days} working days",
            "at night": one.duty(),
            "complaints": one.complaints(),
            "not asked": ", ".join(one.settings.get("off", [])) or "all is asked",
            "fingerprint": one.fingerprint,
            "charter until": one.charter["expires_on"],
            "statement until": one.statement["expires_on"],
            "epoch": one.epoch,
            "recipient": one.statement["recipient"],
        }
    for name, value in rows.items():
        click.echo(f"{name:18}{value}")


@office.command()
@click.argument("slug", callback=a_name)
@click.option("--name", required=True, help="Name in Chinese.")
@click.option("--name-en", required=True, help="Name in English.")
@click.option("--phone", required=True, help="Telephone.")
@click.option("--address", required=True, help="Where to find the office, in Chinese.")
@click.option("--address-en", required=True, help="Where to find the office, in English.")
@click.option("--letter-box", required=True, help="Where the letter box hangs, in Chinese.")
@click.option("--letter-box-en", required=True, help="Where the letter box hangs, in English.")
@click.option("--authority", help="The superior authority's office, if it is in this system.")
@click.option("--leader", required=True, callback=a_name, help="Sign-in name of the first leader.")
@click.option("--leader-name", required=True, help="The leader's name as shown.")
@click.option(
    "--trust",
    type=click.Path(path_type=Path),
    help="New file for the trust secret; carry it off this machine.",
)
@click.option(
    "--sheets",
    type=click.Path(path_type=Path),
    help="Instead of --trust: folder for the trust secret on sheets of paper.",
)
@click.option("--threshold", default=3, show_default=True, help="Sheets needed to recover.")
@click.option("--trustee", "trustees", multiple=True, help="Who keeps a sheet; once for each.")
def add(
    slug: str,
    leader: str,
    leader_name: str,
    trust: Path | None,
    sheets: Path | None,
    threshold: int,
    trustees: tuple[str, ...],
    authority: str | None,
    phone: str,
    **texts: str,
) -> None:
    """Set up an office with fresh keys and its first leader."""
    if (trust is None) == (sheets is None):
        raise click.UsageError("Where does the trust secret go? Give either --trust or --sheets.")
    with stored() as session:
        _refuse_taken(session, slug)
        facts = OfficeFacts(
            slug=slug,
            texts={
                "zh-Hans": {field: texts[field] for field in ("name", "address", "letter_box")},
                "en": {field: texts[f"{field}_en"] for field in ("name", "address", "letter_box")},
            },
            phone=phone,
            authority=the_office(session, authority) if authority else None,
        )
        person = Person(leader, leader_name, ["leader"])
        setup = set_up_office(session, facts, person, today=today(), now=now())
        if sheets is not None:
            name, count = setup.office.name(), len(trustees)
            write_sheets(paper_of(setup.trust, name, threshold, count, trustees), sheets)
        if trust is not None:
            write_trust(trust, slug, setup.trust)
            click.echo(f"Trust secret: {trust}. Carry it off this machine.")
    click.echo(f"Office {slug} is set up. Fingerprint: {setup.office.fingerprint}")
    click.echo(f"Passphrase of {leader} (shown once): {setup.leader.passphrase}")


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


def _refuse_taken(session: Session, slug: str) -> None:
    try:
        office_named(session, slug)
    except OfficeUnknown:
        return
    raise click.ClickException(f"There is an office {slug!r} already.")
