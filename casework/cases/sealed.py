"""What the server looks at in a case's sealed files: their form and size, never their words."""

from __future__ import annotations

from crypto.padding import SIZE_CLASSES, sealed_size
from portal.reports.sealed import SizeWrong, check_structure

CASE_CLASSES = (*SIZE_CLASSES, 131072, 262144, 524288)
"""Sizes of a padded plaintext that holds a whole report or letter as text, in bytes."""
CASE_SIZES = frozenset(map(sealed_size, CASE_CLASSES))
SECRET_SIZE = sealed_size(32)
"""Size of a sealed secret: a grant or a recovery."""


def check_case(sealed: bytes) -> None:
    """Refuse what is not padded and sealed to one recipient: a registration, a letter's copy.

    Raises NotSealed, TooManyRecipients, SizeWrong.
    """
    check_structure(sealed)
    if len(sealed) not in CASE_SIZES:
        raise SizeWrong


def check_secret(sealed: bytes) -> None:
    """Refuse what is not a secret, sealed to one recipient. Raises as check_case."""
    check_structure(sealed)
    if len(sealed) != SECRET_SIZE:
        raise SizeWrong
