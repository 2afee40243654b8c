"""The receipt code (查询码): 24 digits that are all a reporter needs to come back.

23 random digits and a Damm check digit (H. M. Damm, Totally anti-symmetric quasigroups, 2004),
which catches every single mistyped digit and every swap of neighbours. The code is never sent;
the server knows only the mailbox id, two one-way steps away.
"""

import hashlib
import re
import secrets

from argon2.low_level import Type, hash_secret_raw

from crypto import typed
from crypto.keys import derive

_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_RANDOM_DIGITS = 23
_CODE = re.compile(r"[0-9]{24}")


class Mistyped(ValueError):
    """The code is not a receipt code: too short, too long, or a digit is wrong."""


def new_code() -> str:
    """Return a fresh code: 24 digits, the last one a check digit."""
    digits = "".join(secrets.choice("0123456789") for _ in range(_RANDOM_DIGITS))
    return digits + check_digit(digits)


def check_digit(digits: str) -> str:
    """Return the Damm check digit of a row of digits."""
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return str(interim)


def parse(text: str) -> str:
    """Return the 24 digits of a typed code; spaces, hyphens and full-width digits are welcome.

    Raises Mistyped, before anything derived from the code is sent anywhere.
    """
    code = "".join(typed.words(text))
    if not _CODE.fullmatch(code):
        raise Mistyped("a receipt code has 24 digits")
    if check_digit(code) != "0":
        raise Mistyped("a digit of the receipt code is wrong")
    return code


def show(code: str) -> str:
    """Return the code in groups of four, for reading and writing down."""
    return " ".join(code[i : i + 4] for i in range(0, len(code), 4))


def reporter_secret(code: str, site: bytes) -> bytes:
    """Return the reporter's secret (32 bytes) of a code at a site (its id, 16 bytes).

    Argon2id over the 23 random digits, 19 MiB and two passes: what a phone of 2015 can do in
    about a second. 76 random bits make guessing hopeless, the work only adds to it.
    """
    return hash_secret_raw(
        parse(code)[:_RANDOM_DIGITS].encode("ascii"),
        hashlib.sha256(b"qingfeng/receipt/1" + site).digest()[:16],
        time_cost=2,
        memory_cost=19456,
        parallelism=1,
        hash_len=32,
        type=Type.ID,
    )


def mailbox_token(secret: bytes) -> bytes:
    """Return the 32 bytes that open the mailbox at the server, and nothing else."""
    return derive(secret, "qingfeng/mailbox/token/1")


def mailbox_id(token: bytes) -> bytes:
    """Return the id (32 bytes) under which the server keeps the mailbox."""
    return hashlib.sha256(token).digest()
