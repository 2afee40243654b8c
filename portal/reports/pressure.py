"""How many bodies come in just now, and how much more work that asks of everybody.

A number in memory, for this process alone: no address, no time, no trace of whose they were. It
fades within minutes (decisions/0009).
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, exp, log2
from time import monotonic

FADE = 60.0
"""Seconds after which a body counts for 1/e: a steady stream counts as its bodies a minute."""
MOST_BITS = 8
"""Never more than 256 times the work: an old phone must still get through."""


class Pressure:
    """The stream of stored bodies that cost their senders work.

    busy: bodies a minute up to which nothing changes; 0 for never. clock: seconds, steady.
    """

    def __init__(self, busy: int, clock: Callable[[], float] = monotonic) -> None:
        self.busy = busy
        self.clock = clock
        self.level = 0.0
        self.counted_at = clock()

    def count(self) -> None:
        """One more body was stored."""
        self.level, self.counted_at = self._faded() + 1, self.clock()

    def bits(self) -> int:
        """Bits of work to ask for beside the usual: one more for each doubling past `busy`."""
        level = self._faded()
        if self.busy == 0 or level <= self.busy:
            return 0
        return min(MOST_BITS, ceil(log2(level / self.busy)))

    def _faded(self) -> float:
        return self.level * exp((self.counted_at - self.clock()) / FADE)
