"""What is accepted as an answer: a sealed file and its place in the row of answers."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Self

from casework.forms import SEALED, UUID, from_base64, read_json
from portal.reports.forms import IDS, read_ids

ANSWER = {
    "id": UUID,
    "seq": re.compile(r"[1-9][0-9]{0,5}"),
    "sealed": SEALED,
    "attachments": re.compile(rf"(?:{IDS})?"),
}


@dataclass(frozen=True)
class AnswerForm:
    """One sealed answer, and the ids of its attachments."""

    id: uuid.UUID
    seq: int
    sealed: bytes
    attachments: tuple[uuid.UUID, ...]

    @classmethod
    def from_request(cls) -> Self:
        """Read `POST /casework/reports/<id>/answers`. Raises FormInvalid."""
        fields = read_json(ANSWER)
        sealed = from_base64("sealed", fields["sealed"])
        attachments = read_ids(fields["attachments"])
        return cls(uuid.UUID(fields["id"]), int(fields["seq"]), sealed, attachments)
