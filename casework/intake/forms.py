"""What is accepted as a report taken down by hand: a sealed body, and what is known beside it."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import date
from typing import Self

from casework.forms import SEALED, UUID, from_base64, read_json
from casework.intake.channels import BY_HAND
from portal.reports.forms import IDS, FormInvalid, read_ids

TAKEN = {
    "id": UUID,
    "epoch": re.compile(r"[1-9][0-9]{0,5}"),
    "channel": re.compile("|".join(BY_HAND)),
    "received_on": re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}"),
    "sealed": SEALED,
    "attachments": re.compile(rf"(?:{IDS})?"),
}


@dataclass(frozen=True)
class TakenForm:
    """A report that a member has written down and sealed."""

    id: uuid.UUID
    epoch: int
    channel: str
    received_on: date
    sealed: bytes
    attachments: tuple[uuid.UUID, ...]

    @classmethod
    def from_request(cls, today: date) -> Self:
        """Read `POST /casework/reports`. Raises FormInvalid, also for a day that is to come."""
        fields = read_json(TAKEN)
        return cls(
            uuid.UUID(fields["id"]),
            int(fields["epoch"]),
            fields["channel"],
            _past(fields["received_on"], today),
            from_base64("sealed", fields["sealed"]),
            read_ids(fields["attachments"]),
        )


def _past(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise FormInvalid(["received_on"]) from None
    if day > today:
        raise FormInvalid(["received_on"])
    return day
