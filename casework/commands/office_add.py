"""`qingfeng office add`: an office with keys made here, or one whose leader makes them."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy.orm import Session

from casework.administration.secret_files import write_trust
from casework.administration.setup import OfficeFacts, Person, Setup, set_up_office
from casework.audit.service import record
from casework.commands.office_change import SUFFIXES
from casework.commands.office_new import Named, a_name_if_any, add_without_keys, first_members
from casework.commands.store import a_name, settings, stored, the_office
from casework.commands.trust import paper_of, write_sheets
from portal.days import now, today
from portal.offices.models import Office
from portal.offices.service import OfficeUnknown, office_named

Texts = dict[str, str | None]


@click.command()
@click.argument("slug", callback=a_name)
@click.option("--name", required=True, help="Name in Chinese.")
@click.option("--name-en", required=True, help="Name in English.")
@click.option("--phone", required=True, help="Telephone.")
@click.option("--address", required=True, help="Where to find the office, in Chinese.")
@click.option("--address-en", required=True, help="Where to find the office, in English.")
@click.option("--letter-box", required=True, help="Where the letter box hangs, in Chinese.")
@click.option("--letter-box-en", required=True, help="Where the letter box hangs, in English.")
@click.option("--authority", help="The superior authority's office, if it is in this system.")
@click.option("--superior", help="A superior's channel outside this system, a Chinese sentence.")
@click.option("--superior-en", help="The same in English.")
@first_members
@click.option("--leader", callback=a_name_if_any, help="Sign-in name of the first leader.")
@click.option("--leader-name", help="The leader's name as shown.")
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
    invite_leader: Named,
    invite_administrator: Named,
    leader: str | None,
    leader_name: str | None,
    trust: Path | None,
    sheets: Path | None,
    threshold: int,
    trustees: tuple[str, ...],
    authority: str | None,
    phone: str,
    **texts: str | None,
) -> None:
    """Set up an office with fresh keys and its first leader, or invite people to make them."""
    config, first = settings(), {"administrator": invite_administrator, "leader": invite_leader}
    person = _first_leader(leader, leader_name, with_links=any(first.values()))
    if (trust is not None) + (sheets is not None) != (person is not None):
        raise click.UsageError(
            "Where does the trust secret go? Give either --trust or --sheets; neither without keys."
        )
    with stored(config) as session:
        _refuse_taken(session, slug)
        facts = _facts(slug, phone, the_office(session, authority) if authority else None, texts)
        if person is None:
            add_without_keys(config, session, facts, first)
            return
        setup = set_up_office(session, facts, person, today=today(), now=now())
        _refuse_without_way_past(setup.office)
        record(session, setup.office.id, "", "office_add", slug, now=now())
        if sheets is not None:
            name, count = setup.office.name(), len(trustees)
            write_sheets(paper_of(setup.trust, name, threshold, count, trustees), sheets)
        if trust is not None:
            write_trust(trust, slug, setup.trust)
            click.echo(f"Trust secret: {trust}. Carry it off this machine.")
    _tell(setup)


def _first_leader(leader: str | None, shown: str | None, *, with_links: bool) -> Person | None:
    """Whose keys are made here; nobody's where links are printed. The two ways do not mix."""
    if leader and shown and not with_links:
        return Person(leader, shown, ["leader"])
    if with_links and not (leader or shown):
        return None
    raise click.UsageError(
        "Who comes first? Give --leader and --leader-name to make the keys here, or "
        "--invite-leader and --invite-administrator to have them made in a browser."
    )


def _facts(slug: str, phone: str, authority: Office | None, texts: Texts) -> OfficeFacts:
    fields = ("name", "address", "letter_box", "superior")
    spoken = {
        language: {field: text for field in fields if (text := texts[field + suffix])}
        for language, suffix in SUFFIXES.items()
    }
    return OfficeFacts(slug=slug, texts=spoken, phone=phone, authority=authority)


def _refuse_without_way_past(office: Office) -> None:
    """Made with its keys, an office is public at once: it must show a way past itself."""
    if office.is_answerable:
        return
    above = office.authority
    why = f"{above.slug} is not shown to the public" if above else "it names no authority"
    raise click.ClickException(
        f"{office.slug} would be public, and {why}: there would be no way past it. Nothing was "
        "made. Name a superior's channel with --superior, or a public office with --authority."
    )


def _tell(setup: Setup) -> None:
    office, leader = setup.office, setup.leader
    click.echo(f"Office {office.slug} is set up. Fingerprint: {office.fingerprint}")
    click.echo(f"Passphrase of {leader.member.name} (shown once): {leader.passphrase}")


def _refuse_taken(session: Session, slug: str) -> None:
    try:
        office_named(session, slug)
    except OfficeUnknown:
        return
    raise click.ClickException(f"There is an office {slug!r} already.")
