"""What is accepted of an upload: a form to begin it, headers beside the bytes of its parts."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from typing import Self

from flask import request

from portal.attachments.parts import PART_SIZE
from portal.attachments.service import Upload, UploadUnknown
from portal.reports.challenge import WorkMissing
from portal.reports.forms import OFFICE, UUID, WORK, read_fields

SECRET = re.compile(r"[0-9a-f]{64}")
UPLOAD = WORK | {
    "office": OFFICE,
    "id": re.compile(UUID),
    "secret": SECRET,
    "size": re.compile(r"[0-9]{12}"),
}
BEARER = re.compile(rf"Bearer ({SECRET.pattern})")
PART_WORK = re.compile(r"([0-9a-f]{64}):([0-9a-f]{16})")


@dataclass(frozen=True)
class UploadForm:
    """An upload that begins, with the work for its first parts."""

    office: str
    upload: Upload
    challenge: bytes
    solution: bytes

    @property
    def id(self) -> uuid.UUID:
        """The id the work is for."""
        return self.upload.id

    @property
    def body(self) -> bytes:
        """The bytes the work is for: the secret and the size, 32 and 8 bytes."""
        return self.upload.secret + self.upload.size.to_bytes(8, "big")

    @classmethod
    def from_request(cls) -> Self:
        """Read `POST /attachments`. Raises FormInvalid."""
        fields, _body = read_fields(UPLOAD)
        secret = bytes.fromhex(fields["secret"])
        return cls(
            fields["office"].rstrip(),
            Upload(uuid.UUID(fields["id"]), secret, int(fields["size"])),
            bytes.fromhex(fields["challenge"]),
            bytes.fromhex(fields["solution"]),
        )


@dataclass(frozen=True)
class PaidPart:
    """The bytes of a part that pays for its group, with their work."""

    id: uuid.UUID
    body: bytes
    challenge: bytes
    solution: bytes

    @classmethod
    def from_request(cls, id: uuid.UUID, data: bytes) -> Self:
        """Read the header `Qingfeng-Work`. Raises WorkMissing."""
        given = PART_WORK.fullmatch(request.headers.get("Qingfeng-Work", ""))
        if given is None:
            raise WorkMissing
        return cls(id, data, bytes.fromhex(given[1]), bytes.fromhex(given[2]))


def read_bearer() -> bytes:
    """The secret or ticket of a request, from its header `Authorization`. Raises UploadUnknown."""
    given = BEARER.fullmatch(request.headers.get("Authorization", ""))
    if given is None:
        raise UploadUnknown
    return bytes.fromhex(given[1])


def read_part() -> bytes:
    """The bytes of a part. Raises RequestEntityTooLarge if there are too many."""
    request.max_content_length = PART_SIZE
    return request.get_data(cache=False)
