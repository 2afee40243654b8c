"""The cipher of SLIP-39: four Feistel rounds of PBKDF2-HMAC-SHA256 around a secret.

A wallet's passphrase goes in here. Our sheets have none, so for them this is a permutation that
anybody can undo: what protects the secret is that it is shared, and what protects it from
guessing is that it is random. That is why we ask for no more than the fewest iterations.
"""

import hashlib
from collections.abc import Iterable

_ITERATIONS = 2500
_ROUNDS = range(4)


def encrypt(secret: bytes, salt: bytes, exponent: int, passphrase: bytes = b"") -> bytes:
    """The encrypted form (as long) of a secret of an even number of bytes.

    salt: empty for an extendable backup. exponent: 2500 · 2^exponent iterations a round.
    """
    return _rounds(secret, salt, exponent, passphrase, _ROUNDS)


def decrypt(encrypted: bytes, salt: bytes, exponent: int, passphrase: bytes = b"") -> bytes:
    """What `encrypt` was given. Every passphrase gives something."""
    return _rounds(encrypted, salt, exponent, passphrase, reversed(_ROUNDS))


def _rounds(
    data: bytes, salt: bytes, exponent: int, passphrase: bytes, order: Iterable[int]
) -> bytes:
    half = len(data) // 2
    left, right = data[:half], data[half:]
    for number in order:
        key = bytes([number]) + passphrase
        drawn = hashlib.pbkdf2_hmac("sha256", key, salt + right, _ITERATIONS << exponent, half)
        left, right = right, bytes(a ^ b for a, b in zip(left, drawn, strict=True))
    return right + left
