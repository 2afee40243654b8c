"""What is accepted of a signed head, and what an auditor may ask for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Self

from flask import request

from casework.audit.acts import ACTS
from casework.audit.heads import is_head
from casework.forms import given_json, read_json
from portal.days import SHANGHAI
from portal.reports.forms import FormInvalid

COMMAND_LINE = "-"
"""How the address names whoever has no sign-in name: the command line."""
MEMBER = re.compile(rf"{COMMAND_LINE}|@?[a-z0-9-]{{1,40}}")
NUMBER = re.compile("[0-9]{1,9}")
DAY = re.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2}")
EXPORT = {"form": re.compile("csv|print")}


def read_head() -> dict[str, Any] | None:
    """The signed head that a browser sends as it locks, if it sends one: nothing waits for it."""
    try:
        given = given_json()
    except FormInvalid:
        return None
    head = given.get("head") if isinstance(given, dict) else None
    return head if isinstance(head, dict) and is_head(head) else None


def read_export() -> str:
    """How acts leave the page: `csv` or `print`. Raises FormInvalid."""
    return read_json(EXPORT)["form"]


def read_from() -> int:
    """The number after which a stretch of the chain begins; 0 for its start. Raises FormInvalid."""
    given = request.args.get("from", "0")
    if not NUMBER.fullmatch(given):
        raise FormInvalid(["from"])
    return int(given)


@dataclass(frozen=True)
class Wanted:
    """The acts that an auditor asks for; what is None is not asked about.

    since, before: moments between which the acts lie, the second one excluded.
    """

    page: int
    member: str | None
    act: str | None
    since: datetime | None
    before: datetime | None

    @classmethod
    def from_request(cls) -> Self:
        """Read the address of `GET /casework/audit/acts.json`. Raises FormInvalid."""
        member, act = request.args.get("member", ""), request.args.get("act", "")
        if act and act not in ACTS:
            raise FormInvalid(["act"])
        if member and not MEMBER.fullmatch(member):
            raise FormInvalid(["member"])
        first, last = _day("from_on"), _day("until_on")
        return cls(
            page=request.args.get("page", 1, type=int),
            member=None if member == "" else member.removeprefix(COMMAND_LINE),
            act=act or None,
            since=_begin(first) if first else None,
            before=_begin(last + timedelta(days=1)) if last else None,
        )


def _day(name: str) -> date | None:
    given = request.args.get(name, "")
    if not given:
        return None
    try:
        return date.fromisoformat(given if DAY.fullmatch(given) else "")
    except ValueError:
        raise FormInvalid([name]) from None


def _begin(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
