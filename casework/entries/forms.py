"""What is accepted as an entry: its kind, its facts, its sealed words."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from casework.cases.forms import number, read_object, read_sealed, text
from casework.entries.facts import check_facts
from casework.entries.stages import KINDS
from casework.forms import UUID
from portal.attachments.claims import MOST_ATTACHMENTS
from portal.reports.forms import FormInvalid

KIND = re.compile("|".join(KINDS))


@dataclass(frozen=True)
class EntryForm:
    """One entry (`POST /casework/cases/<id>/entries`). attachments: ids, claimed by the entry."""

    id: uuid.UUID
    seq: int
    kind: str
    facts: Mapping[str, Any]
    sealed: bytes
    attachments: Sequence[uuid.UUID]

    @classmethod
    def from_request(cls) -> Self:
        """Raises FormInvalid."""
        return cls.read(read_object())

    @classmethod
    def read(cls, given: dict[str, Any]) -> Self:
        """Raises FormInvalid."""
        kind = text(given, "kind", KIND)
        return cls(
            uuid.UUID(text(given, "id", UUID)),
            number(given, "seq"),
            kind,
            check_facts(KINDS[kind].facts, given.get("facts")),
            read_sealed(given, "sealed"),
            _ids(given.get("attachments")),
        )


def _ids(given: Any) -> list[uuid.UUID]:
    if not isinstance(given, list) or len(given) > MOST_ATTACHMENTS:
        raise FormInvalid(["attachments"])
    return [uuid.UUID(text({"attachments": one}, "attachments", UUID)) for one in given]
