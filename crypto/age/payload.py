"""The payload of an age v1 file (c2sp.org/age, "Payload"): STREAM in chunks of 64 KiB.

The payload key is used for one file only, because it is derived from a fresh file key and a
fresh nonce; that is why nonces that merely count chunks are safe.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto.age.errors import HeaderInvalid, PayloadInvalid

NONCE_SIZE = 16
CHUNK_SIZE = 65536
TAG_SIZE = 16
SEALED_CHUNK_SIZE = CHUNK_SIZE + TAG_SIZE


def payload_key(file_key: bytes, nonce: bytes) -> bytes:
    """Return the key (32 bytes) of the payload that follows this nonce."""
    if len(nonce) != NONCE_SIZE:
        raise HeaderInvalid("the file ends before its payload")
    return HKDF(SHA256(), length=32, salt=nonce, info=b"payload").derive(file_key)


def chunk_nonce(number: int, *, last: bool) -> bytes:
    """Return the nonce of a chunk: its number in 11 bytes and whether it is the last one."""
    return number.to_bytes(11) + (b"\1" if last else b"\0")


def chunk_count(sealed_size: int) -> int:
    """Return how many chunks a payload of so many sealed bytes (after the nonce) must have.

    Raises PayloadInvalid if no payload has this size: the last chunk may be short, but it is
    empty only when it is the only one.
    """
    count = -(-sealed_size // SEALED_CHUNK_SIZE)
    last = sealed_size - (count - 1) * SEALED_CHUNK_SIZE
    if sealed_size < TAG_SIZE or last < TAG_SIZE or (last == TAG_SIZE and count > 1):
        raise PayloadInvalid("the file is cut short or has something added at its end")
    return count


def seal_payload(plaintext: bytes, file_key: bytes, nonce: bytes) -> bytes:
    """Return the sealed chunks of a plaintext held in memory, without the nonce."""
    cipher = ChaCha20Poly1305(payload_key(file_key, nonce))
    last = max(0, (len(plaintext) - 1) // CHUNK_SIZE)
    view = memoryview(plaintext)
    return b"".join(
        cipher.encrypt(
            chunk_nonce(number, last=number == last),
            view[number * CHUNK_SIZE : (number + 1) * CHUNK_SIZE],
            None,
        )
        for number in range(last + 1)
    )


def open_payload(payload: bytes, file_key: bytes) -> bytes:
    """Open nonce and chunks held in memory. Raises HeaderInvalid or PayloadInvalid."""
    cipher = ChaCha20Poly1305(payload_key(file_key, payload[:NONCE_SIZE]))
    sealed = memoryview(payload)[NONCE_SIZE:]
    last = chunk_count(len(sealed)) - 1
    try:
        return b"".join(
            cipher.decrypt(
                chunk_nonce(number, last=number == last),
                sealed[number * SEALED_CHUNK_SIZE : (number + 1) * SEALED_CHUNK_SIZE],
                None,
            )
            for number in range(last + 1)
        )
    except InvalidTag as error:
        raise changed() from error


def changed() -> PayloadInvalid:
    """Return the refusal of a payload of which a chunk does not verify."""
    return PayloadInvalid("the file was changed or cut short after sealing")
