"""The roster (名册): the members of an office and the keys that secrets are sealed to for them.

    root key ── charter ──► a leader's key ── roster ──► members' recipients and verify keys

A browser seals to a member only what a roster vouches for, never to a row of the database. Each
roster takes the place of the one before; its version counts up. A member who left, or whose keys
were made anew, stays in it with the day that ended: what they signed keeps its name.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from crypto.days import DateInvalid, day_number
from crypto.statements.vouching import (
    LeaderUnknown,
    Unvouched,
    check_dates,
    check_place,
    is_key,
    is_recipient,
    read_signed,
    vouched_charter,
)

ROSTER_DAYS = 92
ROLES = (
    "registrar",
    "investigator",
    "leader",
    "secretary",
    "helper",
    "auditor",
    "administrator",
)
"""登记受理, 承办, 负责人, 第二人（单人单位的书记员）, 协办, 审计/监督, 系统管理."""
KEYHOLDER_ROLES = frozenset({"registrar", "leader"})
"""Roles for which an epoch's secret is sealed (cryptography.md, Secrets)."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class RosterInvalid(Unvouched):
    """The roster is malformed, valid for too long or not signed by its leader."""


class RosterExpired(Unvouched):
    """The roster is not valid today."""


class Entry(NamedTuple):
    """A member with one pair of keys. left_on: empty while these are the keys to seal to."""

    name: str
    display_name: str
    roles: tuple[str, ...]
    recipient: str
    verify_key: str
    joined_on: str
    left_on: str

    @property
    def is_current(self) -> bool:
        """Whether secrets may be sealed to these keys."""
        return self.left_on == ""

    @property
    def is_keyholder(self) -> bool:
        """Whether the epoch's secret is sealed to these keys."""
        return self.is_current and bool(KEYHOLDER_ROLES & set(self.roles))


class Roster(NamedTuple):
    """A roster that is vouched for.

    epoch: of the statement that it goes with; whoever serves an older one beside it is found out.
    recovery: the trust secret's recipient, to which epochs and cases are also sealed; empty where
    the charter names none. leader: verify key of its signer.
    """

    version: int
    epoch: int
    members: tuple[Entry, ...]
    recovery: str
    leader: str
    issued_on: str
    expires_on: str

    @property
    def current(self) -> dict[str, Entry]:
        """Whom secrets may be sealed to, by name."""
        return {entry.name: entry for entry in self.members if entry.is_current}

    @property
    def keyholders(self) -> dict[str, Entry]:
        """Who holds the epoch's secret, by name."""
        return {name: entry for name, entry in self.current.items() if entry.is_keyholder}


def read_roster(signed: object, office: Mapping[str, Any], site: str, today: str | None) -> Roster:
    """Check a roster against the charter in an office.json. `today` as in `vouch`.

    Raises what `vouched_charter` raises, RosterInvalid, LeaderUnknown, OfficeMismatch,
    RosterExpired.
    """
    charter = vouched_charter(office, site, today)
    leader = signed.get("leader") if isinstance(signed, Mapping) else None
    if not is_key(leader):
        raise RosterInvalid("the roster names no signer")
    if leader not in charter["leaders"]:
        raise LeaderUnknown("the roster's signer is not named in the charter")
    body = read_signed("roster", signed, leader, _ROSTER, ROSTER_DAYS, RosterInvalid)
    check_place(body, office, site)
    members = tuple(_entry(given) for given in body["members"])
    current = [entry.name for entry in members if entry.is_current]
    if len(set(current)) < len(current):
        raise RosterInvalid("a member has two pairs of keys at a time")
    recovery = body.get("recovery") or ""
    if recovery != "" and recovery_digest(recovery) != charter.get("recovery"):
        raise RosterInvalid("recovery is not what the charter names")
    check_dates(body, today, RosterExpired)
    return Roster(
        body["version"],
        body["epoch"],
        members,
        recovery,
        leader,
        body["issued_on"],
        body["expires_on"],
    )


def recovery_digest(recipient: str) -> str:
    """How a charter names the trust secret's recipient: SHA-256 of its text, hex."""
    return hashlib.sha256(recipient.encode()).hexdigest()


def _entry(given: Mapping[str, Any]) -> Entry:
    return Entry(**{name: given[name] for name in _ENTRY} | {"roles": tuple(given["roles"])})


def _is_entry(value: object) -> bool:
    return isinstance(value, Mapping) and all(
        fits(value.get(name)) for name, fits in _ENTRY.items()
    )


def _is_number(value: object) -> bool:
    return type(value) is int and 1 <= value <= 999_999


def _is_date(value: object) -> bool:
    try:
        return isinstance(value, str) and day_number(value) > 0
    except DateInvalid:
        return False


_ENTRY: Mapping[str, Callable[[Any], bool]] = {
    "name": lambda value: isinstance(value, str) and _NAME.fullmatch(value) is not None,
    "display_name": lambda value: isinstance(value, str) and value != "",
    "roles": lambda value: (
        isinstance(value, list) and len(value) > 0 and all(role in ROLES for role in value)
    ),
    "recipient": is_recipient,
    "verify_key": is_key,
    "joined_on": _is_date,
    "left_on": lambda value: value == "" or _is_date(value),
}
_ROSTER: Mapping[str, Callable[[Any], bool]] = {
    "site": lambda value: isinstance(value, str),
    "office": lambda value: isinstance(value, str),
    "version": lambda value: _is_number(value),
    "epoch": lambda value: _is_number(value),
    "members": lambda value: isinstance(value, list) and all(map(_is_entry, value)),
    "recovery": lambda value: value in (None, "") or is_recipient(value),
}
