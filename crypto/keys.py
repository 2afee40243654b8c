"""Secrets with two halves: 32 random bytes give a reading half and a signing half.

HKDF-SHA256 with an empty salt; the kind of secret is part of the label, so that the same bytes
used for two purposes never give the same key.
"""

import hashlib
import secrets

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crypto import typed
from crypto.age import Identity

KINDS = ("trust", "epoch", "member", "case", "reporter", "attachment")
"""Every kind of secret; what each is for is in the key table of docs/threat-model.md."""

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans("ILO", "110")


def new_secret() -> bytes:
    """Return 32 fresh random bytes."""
    return secrets.token_bytes(32)


def reading_half(kind: str, secret: bytes) -> Identity:
    """Return the age identity that opens what is sealed to this secret."""
    return Identity.from_seed(_half(kind, "reading", secret))


def signing_half(kind: str, secret: bytes) -> Ed25519PrivateKey:
    """Return the Ed25519 key that signs in the name of this secret."""
    return Ed25519PrivateKey.from_private_bytes(_half(kind, "signing", secret))


def verify_key(key: Ed25519PrivateKey) -> bytes:
    """Return the 32 public bytes that check this key's signatures."""
    return key.public_key().public_bytes_raw()


def derive(secret: bytes, label: str) -> bytes:
    """Return 32 bytes of HKDF-SHA256 (RFC 5869) with an empty salt and the label as info."""
    return HKDF(SHA256(), length=32, salt=None, info=label.encode()).derive(secret)


def fingerprint(root_key: bytes) -> str:
    """Return the fingerprint of an office's root public key, as printed on its poster.

    The first 100 bits of SHA-256, Crockford base32, five groups of four.
    """
    if len(root_key) != 32:
        raise ValueError("a root public key has 32 bytes")
    return _printed(root_key)


def member_fingerprint(
    *, site: str, office: str, name: str, recipient: str, verify_key: str, root_key: str
) -> str:
    """Return the fingerprint of a member's keys, which a leader compares with the person.

    In the form of an office's, over canonical JSON. site, verify_key: hex; root_key: hex, or empty
    while the office has no keys.
    """
    body = {
        "type": "qingfeng/member",
        "site": site,
        "office": office,
        "name": name,
        "recipient": recipient,
        "verify_key": verify_key,
        "root_key": root_key,
    }
    return _printed(rfc8785.dumps(body))


def _printed(data: bytes) -> str:
    """The first 100 bits of SHA-256 in Crockford's base32, five groups of four."""
    bits = int.from_bytes(hashlib.sha256(data).digest()[:13]) >> 4
    letters = "".join(_CROCKFORD[bits >> shift & 31] for shift in range(95, -1, -5))
    return "-".join(letters[i : i + 4] for i in range(0, 20, 4))


def read_fingerprint(text: str) -> str:
    """Return a typed or pasted fingerprint in its printed form. Raises ValueError.

    Case, spaces and hyphens do not matter; I and L are read as 1 and O as 0 (Crockford).
    """
    letters = "".join(typed.words(text)).upper().translate(_READ_AS)
    if len(letters) != 20 or not set(letters) <= set(_CROCKFORD):
        raise ValueError("a fingerprint has 20 letters and digits")
    return "-".join(letters[i : i + 4] for i in range(0, 20, 4))


def _half(kind: str, half: str, secret: bytes) -> bytes:
    if kind not in KINDS:
        raise ValueError(f"there is no kind of secret called {kind!r}")
    if len(secret) != 32:
        raise ValueError("a secret has 32 bytes")
    return derive(secret, f"qingfeng/{kind}/{half}/1")
