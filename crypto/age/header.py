"""The header of an age v1 file (c2sp.org/age, "Header"), read without any tolerance.

What is accepted is exactly what would be written again: any other reading would let a file be
changed without its MAC noticing.
"""

import base64
import binascii
import hmac
import re
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto.age.errors import HeaderInvalid, MacMismatch

MAX_HEADER_SIZE = 1 << 20
"""Bytes. About 600 recipients; a longer header is refused instead of being held in memory."""

_VERSION = b"age-encryption.org/v1"
_COLUMNS = 64
_ARGUMENT = re.compile(rb"[\x21-\x7e]+")
_BASE64 = re.compile(rb"[A-Za-z0-9+/]*")


@dataclass(frozen=True)
class Stanza:
    """One recipient of a file: its type, arguments and the body that wraps the file key."""

    type: str
    arguments: tuple[str, ...]
    body: bytes


@dataclass(frozen=True)
class Header:
    """A header as it was read."""

    stanzas: tuple[Stanza, ...]
    mac: bytes
    payload_offset: int
    signed: bytes
    """The bytes that the MAC covers: up to and with the three hyphens."""

    def check_mac(self, file_key: bytes) -> None:
        """Raise MacMismatch unless the header is the one the holder of the file key wrote."""
        if not hmac.compare_digest(self.mac, _mac(self.signed, file_key)):
            raise MacMismatch("the header was changed after sealing")


def read_header(data: bytes) -> Header:
    """Read the header at the beginning of a file; what follows it is not looked at.

    Raises HeaderInvalid.
    """
    lines = _Lines(data)
    if lines.next() != _VERSION:
        raise HeaderInvalid("this is not an age v1 file")
    stanzas = []
    while not (line := lines.next()).startswith(b"---"):
        stanzas.append(_read_stanza(line, lines))
    if not stanzas:
        raise HeaderInvalid("the header names no recipient")
    if len(stanzas) > 1 and any(stanza.type == "scrypt" for stanza in stanzas):
        raise HeaderInvalid("a passphrase stanza must stand alone")
    mac = decode_base64(line[4:])
    if line[3:4] != b" " or len(mac) != 32:
        raise HeaderInvalid("the header does not end with its MAC")
    signed = data[: lines.offset - len(line) - 1 + 3]
    return Header(tuple(stanzas), mac, lines.offset, signed)


def write_header(stanzas: Sequence[Stanza], file_key: bytes) -> bytes:
    """Return the header of a new file."""
    parts = [_VERSION, b"\n"]
    for stanza in stanzas:
        parts += [" ".join(("->", stanza.type, *stanza.arguments)).encode("ascii"), b"\n"]
        body = encode_base64(stanza.body)
        # The last line is always shorter than the others, if need be empty.
        for start in range(0, len(body) + 1, _COLUMNS):
            parts += [body[start : start + _COLUMNS], b"\n"]
    signed = b"".join([*parts, b"---"])
    return signed + b" " + encode_base64(_mac(signed, file_key)) + b"\n"


def encode_base64(data: bytes) -> bytes:
    """Encode in standard base64 without padding, as age does everywhere."""
    return base64.b64encode(data).rstrip(b"=")


def decode_base64(text: bytes) -> bytes:
    """Decode unpadded base64 of which there is one way only to write it, or HeaderInvalid."""
    try:
        data = binascii.a2b_base64(text + b"=" * (-len(text) % 4), strict_mode=True)
    except binascii.Error as error:
        raise HeaderInvalid("the header holds something that is not base64") from error
    # Bits that carry nothing must be zero.
    if not _BASE64.fullmatch(text) or encode_base64(data) != text:
        raise HeaderInvalid("the header holds base64 that is not canonical")
    return data


class _Lines:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self.offset = 0

    def next(self) -> bytes:
        end = self._data.find(b"\n", self.offset, MAX_HEADER_SIZE)
        if end < 0:
            raise HeaderInvalid("the header does not end")
        line = self._data[self.offset : end]
        self.offset = end + 1
        return line


def _read_stanza(first: bytes, lines: _Lines) -> Stanza:
    arrow, *arguments = first.split(b" ")
    if arrow != b"->" or not arguments or not all(map(_ARGUMENT.fullmatch, arguments)):
        raise HeaderInvalid("a recipient stanza is malformed")
    body = b""
    while True:
        line = lines.next()
        if len(line) > _COLUMNS:
            raise HeaderInvalid("a line of a recipient stanza is too long")
        body += decode_base64(line)
        if len(line) < _COLUMNS:
            break
    kind, *rest = (argument.decode("ascii") for argument in arguments)
    return Stanza(kind, tuple(rest), body)


def _mac(signed: bytes, file_key: bytes) -> bytes:
    key = HKDF(SHA256(), length=32, salt=None, info=b"header").derive(file_key)
    return hmac.digest(key, signed, "sha256")
