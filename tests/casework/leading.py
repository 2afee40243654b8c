"""A leader's browser: what it signs of members and keys, and what the server says to it."""

from __future__ import annotations

import copy
import hashlib
from typing import Any

from werkzeug.test import TestResponse

from crypto import keys, statements
from portal.days import today
from tests.casework.cases import CaseWorker
from tests.casework.inspector import Worker
from tests.conftest import Hospital

PATHS = {"rosterWith": "roster", "rotate": "rotation", "renewStatements": "renewal"}


def day() -> str:
    """Today, as a page says it."""
    return today().isoformat()


class Keeper(CaseWorker):
    """A member of the office who has to do with its keys."""

    def look_again(self, worker: Worker) -> None:
        """Load a page anew: ask for the session document, take up what the tab kept."""
        answer = self.get("session")
        assert answer.status_code == 200
        self.session = answer.json or {}
        self.sit_down(worker)

    @property
    def shown(self) -> str:
        """What of a renewal the leader has read on the screen, and confirms."""
        office, roster = self.session["office"], self.session["roster"]
        return digest({"statement": office["statement"], "roster": roster})

    def signs(self, worker: Worker, op: str, **change: Any) -> dict[str, Any]:
        """What the leader's browser signs and seals for a change; what it asks, they confirm."""
        self.sit_down(worker)
        if op == "renewStatements":
            change = {"shown": self.shown, "member": self.session["member"]} | change
        form: dict[str, Any] = worker.ask(op, **{"today": day()} | change)
        return form

    def does(self, worker: Worker, op: str, **change: Any) -> TestResponse:
        """Sign a change and send it."""
        return self.post(f"keyring/{PATHS[op]}", json=self.signs(worker, op, **change))


def digest(signed: Any) -> str:
    """How a browser remembers what was signed."""
    return hashlib.sha256(statements.canonical(signed)).hexdigest()


def row_of(hospital: Hospital, name: str, **changes: Any) -> dict[str, Any]:
    """A member as the server lists them."""
    member = hospital.welcome(name).member
    row = {
        "name": member.name,
        "display_name": member.display_name,
        "roles": list(member.roles),
        "recipient": member.recipient,
        "verify_key": member.verify_key.hex(),
    }
    return row | changes


def heard(hospital: Hospital, row: dict[str, Any]) -> dict[str, Any]:
    """A member's row, and what they read out of its keys to the leader who compares them."""
    print = keys.member_fingerprint(
        site=hospital.site.hex(),
        office=hospital.office.slug,
        name=row["name"],
        recipient=row["recipient"],
        verify_key=row["verify_key"],
        root_key=hospital.office.root_key.hex(),
    )
    return {"row": row, "heard": print}


def signed_again(hospital: Hospital, statement: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A statement or roster with other content, as the leader would have signed it."""
    kind = "roster" if "members" in statement else "statement"
    leader = keys.signing_half("member", hospital.setup.leader.secret)
    return statements.sign(kind, copy.deepcopy(statement) | changes, leader)
