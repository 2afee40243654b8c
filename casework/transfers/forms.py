"""What is accepted about transfers: an entry, and with it what goes to the other office."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Any, Self

from casework.cases.forms import number, read_object, read_sealed, text
from casework.entries.forms import EntryForm
from casework.forms import UUID
from portal.reports.forms import FormInvalid

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


@dataclass(frozen=True)
class TransferForm:
    """What is handed to another office (`POST /casework/cases/<id>/transfers`).

    entry: says so in our case. report: the id that it has there; epoch: of the recipient that it
    is sealed to.
    """

    entry: EntryForm
    report: uuid.UUID
    office: str
    epoch: int
    sealed: bytes

    @classmethod
    def from_request(cls) -> Self:
        """Raises FormInvalid."""
        given = read_object()
        sent = _part(given, "transfer")
        return cls(
            _entry(given, "transfer_sent"),
            uuid.UUID(text(sent, "report", UUID)),
            text(sent, "office", SLUG),
            number(sent, "epoch"),
            read_sealed(sent, "sealed"),
        )


@dataclass(frozen=True)
class ResultForm:
    """What came of it, for the office that handed it here (`POST …/transfer-result`)."""

    entry: EntryForm
    sealed: bytes

    @classmethod
    def from_request(cls) -> Self:
        """Raises FormInvalid."""
        given = read_object()
        return cls(_entry(given, "result_sent"), read_sealed(given, "reply"))


def _entry(given: dict[str, Any], kind: str) -> EntryForm:
    entry = EntryForm.read(_part(given, "entry"))
    if entry.kind != kind:
        raise FormInvalid(["entry"])
    return entry


def _part(given: dict[str, Any], name: str) -> dict[str, Any]:
    value = given.get(name)
    if not isinstance(value, dict):
        raise FormInvalid([name])
    return value
