"""What a case has behind it, as the rules look at it: entries without their sealed words."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

PENDING, APPROVED, RETURNED, WITHDRAWN = "pending", "approved", "returned", "withdrawn"


@dataclass(frozen=True)
class Written:
    """One entry: who wrote it, what the server knows of it, what became of it if it asked."""

    id: str
    kind: str
    facts: Mapping[str, Any]
    author: str
    state: str = ""


@dataclass(frozen=True)
class Beside:
    """What counts besides the entries.

    letters: answers in the mailbox; letters_since: those since the conclusion. mailbox: `open`,
    `deleted` or empty where there is none. access: who may open the case. cases: other cases that
    the writer may open. merged: cases merged into this one, and whether their reporters were told.
    deciders: who of those with access may decide. superior: whether there is an office above.
    handler: who handles it; registered_by: who did first.
    concluded: whether it is (办结). handed_here: whether another office handed it here and waits
    for the result; came_here: whether one sent it here at all. divided: whether others were split
    from it or merged into it. kept: whether it still has to be (保管期限).
    """

    stage: str
    letters: int = 0
    letters_since: int = 0
    mailbox: str = ""
    access: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
    merged: Mapping[uuid.UUID, bool] = field(default_factory=dict)
    superior: bool = False
    concluded: bool = False
    handler: str = ""
    registered_by: str = ""
    handed_here: bool = False
    came_here: bool = False
    divided: bool = False
    deciders: frozenset[str] = frozenset()
    kept: bool = True


@dataclass(frozen=True)
class History:
    """The entries of a case in order, and what counts besides them."""

    entries: Sequence[Written]
    beside: Beside

    def of(self, *kinds: str) -> Iterator[Written]:
        """Entries of these kinds that count: not returned, not withdrawn, not waiting still."""
        return (one for one in self.entries if one.kind in kinds and one.state in ("", APPROVED))

    def last(self, *kinds: str) -> Written | None:
        """The newest entry of these kinds that counts."""
        return next(iter([*self.of(*kinds)][::-1]), None)

    def find(self, id: object) -> Written | None:
        """The entry of this id."""
        return next((one for one in self.entries if one.id == id), None)

    def on(self, kind: str, id: str) -> Iterator[Written]:
        """Entries of a kind that refer to another."""
        return (one for one in self.of(kind) if one.facts.get("on") == id)

    def has(self, *kinds: str) -> bool:
        """Whether there is one of each of these kinds."""
        return all(self.last(kind) is not None for kind in kinds)

    @property
    def pending(self) -> list[Written]:
        """What waits for a decision or for signatures."""
        return [one for one in self.entries if one.state == PENDING]

    @property
    def team(self) -> list[str]:
        """Who verifies, by the approval sheet that holds."""
        named = self.last("sheet", "team")
        return list(named.facts["team"]) if named else []

    def since(self, *kinds: str) -> History:
        """What was written after the newest entry of these kinds."""
        counting = {one.id for one in self.of(*kinds)}
        at = max((n for n, one in enumerate(self.entries) if one.id in counting), default=-1)
        return History(self.entries[at + 1 :], self.beside)

    def signers(self, id: str) -> set[str]:
        """Who stands behind an entry: its author and who signed it too."""
        asked = self.find(id)
        return {one.author for one in self.on("signature", id)} | (
            {asked.author} if asked else set()
        )
