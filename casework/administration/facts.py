"""Changing what the public is told about an office, and what it is asked.

Only what no key has signed: the name and the authority stand in the office's statement.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from portal.offices.models import Office
from portal.pages.flows import KINDS, flow
from portal.pages.flows.switching import switched

NEEDED = ("address", "letter_box")
OPTIONAL = ("hand_in_place", "duty", "complaints")


class FactMissing(Exception):
    """Everybody must be told this: it may be changed, not emptied."""


@dataclass(frozen=True)
class Changes:
    """What is to change; None or nothing for what stays.

    texts: for each language, fields of NEEDED and OPTIONAL; an empty text of the latter goes back
    to the usual words. off, on: items as in `Office.is_off`.
    """

    phone: str | None = None
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    hand_in_days: int | None = None
    off: Collection[str] = ()
    on: Collection[str] = ()


def change_office(office: Office, changes: Changes) -> None:
    """Change an office's facts. The caller commits.

    Raises FactMissing, and ItemUnknown, ItemFixed or NoChoiceLeft for what may not be switched off.
    """
    if changes.phone is not None:
        office.phone = _told("phone", changes.phone)
    office.texts = {
        language: _texts(texts, changes.texts.get(language, {}))
        for language, texts in office.texts.items()
    }
    office.settings = office.settings | _settings(office, changes)


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
    settings: dict[str, object] = {}
    if changes.hand_in_days is not None:
        settings["hand_in_days"] = changes.hand_in_days
    if changes.off or changes.on:
        flows, before = [flow(kind) for kind in KINDS], office.settings.get("off", [])
        settings["off"] = switched(flows, before, off=changes.off, on=changes.on)
    return settings
