"""Native post-quantum recipients and identities (c2sp.org/age, "mlkem768x25519").

HPKE (RFC 9180) in base mode with MLKEM768-X25519 (X-Wing), HKDF-SHA256 and ChaCha20-Poly1305.
"""

import hashlib
import secrets
from collections.abc import Iterable
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from crypto import bech32
from crypto.age.errors import AgeError, HeaderInvalid, NoMatch, UnsupportedRecipient
from crypto.age.header import Header, Stanza, decode_base64, encode_base64

STANZA = "mlkem768x25519"
FILE_KEY_SIZE = 16
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
_INFO = b"age-encryption.org/mlkem768x25519"
_RECIPIENT_PREFIX = "age1pq"
_IDENTITY_PREFIX = "AGE-SECRET-KEY-PQ-"
_MLKEM_KEY_SIZE = 1184
_MLKEM_ENC_SIZE = 1088
_ENC_SIZE = _MLKEM_ENC_SIZE + 32
_WRAPPED_SIZE = FILE_KEY_SIZE + 16


class Recipient:
    """Somebody to seal to: `age1pq1…`, an ML-KEM-768 and an X25519 public key (1216 bytes)."""

    def __init__(self, data: bytes) -> None:
        if len(data) != _MLKEM_KEY_SIZE + 32:
            raise AgeError("this recipient has not the right length")
        try:
            mlkem = MLKEM768PublicKey.from_public_bytes(data[:_MLKEM_KEY_SIZE])
        except ValueError as error:
            raise AgeError("this recipient is not a public key") from error
        curve = X25519PublicKey.from_public_bytes(data[_MLKEM_KEY_SIZE:])
        self._key = MLKEM768X25519PublicKey(mlkem, curve)
        self._data = data

    @classmethod
    def parse(cls, text: str) -> "Recipient":
        """Read a recipient. Raises UnsupportedRecipient for other kinds, or AgeError."""
        prefix, data = _decode(text, "recipient")
        if prefix != _RECIPIENT_PREFIX:
            raise UnsupportedRecipient(f"recipients of the kind {prefix}1… are not supported")
        return cls(data)

    def wrap(self, file_key: bytes) -> Stanza:
        """Return the stanza through which this recipient's identity finds the file key."""
        sealed = _SUITE.encrypt(file_key, self._key, _INFO)
        enc = encode_base64(sealed[:_ENC_SIZE]).decode("ascii")
        return Stanza(STANZA, (enc,), sealed[_ENC_SIZE:])

    def __str__(self) -> str:
        return bech32.encode(_RECIPIENT_PREFIX, self._data)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Recipient) and self._data == other._data

    def __hash__(self) -> int:
        return hash(self._data)


class Identity:
    """Somebody who opens: `AGE-SECRET-KEY-PQ-1…`, a seed of 32 bytes."""

    def __init__(self, seed: bytes) -> None:
        if len(seed) != 32:
            raise AgeError("this identity has not the right length")
        self._seed = seed
        expanded = hashlib.shake_256(seed).digest(96)
        mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
        curve = X25519PrivateKey.from_private_bytes(expanded[64:])
        self._public = mlkem.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
        self._curve = curve
        self._key = MLKEM768X25519PrivateKey(mlkem, curve)

    @classmethod
    def generate(cls) -> "Identity":
        """Return a fresh identity."""
        return cls(secrets.token_bytes(32))

    @classmethod
    def from_seed(cls, seed: bytes) -> "Identity":
        """Return the identity of a seed (32 bytes)."""
        return cls(seed)

    @classmethod
    def parse(cls, text: str) -> "Identity":
        """Read an identity. Raises UnsupportedRecipient for other kinds, or AgeError."""
        prefix, data = _decode(text, "identity")
        if prefix != _IDENTITY_PREFIX:
            raise UnsupportedRecipient(f"identities of the kind {prefix}1… are not supported")
        return cls(data)

    @cached_property
    def recipient(self) -> Recipient:
        """The recipient that this identity opens for."""
        return Recipient(self._public)

    def unwrap(self, stanza: Stanza) -> bytes | None:
        """Return the file key, or None if the stanza is for somebody else.

        Raises HeaderInvalid if the stanza is malformed.
        """
        enc = _read_enc(stanza)
        try:
            # age refuses shares of low order; HPKE itself would only see a wrong key.
            self._curve.exchange(X25519PublicKey.from_public_bytes(enc[_MLKEM_ENC_SIZE:]))
        except ValueError as error:
            raise HeaderInvalid("a recipient stanza holds a share of low order") from error
        try:
            return _SUITE.decrypt(enc + stanza.body, self._key, _INFO)
        except InvalidTag:
            return None

    def __str__(self) -> str:
        return bech32.encode(_IDENTITY_PREFIX, self._seed)

    def __repr__(self) -> str:
        return "Identity(…)"


def unwrap_file_key(header: Header, identities: Iterable[Identity]) -> bytes:
    """Return the file key, with the header's MAC checked.

    Raises UnsupportedRecipient if the file has no stanza of our type, NoMatch if it is sealed to
    somebody else, HeaderInvalid for a malformed stanza, MacMismatch.
    """
    ours = [stanza for stanza in header.stanzas if stanza.type == STANZA]
    if not ours:
        types = ", ".join(dict.fromkeys(stanza.type for stanza in header.stanzas))
        raise UnsupportedRecipient(f"recipients of the kind {types} are not supported")
    for stanza in ours:
        _read_enc(stanza)
    for identity in identities:
        for stanza in ours:
            if (file_key := identity.unwrap(stanza)) is not None:
                header.check_mac(file_key)
                return file_key
    raise NoMatch("the file is sealed to somebody else: this identity does not open it")


def _read_enc(stanza: Stanza) -> bytes:
    if stanza.type != STANZA or len(stanza.arguments) != 1 or len(stanza.body) != _WRAPPED_SIZE:
        raise HeaderInvalid("a recipient stanza is malformed")
    enc = decode_base64(stanza.arguments[0].encode("ascii"))
    if len(enc) != _ENC_SIZE:
        raise HeaderInvalid("a recipient stanza is malformed")
    return enc


def _decode(text: str, what: str) -> tuple[str, bytes]:
    try:
        return bech32.decode(text)
    except bech32.Bech32Invalid as error:
        raise AgeError(f"this {what} is mistyped or incomplete: {error}") from error
