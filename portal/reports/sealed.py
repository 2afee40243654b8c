"""What intake looks at in a sealed file: its form, never its words."""

from __future__ import annotations

from crypto import age
from crypto.padding import SEALED_SIZES

STANZA = "mlkem768x25519"
PAYLOAD_TAG = 16


class NotSealed(Exception):
    """This is not an age v1 file with the recipients a sealed file of ours has."""


class TooManyRecipients(Exception):
    """The file is sealed to more than one recipient."""


class SizeWrong(Exception):
    """The file is not padded to one of the size classes."""


def check_structure(sealed: bytes, *, recipients: int = 1) -> None:
    """Refuse what is not an age v1 file with exactly that many post-quantum stanzas.

    Raises NotSealed or TooManyRecipients (cryptography.md, invariant 2).
    """
    try:
        header = age.read_header(sealed)
    except age.AgeError:
        raise NotSealed from None
    stanzas = header.stanzas
    if any(stanza.type != STANZA for stanza in stanzas) or len(stanzas) < recipients:
        raise NotSealed
    if len(stanzas) > recipients:
        raise TooManyRecipients
    if len(sealed) < header.payload_offset + PAYLOAD_TAG:
        raise NotSealed


def check_report(sealed: bytes) -> None:
    """Refuse what is not one sealed, padded body. Raises as check_structure, and SizeWrong."""
    check_structure(sealed)
    if len(sealed) not in SEALED_SIZES:
        raise SizeWrong


def check_file(sealed: bytes) -> None:
    """Refuse what is not one sealed file of less than 64 KiB in clear: padding needs its byte.

    Raises as check_structure, and SizeWrong.
    """
    check_structure(sealed)
    if len(sealed) >= max(SEALED_SIZES):
        raise SizeWrong
