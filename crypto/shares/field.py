"""Arithmetic of SLIP-39: bytes as elements of GF(2^8), and curves through points.

The field is Rijndael's, reduced by x^8 + x^4 + x^3 + x + 1. Times depend on the values: sheets
are joined by their own trustees on their own machine, where nobody measures.
"""

from collections.abc import Mapping

_REDUCER = 0x11B


def _powers() -> tuple[int, ...]:
    powers, value = [], 1
    for _ in range(255):
        powers.append(value)
        value ^= value << 1
        value = value ^ _REDUCER if value >> 8 else value
    return tuple(powers)


_EXP = _powers()
_LOG = {value: power for power, value in enumerate(_EXP)}


def interpolate(points: Mapping[int, bytes], x: int) -> bytes:
    """The value at x of the curve of lowest degree through points (x → bytes of equal length)."""
    if x in points:
        return points[x]
    total = bytes(len(next(iter(points.values()))))
    for xi, value in points.items():
        # Lagrange: the product of (x - xj) / (xi - xj), as a sum of logarithms.
        weight = sum(_LOG[x ^ xj] - _LOG[xi ^ xj] for xj in points if xj != xi)
        total = bytes(a ^ _times(b, weight) for a, b in zip(total, value, strict=True))
    return total


def _times(value: int, log: int) -> int:
    return _EXP[(_LOG[value] + log) % 255] if value else 0
