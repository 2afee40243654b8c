"""A secret on sheets of paper, some of which give it back (Shamir's secret sharing, SLIP-39).

One group, no passphrase, extendable. A secret of 32 bytes makes sheets of 33 words.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Sequence

from crypto.shares.cipher import decrypt, encrypt
from crypto.shares.errors import SheetForeign, SheetsDiffer, SheetTwice, TooFewSheets
from crypto.shares.field import interpolate
from crypto.shares.sheet import Sheet

MOST_SHEETS = 16
SECRET = 32
_EXPONENT = 0
_SECRET_AT = 255
_DIGEST_AT = 254
_DIGEST = 4


def split(
    secret: bytes,
    threshold: int,
    count: int,
    random_bytes: Callable[[int], bytes] = secrets.token_bytes,
) -> list[list[str]]:
    """The words of `count` sheets, any `threshold` of which give the secret (32 bytes) back.

    Raises ValueError unless 1 ≤ threshold ≤ count ≤ 16, and, as SLIP-39 asks, for several sheets
    each of which would do alone: that is one sheet, copied.
    """
    if len(secret) != SECRET or not 1 <= threshold <= count <= MOST_SHEETS:
        raise ValueError("a secret has 32 bytes and goes on up to 16 sheets")
    if threshold == 1 < count:
        raise ValueError("several sheets each of which does alone are one sheet, copied")
    id = int.from_bytes(random_bytes(2)) & 0x7FFF
    encrypted = encrypt(secret, b"", _EXPONENT)
    points = _points(encrypted, threshold, random_bytes)
    values = [interpolate(points, index) for index in range(count)]
    return [
        Sheet(id, True, _EXPONENT, 0, 1, 1, index, threshold, value).words
        for index, value in enumerate(values)
    ]


def _points(
    encrypted: bytes, threshold: int, random_bytes: Callable[[int], bytes]
) -> dict[int, bytes]:
    """As many points as determine the curve: random ones, the digest's and the secret's."""
    if threshold == 1:
        return {0: encrypted}
    drawn = {index: random_bytes(SECRET) for index in range(threshold - 2)}
    salt = random_bytes(SECRET - _DIGEST)
    return {**drawn, _DIGEST_AT: _digest(salt, encrypted) + salt, _SECRET_AT: encrypted}


def join(sheets: Sequence[Sheet]) -> bytes:
    """The secret (32 bytes) on sheets that `read_sheet` has read, in any order; more than needed
    are checked against each other. Raises SheetForeign, SheetsDiffer, SheetTwice, TooFewSheets.
    """
    for sheet in sheets:
        if len(sheet.value) != SECRET:
            raise SheetForeign("the secret on this sheet does not have 32 bytes")
    encrypted = combine(sheets)
    return decrypt(encrypted, sheets[0].salt, sheets[0].exponent)


def combine(sheets: Sequence[Sheet]) -> bytes:
    """The encrypted secret on sheets of one group. Raises as `join` does."""
    if not sheets:
        raise TooFewSheets(1)
    if any(sheet.groups > 1 for sheet in sheets):
        raise SheetForeign("sheets in several groups are not joined here")
    if len({sheet.head for sheet in sheets}) > 1:
        raise SheetsDiffer("the sheets are not of one secret")
    points: dict[int, bytes] = {}
    for sheet in sheets:
        if sheet.index in points:
            raise SheetTwice(sheet.index + 1)
        points[sheet.index] = sheet.value
    threshold = sheets[0].threshold
    if len(points) < threshold:
        raise TooFewSheets(threshold - len(points))
    return _secret_of(points, threshold)


def _secret_of(points: dict[int, bytes], threshold: int) -> bytes:
    encrypted = interpolate(points, _SECRET_AT)
    if threshold == 1:
        if len(set(points.values())) > 1:
            raise SheetsDiffer("the sheets are not of one secret")
        return encrypted
    shared = interpolate(points, _DIGEST_AT)
    if not hmac.compare_digest(shared[:_DIGEST], _digest(shared[_DIGEST:], encrypted)):
        raise SheetsDiffer("the sheets do not lie on one curve")
    return encrypted


def _digest(salt: bytes, encrypted: bytes) -> bytes:
    return hmac.digest(salt, encrypted, hashlib.sha256)[:_DIGEST]
