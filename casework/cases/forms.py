"""What is accepted about cases: sealed files, the names they are sealed to, versions."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Self, TypeVar

from casework.cases.models import REASONS
from casework.feedback.forms import ANSWER, AnswerForm
from casework.forms import UUID, from_base64, given_json
from casework.members.forms import NAME
from portal.reports.forms import FormInvalid, read_ids

REASON = re.compile("|".join(REASONS))
BASE64 = re.compile(r"[A-Za-z0-9+/]{1,900000}={0,2}")
MOST_MEMBERS = 200
MOST_LETTERS = 400
T = TypeVar("T")


@dataclass(frozen=True)
class GrantForm:
    """A case's secret, sealed to a member of this name."""

    member: str
    sealed: bytes


@dataclass(frozen=True)
class RecusalForm:
    """Who has no part in a case, and why."""

    member: str
    reason: str


@dataclass(frozen=True)
class LetterForm:
    """A reporter's letter of this id, sealed anew to the case."""

    id: uuid.UUID
    sealed: bytes


@dataclass(frozen=True)
class SecretForm:
    """A case under a secret: its registration, its recovery, its grants; an answer that tells.

    version: of the secret, from 1.
    """

    version: int
    sealed: bytes
    recovery: bytes
    grants: Sequence[GrantForm]
    answer: AnswerForm | None


@dataclass(frozen=True)
class RegistrationForm:
    """A report that becomes a case (`POST /casework/reports/<id>/case`)."""

    id: uuid.UUID
    secret: SecretForm
    letters: Sequence[LetterForm]
    recusals: Sequence[RecusalForm]

    @classmethod
    def from_request(cls) -> Self:
        """Raises FormInvalid."""
        return cls.read(read_object())

    @classmethod
    def read(cls, given: dict[str, Any]) -> Self:
        """Raises FormInvalid."""
        return cls(
            uuid.UUID(text(given, "id", UUID)),
            read_secret(given, version=1),
            each(given, "letters", read_letter, MOST_LETTERS),
            each(given, "recusals", read_recusal, MOST_MEMBERS),
        )


def read_object() -> dict[str, Any]:
    """The request's JSON object. Raises FormInvalid."""
    given = given_json()
    if not isinstance(given, dict):
        raise FormInvalid(["json"])
    return given


def text(given: Any, name: str, pattern: re.Pattern[str]) -> str:
    """A text of an object. Raises FormInvalid."""
    value = given.get(name) if isinstance(given, dict) else None
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise FormInvalid([name])
    return value


def number(given: dict[str, Any], name: str) -> int:
    """A version of an object, from 1. Raises FormInvalid."""
    value = given.get(name)
    if type(value) is not int or not 1 <= value < 10**6:
        raise FormInvalid([name])
    return value


def each(given: dict[str, Any], name: str, read: Callable[[Any], T], most: int) -> list[T]:
    """The entries of a list. Raises FormInvalid."""
    values = given.get(name)
    if not isinstance(values, list) or len(values) > most:
        raise FormInvalid([name])
    return [read(value) for value in values]


def read_secret(given: Any, version: int | None = None) -> SecretForm:
    """A case under a new secret. Raises FormInvalid."""
    if not isinstance(given, dict):
        raise FormInvalid(["rekey"])
    return SecretForm(
        version or number(given, "version"),
        read_sealed(given, "sealed"),
        read_sealed(given, "recovery"),
        read_grants(given),
        read_answer(given.get("answer")),
    )


def read_grants(given: dict[str, Any]) -> list[GrantForm]:
    """The grants of an object, one for each member at most. Raises FormInvalid."""
    grants = each(given, "grants", read_grant, MOST_MEMBERS)
    if len({grant.member for grant in grants}) < len(grants):
        raise FormInvalid(["grants"])
    return grants


def read_grant(value: Any) -> GrantForm:
    """One grant. Raises FormInvalid."""
    return GrantForm(text(value, "member", NAME), read_sealed(value, "sealed"))


def read_recusal(value: Any) -> RecusalForm:
    """One recusal. Raises FormInvalid."""
    return RecusalForm(text(value, "member", NAME), text(value, "reason", REASON))


def read_letter(value: Any) -> LetterForm:
    """One letter. Raises FormInvalid."""
    return LetterForm(uuid.UUID(text(value, "id", UUID)), read_sealed(value, "sealed"))


def read_answer(value: Any) -> AnswerForm | None:
    """An answer to the reporter, where there is a mailbox. Raises FormInvalid."""
    if value is None:
        return None
    fields = {name: text(value, name, pattern) for name, pattern in ANSWER.items()}
    sealed, attached = read_sealed(value, "sealed"), read_ids(fields["attachments"])
    return AnswerForm(uuid.UUID(fields["id"]), int(fields["seq"]), sealed, attached)


def read_sealed(given: Any, name: str) -> bytes:
    """A sealed file in base64. Raises FormInvalid."""
    return from_base64(name, text(given, name, BASE64))
