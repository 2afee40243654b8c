"""Whether a chain is whole: every entry computed again, in order, in constant memory.

What is stored can be changed by whoever keeps the server. An entry that was changed no longer gives
its digest; one that was replaced is not the one the next entry holds on to; a tail that was cut, or
a chain written anew, is not what members' browsers have signed (cryptography.md, Invariants).
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from casework.audit.chain import START, digest


class Stored(NamedTuple):
    """An entry as it is stored; facts: JSON, as text."""

    seq: int
    at: str
    member: str
    act: str
    subject: str
    facts: str
    previous: bytes
    digest: bytes


class Seen(NamedTuple):
    """The chain's end as a member's browser signed it; genuine: the signature holds."""

    seq: int
    digest: bytes
    member: str
    signed_on: str
    genuine: bool = True


class End(NamedTuple):
    """Where a chain ends: number and digest of the last entry."""

    seq: int
    digest: bytes


class Broken(NamedTuple):
    """The first entry that is wrong, and how.

    changed: it does not give its digest. missing: it is not there. replaced: the next entry was
    written after another one. misplaced: it stands at the number `at`. rewritten: `seen` was signed
    over another one. cut: `seen`, or the row that says where the chain ends, knows of it. end: that
    row says something else. forged: `seen` was not signed by whom it names.
    """

    seq: int
    kind: str
    seen: Seen | None = None
    at: int = 0


@dataclass
class Check:
    """A chain that is being read. last: the end of what was read and found whole so far."""

    office_id: uuid.UUID
    seen: Iterator[Seen]
    last: End = field(default_factory=lambda: End(0, START))

    def __post_init__(self) -> None:
        self._next = next(self.seen, None)

    def run(self, entries: Iterable[Stored], end: End | None) -> Broken | None:
        """The first entry that is wrong, if any. entries, seen: by number, upwards."""
        for entry in entries:
            broken = self._break_at(entry)
            if broken is not None:
                return broken
            self.last = End(entry.seq, entry.digest)
            broken = self._unlike_seen()
            if broken is not None:
                return broken
        return self._beyond(end)

    def _break_at(self, entry: Stored) -> Broken | None:
        due = self.last.seq + 1
        if entry.seq != due:
            return Broken(due, "missing")
        if computed(self.office_id, entry, entry.seq) != entry.digest:
            return Broken(due, "changed")
        if entry.previous != self.last.digest:
            return Broken(max(self.last.seq, 1), "replaced")
        return None

    def _unlike_seen(self) -> Broken | None:
        """What members signed over the entry that was just read."""
        while (seen := self._next) is not None and seen.seq <= self.last.seq:
            if not seen.genuine:
                return Broken(seen.seq, "forged", seen)
            if seen != seen._replace(seq=self.last.seq, digest=self.last.digest):
                return Broken(seen.seq, "rewritten", seen)
            self._next = next(self.seen, None)
        return None

    def _beyond(self, end: End | None) -> Broken | None:
        if self._next is not None:
            kind = "cut" if self._next.genuine else "forged"
            return Broken(self.last.seq + 1, kind, self._next)
        if end is None or end == self.last:
            whole = end is not None or self.last.seq == 0
            return None if whole else Broken(self.last.seq, "end")
        if end.seq > self.last.seq:
            return Broken(self.last.seq + 1, "cut")
        return Broken(end.seq + 1 if end.seq < self.last.seq else end.seq, "end")


def computed(office_id: uuid.UUID, entry: Stored, seq: int) -> bytes | None:
    """The digest that an entry should have under a number; none if it is no entry at all."""
    try:
        facts = json.loads(entry.facts)
        known = entry._replace(seq=seq, facts=facts)._asdict()
        del known["digest"]
        return digest(office_id, **known)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return None
