"""Changing what the public is told about an office, and what it is asked.

The name stands in the office's statement as well: where the two differ, a leader must sign anew.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from portal.offices.models import Office
from portal.pages.flows import KINDS, flow
from portal.pages.flows.switching import switched

NEEDED = ("name", "address", "letter_box")
OPTIONAL = ("hand_in_place", "duty", "complaints", "hours", "superior")


class FactMissing(Exception):
    """Everybody must be told this: it may be changed, not emptied."""


class SuperiorMissing(Exception):
    """The public would be shown no way past the office."""


@dataclass(frozen=True)
class Changes:
    """What is to change; None or nothing for what stays.

    texts: for each language, fields of NEEDED and OPTIONAL; an empty text of the latter goes back
    to the usual words. languages: those that there are afterwards. off, on: items as in
    `Office.is_off`. settings: others of `Office.settings`.
    """

    phone: str | None = None
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    hand_in_days: int | None = None
    off: Collection[str] = ()
    on: Collection[str] = ()
    languages: Collection[str] | None = None
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Unsigned:
    """Something that stands in the office's signed statement and is another in its row by now."""

    field: str
    signed: str
    current: str


def change_office(office: Office, changes: Changes) -> list[str]:
    """Change an office's facts; gives the names of those that are others now. The caller commits.

    Raises FactMissing, SuperiorMissing for an office that is public, and ItemUnknown, ItemFixed or
    NoChoiceLeft for what may not be switched off.
    """
    before = _facts(office)
    if changes.phone is not None:
        office.phone = _told("phone", changes.phone)
    office.texts = {
        language: _texts(office.texts.get(language, {}), changes.texts.get(language, {}))
        for language in changes.languages or office.texts
    }
    office.settings = office.settings | _settings(office, changes)
    if office.published and "superior" in changes.texts.get("zh-Hans", {}):
        check_answerable(office)
    now = _facts(office)
    return sorted(name for name in before | now if before.get(name) != now.get(name))


def check_answerable(office: Office) -> None:
    """Raises SuperiorMissing for an office past which the public is shown no way."""
    if not office.is_answerable:
        raise SuperiorMissing


def unsigned(office: Office) -> list[Unsigned]:
    """What a leader has to sign anew, as the statement and the row have it; none without keys."""
    if not office.is_set_up:
        return []
    authority = office.authority
    current = {
        "name": office.name(),
        "authority": authority.slug if authority else "",
        "authority_fingerprint": authority.fingerprint if authority else "",
    }
    signed = {name: str(office.statement.get(name, "")) for name in current}
    return [
        Unsigned(name, signed[name], current[name])
        for name in current
        if signed[name] != current[name]
    ]


def _facts(office: Office) -> dict[str, object]:
    texts = {
        f"{name}.{language}": text
        for language, fields in office.texts.items()
        for name, text in fields.items()
    }
    return {"phone": office.phone, **texts, **office.settings}


def _texts(texts: dict[str, str], new: Mapping[str, str]) -> dict[str, str]:
    for name in NEEDED:
        if name in new:
            _told(name, new[name])
    return {name: text for name, text in (texts | dict(new)).items() if text.strip()}


def _told(name: str, text: str) -> str:
    if not text.strip():
        raise FactMissing(name)
    return text.strip()


def _settings(office: Office, changes: Changes) -> dict[str, object]:
    settings: dict[str, object] = dict(changes.settings)
    if changes.hand_in_days is not None:
        settings["hand_in_days"] = changes.hand_in_days
    if changes.off or changes.on:
        flows, before = [flow(kind) for kind in KINDS], office.settings.get("off", [])
        settings["off"] = switched(flows, before, off=changes.off, on=changes.on)
    return settings
