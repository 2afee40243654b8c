"""Sizes that do not speak: plaintext and self-sealed files are padded to a few classes.

Two reports of different length in one class are equal on the wire and in every table.
"""

SIZE_CLASSES = (4096, 8192, 16384, 32768, 65536)
"""Sizes of a padded plaintext, in bytes of UTF-8."""

LEAST_ATTACHMENT = 4096
"""Bytes that the smallest attachment is padded to."""

_HEADER_SIZE = 1627
"""Bytes of an age v1 header with one mlkem768x25519 stanza: it never varies."""
_NONCE_SIZE = 16
_CHUNK_SIZE = 65536
_TAG_SIZE = 16


class TooLong(ValueError):
    """The text or file does not fit the largest size class; it must be shortened or split."""


class PaddingInvalid(ValueError):
    """A file that should carry padding carries none."""


def pad(text: bytes) -> bytes:
    """Add trailing spaces up to the next size class. Raises TooLong above the last one."""
    for size in SIZE_CLASSES:
        if len(text) <= size:
            return text.ljust(size, b" ")
    raise TooLong(f"{len(text)} bytes do not fit {SIZE_CLASSES[-1]}")


def sealed_size(plaintext_size: int) -> int:
    """Return the exact size of the age file with one stanza that holds so many plaintext bytes."""
    chunks = max(1, -(-plaintext_size // _CHUNK_SIZE))
    return _HEADER_SIZE + _NONCE_SIZE + plaintext_size + chunks * _TAG_SIZE


SEALED_SIZES = tuple(sealed_size(size) for size in SIZE_CLASSES)
"""Sizes of a sealed and padded body: the only ones intake accepts."""


def padme(length: int) -> int:
    """Return the size that an attachment of so many bytes is padded to, with zero bytes.

    Padmé (Nikitin et al., PETS 2019, algorithm 1): at most 12 % more, ever less for larger files,
    and the size tells no more than its highest few bits.
    """
    if length <= LEAST_ATTACHMENT:
        return LEAST_ATTACHMENT
    exponent = length.bit_length() - 1
    free = exponent - exponent.bit_length()
    return -(-length >> free) << free


def attachment_size(sealed: int) -> int:
    """Return the padded size of the attachment inside a sealed file of so many bytes.

    Raises PaddingInvalid if no attachment is sealed to this size.
    """
    payload = sealed - _HEADER_SIZE - _NONCE_SIZE
    size = payload - max(1, -(-payload // (_CHUNK_SIZE + _TAG_SIZE))) * _TAG_SIZE
    if size < LEAST_ATTACHMENT or sealed_size(size) != sealed or padme(size) != size:
        raise PaddingInvalid("no attachment has this size")
    return size


def pad_file(sealed: bytes) -> bytes:
    """Pad a file that someone sealed with another tool to one of SEALED_SIZES.

    ISO/IEC 7816-4: one byte 0x80, then zeros. Raises TooLong.
    """
    for size in SEALED_SIZES:
        if len(sealed) < size:
            return (sealed + b"\x80").ljust(size, b"\0")
    raise TooLong(f"{len(sealed)} bytes do not fit {SEALED_SIZES[-1] - 1}")


def unpad_file(padded: bytes) -> bytes:
    """Return what pad_file was given. Raises PaddingInvalid."""
    sealed = padded.rstrip(b"\0")
    if len(padded) not in SEALED_SIZES or not sealed.endswith(b"\x80"):
        raise PaddingInvalid("the file is not padded to a size class")
    return sealed[:-1]
