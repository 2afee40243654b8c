"""age v1 files with post-quantum recipients: the one format of everything sealed.

The specification is c2sp.org/age; any age of version 1.3 or later opens what is written here.
Armor (the text form) is not supported and refused as a header that is not one. age does not say
who sealed a file: what must not be forged is signed inside (crypto.statements).
"""

import secrets
from collections.abc import Iterable, Sequence

from crypto.age.errors import (
    AgeError,
    HeaderInvalid,
    MacMismatch,
    NoMatch,
    PayloadInvalid,
    UnsupportedRecipient,
)
from crypto.age.header import Header, Stanza, read_header, write_header
from crypto.age.payload import NONCE_SIZE, open_payload, seal_payload
from crypto.age.recipients import FILE_KEY_SIZE, Identity, Recipient, unwrap_file_key
from crypto.age.streams import open_stream, seal_stream

__all__ = [
    "AgeError",
    "Header",
    "HeaderInvalid",
    "Identity",
    "MacMismatch",
    "NoMatch",
    "PayloadInvalid",
    "Recipient",
    "Stanza",
    "UnsupportedRecipient",
    "open_sealed",
    "open_stream",
    "read_header",
    "seal",
    "seal_stream",
]


def seal(data: bytes, recipients: Sequence[Recipient]) -> bytes:
    """Return an age file of the data that each of the recipients can open."""
    if not recipients:
        raise AgeError("a file must be sealed to somebody")
    file_key, nonce = secrets.token_bytes(FILE_KEY_SIZE), secrets.token_bytes(NONCE_SIZE)
    header = write_header([recipient.wrap(file_key) for recipient in recipients], file_key)
    return header + nonce + seal_payload(data, file_key, nonce)


def open_sealed(data: bytes, identities: Iterable[Identity]) -> bytes:
    """Return what an age file holds, if one of the identities opens it and all of it verifies.

    Raises HeaderInvalid, UnsupportedRecipient, NoMatch, MacMismatch or PayloadInvalid.
    """
    header = read_header(data)
    file_key = unwrap_file_key(header, identities)
    return open_payload(data[header.payload_offset :], file_key)
