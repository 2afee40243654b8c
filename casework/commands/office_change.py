"""`qingfeng office change`: what the public is told about an office, and what it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from casework.administration.facts import Changes, FactMissing, SuperiorMissing, change_office
from casework.audit.service import record
from casework.commands.store import stored, the_office
from portal.days import now
from portal.offices.models import LANGUAGES
from portal.pages.flows.switching import ItemFixed, ItemUnknown, NoChoiceLeft

SUFFIXES = dict(zip(LANGUAGES, ("", "_en"), strict=True))
LONGEST_PHONE = 40


def _a_phone(_context: click.Context, _option: click.Parameter, phone: str | None) -> str | None:
    if phone and len(phone) > LONGEST_PHONE:
        raise click.BadParameter(f"at most {LONGEST_PHONE} characters.")
    return phone


@click.command()
@click.argument("slug")
@click.option("--phone", callback=_a_phone, help="Telephone.")
@click.option("--address", help="Where to find the office, in Chinese.")
@click.option("--address-en", help="The same in English.")
@click.option("--letter-box", help="Where the letter box hangs, in Chinese.")
@click.option("--letter-box-en", help="The same in English.")
@click.option("--hand-in-place", help="Where things are handed in, in Chinese; '' for the address.")
@click.option("--hand-in-place-en", help="The same in English.")
@click.option("--duty", help="Who takes them at night, in Chinese; '' for the usual words.")
@click.option("--duty-en", help="The same in English.")
@click.option("--complaints", help="The door for complaints, a sentence in Chinese; '' as above.")
@click.option("--complaints-en", help="The same in English.")
@click.option("--hours", help="When somebody is there, a sentence in Chinese; '' for nothing.")
@click.option("--hours-en", help="The same in English.")
@click.option("--superior", help="A superior's channel outside this system, a Chinese sentence.")
@click.option("--superior-en", help="The same in English.")
@click.option("--hand-in-days", type=click.IntRange(1, 30), help="Limit in working days.")
@click.option(
    "--second-factor",
    type=click.Choice(["required", "optional"]),
    help="Whether its members need one to sign in.",
)
@click.option("--off", multiple=True, metavar="ITEM", help="Ask this no longer; a wrong one lists.")
@click.option("--on", multiple=True, metavar="ITEM", help="Ask this again.")
def change(
    slug: str,
    phone: str | None,
    hand_in_days: int | None,
    second_factor: str | None,
    off: tuple[str, ...],
    on: tuple[str, ...],
    **texts: str | None,
) -> None:
    """Change an office's facts. Its name is signed: that is not changed here."""
    by_language = {
        language: {
            name.removesuffix(suffix) if suffix else name: text
            for name, text in texts.items()
            if text is not None and name.endswith("_en") == bool(suffix)
        }
        for language, suffix in SUFFIXES.items()
    }
    settings = {} if second_factor is None else {"second_factor": second_factor}
    changes = Changes(phone, by_language, hand_in_days, off, on, settings=settings)
    if changes == Changes(texts={language: {} for language in LANGUAGES}):
        raise click.UsageError("Say what to change; --help lists it.")
    with stored() as session, _plain_refusals():
        office = the_office(session, slug)
        changed = change_office(office, changes)
        if changed:
            fields = " ".join(changed)
            record(session, office.id, "", "office_change", slug, now=now(), fields=fields)
    click.echo(f"Changed. Pages show it within a minute; see `qingfeng office show {slug}`.")


@contextmanager
def _plain_refusals() -> Iterator[None]:
    """Say in one line why nothing was changed, and end."""
    try:
        yield
    except FactMissing as error:
        reason = f"The {str(error).replace('_', ' ')} is on every page: give another, not none."
    except SuperiorMissing:
        reason = "The office is public and has no authority here: it must name another channel."
    except ItemUnknown as error:
        reason = f"There is no item {str(error)!r} here. Items: {', '.join(error.known) or 'none'}."
    except ItemFixed as error:
        reason = f"{error} belongs to everybody who writes and may not be switched off."
    except NoChoiceLeft as error:
        reason = f"{error} would be left without a choice. Switch the whole step off."
    else:
        return
    raise click.ClickException(reason)
