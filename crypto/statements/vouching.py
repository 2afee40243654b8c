"""The chain from the fingerprint on a poster to the key that a report is sealed to.

    poster ── fingerprint ──► root key ── charter ──► a leader's key ── statement ──► epoch key

Nothing the server says is believed without it. Each broken link has an error of its own; the
browser's twin gives its errors the same names, and the pages explain them by name.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeGuard

from crypto.age import AgeError, Recipient
from crypto.days import DateInvalid, day_number
from crypto.keys import fingerprint as fingerprint_of
from crypto.keys import read_fingerprint
from crypto.statements.signing import SignatureInvalid, verify

CHARTER_DAYS = 400
STATEMENT_DAYS = 92
CLOCK_DAYS = 1
"""How far ahead an issue date may lie: where the office is, it may already be tomorrow."""

_KEY = re.compile(r"[0-9a-f]{64}")
_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")


class Unvouched(ValueError):
    """The chain from the poster's fingerprint to the office's key is broken."""


class FingerprintMismatch(Unvouched):
    """The office's key is not the one on the poster."""


class CharterInvalid(Unvouched):
    """The charter is malformed, valid for too long or not signed by the office's root key."""


class CharterExpired(Unvouched):
    """The charter is not valid today."""


class OfficeMismatch(Unvouched):
    """The charter or the statement speaks of another office or site."""


class LeaderUnknown(Unvouched):
    """The statement's signer is not a leader named in the charter."""


class StatementInvalid(Unvouched):
    """The statement is malformed, valid for too long or not signed by its leader."""


class StatementExpired(Unvouched):
    """The statement is not valid today."""


class Vouched(NamedTuple):
    """What one may rely on: whom a report reaches and the key it is sealed to.

    previous: digest of what vouched for the epoch before (history.py), or empty. recovery: SHA-256
    (hex) of the recipient that epochs and cases are also sealed to, or empty. The recipient itself
    stands in the roster: every phone fetches the charter, and would fetch two kilobytes more.
    """

    office: str
    name: str
    epoch: int
    recipient: str
    answer_key: str
    fingerprint: str
    authority: str
    authority_fingerprint: str
    previous: str = ""
    recovery: str = ""


def vouch(
    office: Mapping[str, Any], site: str, today: str | None, fingerprint: str | None = None
) -> Vouched:
    """Check an office.json against the fingerprint that a poster or QR code gave, if any.

    `site` is the site id (32 hex), `today` a date (YYYY-MM-DD); None leaves open whether dates are
    over, for reading what was signed once: nothing new is sealed or signed on that.

    Raises the first broken link in the order of the chain: FingerprintMismatch, CharterInvalid,
    OfficeMismatch, CharterExpired, LeaderUnknown, StatementInvalid, OfficeMismatch,
    StatementExpired.
    """
    charter = vouched_charter(office, site, today, fingerprint)
    statement = office.get("statement")
    leader = statement.get("leader") if isinstance(statement, Mapping) else None
    if not is_key(leader):
        raise StatementInvalid("the statement names no signer")
    if leader not in charter["leaders"]:
        raise LeaderUnknown("the statement's signer is not named in the charter")
    statement = read_signed(
        "statement", statement, leader, _STATEMENT, STATEMENT_DAYS, StatementInvalid
    )
    check_place(statement, office, site)
    check_dates(statement, today, StatementExpired)
    return Vouched(
        office=statement["office"],
        name=statement["name"],
        epoch=statement["epoch"],
        recipient=statement["recipient"],
        answer_key=statement["answer_key"],
        fingerprint=office["fingerprint"],
        authority=statement["authority"],
        authority_fingerprint=statement["authority_fingerprint"],
        previous=statement.get("previous", ""),
        recovery=charter.get("recovery", ""),
    )


def vouched_charter(
    office: Mapping[str, Any], site: str, today: str | None, fingerprint: str | None = None
) -> dict[str, Any]:
    """The charter of an office, which says who leads it.

    No `today` leaves open whether its dates are over. Raises FingerprintMismatch, CharterInvalid,
    OfficeMismatch, CharterExpired.
    """
    root_key = office.get("root_key")
    if not is_key(root_key):
        raise CharterInvalid("the office has no root key")
    printed = fingerprint_of(bytes.fromhex(root_key))
    if office.get("fingerprint") != printed or not _same(fingerprint, printed):
        raise FingerprintMismatch("the office's key is not the one on the poster")
    charter = read_signed(
        "charter", office.get("charter"), root_key, _CHARTER, CHARTER_DAYS, CharterInvalid
    )
    check_place(charter, office, site)
    check_dates(charter, today, CharterExpired)
    return charter


def read_signed(
    kind: str,
    signed: object,
    key: str,
    fields: Mapping[str, Callable[[Any], bool]],
    days: int,
    refusal: type[Unvouched],
) -> dict[str, Any]:
    """The body of a statement that this key has signed, if it is of its form. Raises `refusal`."""
    if not isinstance(signed, Mapping):
        raise refusal(f"the {kind} is missing")
    try:
        body = verify(kind, signed, key)
        span = day_number(body["expires_on"]) - day_number(body["issued_on"])
    except (SignatureInvalid, DateInvalid, KeyError, TypeError) as error:
        raise refusal(f"the {kind} is not signed or not dated") from error
    if not all(fits(body.get(name, _ABSENT.get(name))) for name, fits in fields.items()):
        raise refusal(f"the {kind} is malformed")
    if not 0 <= span <= days:
        raise refusal(f"the {kind} is valid for too long")
    return body


def check_place(body: Mapping[str, Any], office: Mapping[str, Any], site: str) -> None:
    """Make sure that a statement speaks of this office. Raises OfficeMismatch."""
    if body["site"] != site or body["office"] != office.get("office"):
        raise OfficeMismatch("this was signed for another office or site")


def check_dates(body: Mapping[str, Any], today: str | None, refusal: type[Unvouched]) -> None:
    """Make sure that a statement is in force, unless no day is given. Raises `refusal`."""
    if today is None:
        return
    day = day_number(today)
    if not day_number(body["issued_on"]) - CLOCK_DAYS <= day <= day_number(body["expires_on"]):
        raise refusal("this is not valid today")


def _same(expected: str | None, printed: str) -> bool:
    if expected is None:
        return True
    try:
        return read_fingerprint(expected) == printed
    except ValueError:
        return False


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def is_key(value: object) -> TypeGuard[str]:
    """Whether a value is a public key, or a digest: 64 hexadecimal digits."""
    return isinstance(value, str) and _KEY.fullmatch(value) is not None


def _is_slug(value: object) -> bool:
    return isinstance(value, str) and _SLUG.fullmatch(value) is not None


def _is_epoch(value: object) -> bool:
    return type(value) is int and 1 <= value <= 999_999


def is_recipient(value: object) -> bool:
    """Whether a value is a recipient, in the one form there is for it."""
    try:
        return isinstance(value, str) and str(Recipient.parse(value)) == value
    except AgeError:
        return False


def _is_fingerprint_or_empty(value: object) -> bool:
    return value == "" or (isinstance(value, str) and value.count("-") == 4 and _same(value, value))


def _is_digest_or_empty(value: object) -> bool:
    return value == "" or is_key(value)


_ABSENT = {"recovery": "", "previous": ""}
"""What stands for fields that charters and statements did not have before."""

_CHARTER: Mapping[str, Callable[[Any], bool]] = {
    "site": _is_text,
    "office": _is_text,
    "leaders": lambda value: isinstance(value, list) and all(map(is_key, value)),
    "recovery": _is_digest_or_empty,
}
_STATEMENT: Mapping[str, Callable[[Any], bool]] = {
    "site": _is_text,
    "office": _is_text,
    "name": lambda value: isinstance(value, str) and value != "",
    "epoch": _is_epoch,
    "recipient": is_recipient,
    "answer_key": is_key,
    "authority": lambda value: value == "" or _is_slug(value),
    "authority_fingerprint": _is_fingerprint_or_empty,
    "previous": _is_digest_or_empty,
}
