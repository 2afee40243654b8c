"""One sheet: its fields, and the words they are written in (SLIP-39, "Share format").

    id 15 bits · extendable 1 · exponent 4 · group index 4 · group threshold 4 · groups 4
    · index 4 · threshold 4 · value, zeros before it up to whole words · checksum 30

Ten bits make a word. Thresholds and numbers of groups are written less one.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from crypto.shares import checksum
from crypto.shares.errors import ChecksumWrong, SheetForeign, WordsMissing, WordUnknown
from crypto.shares.words import WORDS

FEWEST_WORDS = 20
SHEET_WORDS = 33
"""On a sheet of ours: 256 bits of a secret."""
_HEAD_WORDS = 4
_WIDTHS = (15, 1, 4, 4, 4, 4, 4, 4)
_BY_BEGINNING = {word[:4]: number for number, word in enumerate(WORDS)}


@dataclass(frozen=True)
class Sheet:
    """What the words of a sheet say.

    id: the same on all sheets of one secret. index: from 0; the printed number is one more.
    value: as many bytes as the secret.
    """

    id: int
    extendable: bool
    exponent: int
    group_index: int
    group_threshold: int
    groups: int
    index: int
    threshold: int
    value: bytes

    @property
    def head(self) -> tuple[int, ...]:
        """What all sheets of one secret have in common."""
        fixed = self.id, self.extendable, self.exponent, self.group_threshold, self.groups
        return (*fixed, self.threshold, len(self.value))

    @property
    def salt(self) -> bytes:
        """What the cipher is salted with."""
        return b"" if self.extendable else b"shamir" + self.id.to_bytes(2)

    @property
    def words(self) -> list[str]:
        """The words to print."""
        number = 0
        less_one = self.group_threshold - 1, self.groups - 1, self.index, self.threshold - 1
        fields = self.id, self.extendable, self.exponent, self.group_index, *less_one
        for width, field in zip(_WIDTHS, fields, strict=True):
            number = number << width | field
        value_words = -(-len(self.value) * 8 // 10)
        number = number << 10 * value_words | int.from_bytes(self.value)
        count = _HEAD_WORDS + value_words
        values = [number >> 10 * at & 1023 for at in reversed(range(count))]
        values += checksum.checksum(_label(self.extendable), values)
        return [WORDS[value] for value in values]


def read_sheet(text: str) -> Sheet:
    """What a typed sheet of 33 words says. The first four letters of a word are enough; case,
    numbers and marks between the words do not matter.

    Raises WordUnknown, WordsMissing, ChecksumWrong, SheetForeign.
    """
    values = values_of(text)
    if len(values) != SHEET_WORDS:
        raise WordsMissing(len(values))
    return sheet_of(values)


def values_of(text: str) -> list[int]:
    """The numbers (10 bits) of typed words. Raises WordUnknown."""
    return [_value(position, word) for position, word in enumerate(typed_words(text), 1)]


def typed_words(text: str) -> list[str]:
    """What of a typed text can be words, in small letters."""
    return re.findall("[a-z]+", unicodedata.normalize("NFKC", text).lower())


def _value(position: int, word: str) -> int:
    value = _BY_BEGINNING.get(word[:4])
    if value is None or not WORDS[value].startswith(word):
        raise WordUnknown(position, word)
    return value


def sheet_of(values: Sequence[int]) -> Sheet:
    """The sheet that numbers stand for, of whatever length. Raises as `read_sheet` does."""
    bits = 10 * (len(values) - _HEAD_WORDS - checksum.WORDS)
    if len(values) < FEWEST_WORDS or bits % 16 > 8:
        raise WordsMissing(len(values))
    if not checksum.holds(_label(bool(values[1] >> 4 & 1)), values):
        raise ChecksumWrong("a word of the sheet is wrong")
    number = 0
    for word in values[: -checksum.WORDS]:
        number = number << 10 | word
    size = bits // 16 * 2
    value, head = number & (1 << bits) - 1, number >> bits
    if value >> 8 * size:
        raise SheetForeign("the sheet's padding is not zero")
    return _with_head(head, value.to_bytes(size))


def _with_head(head: int, value: bytes) -> Sheet:
    fields = []
    for width in reversed(_WIDTHS):
        fields.append(head & (1 << width) - 1)
        head >>= width
    threshold, index, groups, group_threshold, group_index, exponent, extendable, id = fields
    if group_threshold > groups:
        raise SheetForeign("the sheet needs more groups than there are")
    common = id, bool(extendable), exponent, group_index, group_threshold + 1, groups + 1
    return Sheet(*common, index, threshold + 1, value)


def _label(extendable: bool) -> bytes:
    return b"shamir_extendable" if extendable else b"shamir"
