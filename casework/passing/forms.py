"""What is accepted as a case that goes up: an entry, the report and its letters sealed anew."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from casework.cases.forms import number, read_object, read_sealed, text
from casework.entries.forms import EntryForm
from casework.forms import UUID
from casework.transfers.forms import SLUG
from portal.mailboxes.service import MESSAGES_IN_ALL
from portal.reports.forms import FormInvalid

KIND = "passed_up"


@dataclass(frozen=True)
class PassingForm:
    """A case that goes up (`POST /casework/cases/<id>/passing`).

    entry: says so in our case. report: the id that it has there; epoch: of the recipient that
    everything is sealed to. letters: what the reporter wrote, by id.
    """

    entry: EntryForm
    report: uuid.UUID
    office: str
    epoch: int
    sealed: bytes
    letters: Mapping[uuid.UUID, bytes]

    @classmethod
    def from_request(cls) -> Self:
        """Raises FormInvalid."""
        given = read_object()
        entry = EntryForm.read(_part(given, "entry"))
        if entry.kind != KIND or entry.attachments:
            raise FormInvalid(["entry"])
        sent = _part(given, "passing")
        return cls(
            entry,
            uuid.UUID(text(sent, "report", UUID)),
            text(sent, "office", SLUG),
            number(sent, "epoch"),
            read_sealed(sent, "sealed"),
            _letters(sent.get("letters")),
        )


def _letters(given: Any) -> dict[uuid.UUID, bytes]:
    if not isinstance(given, list) or len(given) > MESSAGES_IN_ALL:
        raise FormInvalid(["letters"])
    if not all(isinstance(one, dict) for one in given):
        raise FormInvalid(["letters"])
    return {uuid.UUID(text(one, "id", UUID)): read_sealed(one, "sealed") for one in given}


def _part(given: dict[str, Any], name: str) -> dict[str, Any]:
    value = given.get(name)
    if not isinstance(value, dict):
        raise FormInvalid([name])
    return value
