"""What is accepted with a sealed body: every field, always, at its fixed width (docs/api.md).

These requests come from scripts and there are many of them, so they are read by a parser that is
made for the purpose and checked by one pattern a field; docs/decisions/ has the figures.
"""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from flask import request
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from multipart import (
    MultipartError,
    MultipartParser,
    ParserLimitReached,
    parse_options_header,
)
from werkzeug.exceptions import RequestEntityTooLarge

from portal.attachments.claims import MOST_ATTACHMENTS
from portal.days import DELIVERIES

MOST_BYTES = 128 * 1024
IN_MEMORY = {
    "memory_limit": MOST_BYTES,
    "spool_limit": MOST_BYTES,
    "partsize_limit": MOST_BYTES,
    "disk_limit": 0,
}
ATTACHMENTS_WIDTH = MOST_ATTACHMENTS * 36 + MOST_ATTACHMENTS - 1
OFFICE = re.compile(r"(?=.{40}\Z)[a-z0-9-]+ *")
"""A slug, filled up with spaces: whom it goes to must not show in the length of a request."""
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
IDS = rf"{UUID}(?: {UUID}){{0,{MOST_ATTACHMENTS - 1}}}"
NO_IDS = rf" {{{ATTACHMENTS_WIDTH}}}"

ATTACHMENTS = {
    "attachments": re.compile(rf"{NO_IDS}|(?=.{{{ATTACHMENTS_WIDTH}}}\Z){IDS} *"),
}
TOKEN = {"token": re.compile(r"[0-9a-f]{64}")}
WORK = {"challenge": re.compile(r"[0-9a-f]{64}"), "solution": re.compile(r"[0-9a-f]{16}")}
SEALED = WORK | {"epoch": re.compile(r"[0-9]{6}"), "id": re.compile(UUID)}
MESSAGE = SEALED | ATTACHMENTS | TOKEN | {"office": OFFICE}
LOOK_UP = TOKEN | WORK
REPORT = (
    SEALED
    | ATTACHMENTS
    | {
        "office": OFFICE,
        "mailbox_id": re.compile(r"[0-9a-f]{64}"),
        "deliver": re.compile("|".join(DELIVERIES)),
    }
)


class FormInvalid(Exception):
    """A field is missing or malformed; carries the names of such fields."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


def read_fields(patterns: Mapping[str, re.Pattern[str]]) -> tuple[dict[str, str], bytes]:
    """The request's fields and its part `body` (empty if there is none).

    Raises FormInvalid with the names of the fields that are missing or malformed.
    """
    kind, options = parse_options_header(request.headers.get("Content-Type", ""))
    if kind != "multipart/form-data":
        raise FormInvalid(sorted(patterns))
    try:
        stream, length = request.environ["wsgi.input"], request.content_length or 0
        boundary = options.get("boundary", "")
        parser = MultipartParser(stream, boundary, length, "ascii", strict=True, **IN_MEMORY)
        parts = {part.name: part.raw for part in parser}
        # Never by the charset that a part may name: its decoder would be the sender's choice.
        read = {name: parts.get(name, b"").decode("ascii") for name in patterns}
    except ParserLimitReached:
        raise RequestEntityTooLarge from None
    except (MultipartError, UnicodeError):
        raise FormInvalid(sorted(patterns)) from None
    wrong = [name for name, pattern in patterns.items() if not pattern.fullmatch(read[name])]
    if wrong:
        raise FormInvalid(sorted(wrong))
    return read, parts.get("body", b"")


@dataclass(frozen=True)
class SealedForm:
    """A sealed body with its id, its epoch, its work and the ids of its attachments."""

    id: uuid.UUID
    epoch: int
    challenge: bytes
    solution: bytes
    body: bytes
    attachments: tuple[uuid.UUID, ...]


@dataclass(frozen=True)
class ReportForm(SealedForm):
    """A sealed report."""

    office: str
    mailbox_id: bytes
    deliver: str

    @classmethod
    def from_request(cls) -> Self:
        """Read `POST /reports`. Raises FormInvalid."""
        fields, body = read_fields(REPORT)
        return cls(
            **_sealed(fields, body),
            office=fields["office"].rstrip(),
            mailbox_id=bytes.fromhex(fields["mailbox_id"]),
            deliver=fields["deliver"],
        )


@dataclass(frozen=True)
class MessageForm(SealedForm):
    """A sealed message into a mailbox, and the office that it is sealed to."""

    office: str
    token: bytes

    @classmethod
    def from_request(cls) -> Self:
        """Read a request to write into or delete a mailbox. Raises FormInvalid."""
        fields, body = read_fields(MESSAGE)
        return cls(
            **_sealed(fields, body),
            office=fields["office"].rstrip(),
            token=bytes.fromhex(fields["token"]),
        )


class FileForm(FlaskForm):
    """A file sealed with another tool: the one form that works without scripts."""

    class Meta:
        """No token: the public area has no cookie that a foreign page could misuse."""

        csrf = False

    sealed = FileField(validators=[FileRequired()])

    @classmethod
    def from_request(cls) -> bytes:
        """The file of `POST /o/<office>/sealed`. Raises FormInvalid."""
        form = cls()
        body: bytes = form.sealed.data.read() if form.validate() else b""
        if not body:
            raise FormInvalid(["sealed"])
        return body


@dataclass(frozen=True)
class LookUpForm:
    """A token to look a mailbox up with; the work for it is as if it were a body."""

    body: bytes
    challenge: bytes
    solution: bytes

    @property
    def id(self) -> uuid.UUID:
        """The first 16 bytes of the mailbox id, which is SHA-256 of the token."""
        return uuid.UUID(bytes=hashlib.sha256(self.body).digest()[:16])

    @classmethod
    def from_request(cls) -> Self:
        """Read `POST /mailbox`. Raises FormInvalid."""
        fields, _body = read_fields(LOOK_UP)
        return cls(*(bytes.fromhex(fields[name]) for name in ("token", "challenge", "solution")))


def _sealed(fields: dict[str, str], body: bytes) -> dict[str, Any]:
    if not body:
        raise FormInvalid(["body"])
    return {
        "id": uuid.UUID(fields["id"]),
        "epoch": int(fields["epoch"]),
        "challenge": bytes.fromhex(fields["challenge"]),
        "solution": bytes.fromhex(fields["solution"]),
        "body": body,
        "attachments": read_ids(fields["attachments"]),
    }


def read_ids(text: str) -> tuple[uuid.UUID, ...]:
    """The ids of a field `attachments`, each once. Raises FormInvalid."""
    ids = tuple(map(uuid.UUID, text.split()))
    if len(set(ids)) < len(ids):
        raise FormInvalid(["attachments"])
    return ids
