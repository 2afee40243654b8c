"""The checksum of a sheet: RS1024, a Reed-Solomon code over words (SLIP-39, "Checksum").

It finds every change of up to three words, and misses less than one in a thousand million others.
"""

from collections.abc import Sequence

WORDS = 3
_GENERATORS = (
    0xE0E040,
    0x1C1C080,
    0x3838100,
    0x7070200,
    0xE0E0009,
    0x1C0C2412,
    0x38086C24,
    0x3090FC48,
    0x21B1F890,
    0x3F3F120,
)


def checksum(label: bytes, values: Sequence[int]) -> list[int]:
    """The three values (10 bits each) that follow the values of a sheet."""
    residue = _residue([*label, *values, *[0] * WORDS]) ^ 1
    return [residue >> shift & 1023 for shift in (20, 10, 0)]


def holds(label: bytes, values: Sequence[int]) -> bool:
    """Whether values with their checksum at the end are as they were made."""
    return _residue([*label, *values]) == 1


def _residue(values: Sequence[int]) -> int:
    residue = 1
    for value in values:
        top = residue >> 20
        residue = (residue & 0xFFFFF) << 10 ^ value
        for bit, generator in enumerate(_GENERATORS):
            residue ^= generator if top >> bit & 1 else 0
    return residue
