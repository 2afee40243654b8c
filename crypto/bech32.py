"""Bech32 (BIP 173) without its length limit, as age writes recipients and identities.

A post-quantum recipient has about 2,000 characters, so the 90-character limit of BIP 173
cannot hold; the checksum is kept.
"""

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)}
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM = 6


class Bech32Invalid(ValueError):
    """The text is not Bech32: wrong letter, mixed case, wrong checksum or wrong padding."""


def encode(hrp: str, data: bytes) -> str:
    """Encode bytes under a human-readable prefix. An upper-case prefix gives an upper-case text."""
    if not _prefix_fits(hrp):
        raise Bech32Invalid("the prefix must be printable ASCII in one case")
    prefix = hrp.lower()
    words = _regroup(data, 8, 5, pad=True)
    polymod = _polymod(_expand(prefix) + words + [0] * _CHECKSUM) ^ 1
    checksum = [(polymod >> 5 * (5 - i)) & 31 for i in range(_CHECKSUM)]
    text = prefix + "1" + "".join(_ALPHABET[word] for word in words + checksum)
    return text.upper() if hrp != prefix else text


def decode(text: str) -> tuple[str, bytes]:
    """Return the prefix, in the case it was written in, and the bytes. Raises Bech32Invalid."""
    lower = text.lower()
    if text not in (lower, text.upper()) or not text.isascii():
        raise Bech32Invalid("upper and lower case are mixed")
    prefix, separator, letters = lower.rpartition("1")
    if not separator or not _prefix_fits(prefix) or len(letters) < _CHECKSUM:
        raise Bech32Invalid("there is no prefix, or the text is too short")
    try:
        words = [_VALUES[letter] for letter in letters]
    except KeyError as unknown:
        raise Bech32Invalid("a letter is not of the Bech32 alphabet") from unknown
    if _polymod(_expand(prefix) + words) != 1:
        raise Bech32Invalid("the checksum is wrong: a letter is mistyped or missing")
    return text[: len(prefix)], bytes(_regroup(words[:-_CHECKSUM], 5, 8, pad=False))


def _prefix_fits(hrp: str) -> bool:
    printable = all("!" <= letter <= "~" for letter in hrp)
    return bool(hrp) and printable and hrp in (hrp.lower(), hrp.upper())


def _expand(prefix: str) -> list[int]:
    codes = prefix.encode("ascii")
    return [code >> 5 for code in codes] + [0] + [code & 31 for code in codes]


def _polymod(words: list[int]) -> int:
    check = 1
    for word in words:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ word
        for bit, generator in enumerate(_GENERATOR):
            if top >> bit & 1:
                check ^= generator
    return check


def _regroup(data: bytes | list[int], source: int, target: int, *, pad: bool) -> list[int]:
    pending = bits = 0
    groups = []
    for value in data:
        pending = (pending << source | value) & 0xFFFF
        bits += source
        while bits >= target:
            bits -= target
            groups.append(pending >> bits & ((1 << target) - 1))
    rest = pending & ((1 << bits) - 1)
    if pad:
        return [*groups, rest << target - bits] if bits else groups
    if bits >= source or rest:
        raise Bech32Invalid("the padding is not zero")
    return groups
