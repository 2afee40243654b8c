"""Signed statements: flat JSON objects that say who said so.

A statement is signed in its canonical form (RFC 8785) with Ed25519 over `qingfeng/<type>/1`, a
line feed and those bytes, so that no signature can be taken for one of another type. Readers
ignore fields they do not know.
"""

import re
from collections.abc import Mapping
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

TYPES = (
    "charter",
    "statement",
    "roster",
    "answer",
    "message",
    "deletion",
    "head",
    "registration",
    "declaration",
    "draft",
    "index",
    "entry",
    "taking",
    "transfer",
    "transfer_result",
    "task",
    "task_answer",
)
"""What can be signed; each is described in docs/report-format.md or docs/api.md."""

_KEY = re.compile(r"[0-9a-f]{64}")
_SIGNATURE = re.compile(r"[0-9a-f]{128}")


class SignatureInvalid(ValueError):
    """The statement was not signed by this key, or was changed since."""


def canonical(value: Any) -> bytes:
    """Return the canonical JSON of a value (RFC 8785). Raises ValueError if it has none."""
    return rfc8785.dumps(value)


def sign(kind: str, body: Mapping[str, Any], key: Ed25519PrivateKey) -> dict[str, Any]:
    """Return the body with its `signature` (hex). `kind` is one of TYPES."""
    unsigned = _without_signature(body)
    return {**unsigned, "signature": key.sign(_signed_bytes(kind, unsigned)).hex()}


def verify(kind: str, signed: Mapping[str, Any], public_key: bytes | str) -> dict[str, Any]:
    """Return the body without its signature. Raises SignatureInvalid, whatever is wrong."""
    body, signature = _without_signature(signed), signed.get("signature")
    if not isinstance(signature, str) or not _SIGNATURE.fullmatch(signature):
        raise SignatureInvalid(f"the {kind} carries no signature")
    try:
        message = _signed_bytes(kind, body)
        _verify_key(public_key).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError) as error:
        raise SignatureInvalid(f"the signature of the {kind} does not verify") from error
    return body


def _without_signature(signed: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in signed.items() if name != "signature"}


def _signed_bytes(kind: str, body: Mapping[str, Any]) -> bytes:
    if kind not in TYPES:
        raise ValueError(f"there is no statement of the type {kind!r}")
    return f"qingfeng/{kind}/1\n".encode() + canonical(body)


def _verify_key(public_key: bytes | str) -> Ed25519PublicKey:
    if isinstance(public_key, str):
        if not _KEY.fullmatch(public_key):
            raise ValueError("a public key has 64 hexadecimal digits")
        public_key = bytes.fromhex(public_key)
    return Ed25519PublicKey.from_public_bytes(public_key)
