"""Sheets (分片): a secret on paper, k of n of which give it back (SLIP-39)."""

from crypto.shares.errors import (
    ChecksumWrong,
    SheetForeign,
    SheetRefused,
    SheetsDiffer,
    SheetTwice,
    TooFewSheets,
    WordsMissing,
    WordUnknown,
)
from crypto.shares.sharing import MOST_SHEETS, join, split
from crypto.shares.sheet import Sheet, read_sheet

__all__ = [
    "MOST_SHEETS",
    "ChecksumWrong",
    "Sheet",
    "SheetForeign",
    "SheetRefused",
    "SheetTwice",
    "SheetsDiffer",
    "TooFewSheets",
    "WordUnknown",
    "WordsMissing",
    "join",
    "read_sheet",
    "split",
]
