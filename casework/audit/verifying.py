"""An office's chain, read from the database and checked (casework/audit/checking.py)."""

from __future__ import annotations

import uuid
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.audit.chain import START
from casework.audit.checking import Broken, Check, End, Seen, Stored, computed
from casework.audit.heads import is_head, is_signed_by
from casework.audit.models import AuditEntry, AuditHead, SignedHead
from casework.audit.reading import AT_ONCE, as_stored, stored_entries
from casework.keyring.service import last_roster
from portal.offices.models import Office
from portal.offices.service import the_site

NO_DAY = "9999-99-99"
"""After every day: keys that are still somebody's."""


@dataclass(frozen=True)
class Verified:
    """What became of a check: how many entries are whole, and the first that is not.

    signed: the last entry that a member's browser has signed, 0 if none has. unknown: how many
    signed heads name a key that the signed roster did not give to that member on that day.
    """

    entries: int
    broken: Broken | None
    signed: int
    unknown: int


def verify_chain(session: Session, office: Office) -> Verified:
    """Check an office's whole chain, in one snapshot of the database that the caller has begun."""
    heads = Heads(session, office)
    row = session.get(AuditHead, office.id)
    with closing(heads.read()) as seen, closing(stored_entries(session, office.id)) as entries:
        check = Check(office.id, seen)
        broken = check.run(entries, End(row.seq, row.digest) if row else None)
    if broken is not None and broken.kind in ("changed", "missing"):
        broken = _found_elsewhere(session, office.id, broken, check.last) or broken
    return Verified(check.last.seq, broken, heads.last, heads.unknown)


class Heads:
    """The signed heads of an office by number, those whose keys are known. last: as in Verified.

    A row says nothing of whose a key is, nor does a roster that no leader has signed: whoever
    keeps the server could sign in any name.
    """

    def __init__(self, session: Session, office: Office) -> None:
        self.session, self.office = session, office
        self.site = the_site(session).site
        self.keys = rostered_keys(session, office)
        self.last = self.unknown = 0

    def read(self) -> Generator[Seen, None, None]:
        """Read them, a few at a time."""
        mine = SignedHead.office_id == self.office.id
        heads = select(SignedHead.seq, SignedHead.statement).where(mine)
        upwards = heads.order_by(SignedHead.seq)
        with self.session.execute(upwards, execution_options={"yield_per": AT_ONCE}) as rows:
            for seq, statement in rows:
                seen = self._seen(seq, statement)
                if seen is None:
                    self.unknown += 1
                    continue
                self.last = max(self.last, seq if seen.genuine else 0)
                yield seen

    def _seen(self, seq: int, statement: object) -> Seen | None:
        if not is_head(statement):
            return Seen(seq, b"", "", "", genuine=False)
        said: dict[str, Any] = dict(statement)  # type: ignore[call-overload]
        name, key, on = said["member"], said["verify_key"], said["signed_on"]
        if on > self.keys.get((name, key), ""):
            return None
        theirs = is_signed_by(said, self.site, self.office, name, bytes.fromhex(key))
        return Seen(seq, bytes.fromhex(said["digest"]), name, on, theirs and said["seq"] == seq)


def rostered_keys(session: Session, office: Office) -> dict[tuple[str, str], str]:
    """Name and verify key of everybody in the signed roster, and the last day that was theirs."""
    roster = last_roster(session, office)
    entries = roster.statement["members"] if roster else []
    known: dict[tuple[str, str], str] = {}
    for entry in entries:
        one = entry["name"], entry["verify_key"]
        known[one] = max(known.get(one, ""), entry["left_on"] or NO_DAY)
    return known


def _found_elsewhere(
    session: Session, office_id: uuid.UUID, broken: Broken, last: End
) -> Broken | None:
    """The entry that is not where it belongs, if it stands whole under another number."""
    follows = AuditEntry.office_id == office_id, AuditEntry.previous == (last.digest or START)
    for row in session.execute(as_stored().where(*follows, AuditEntry.seq != broken.seq)):
        entry = Stored._make(row)
        if computed(office_id, entry, broken.seq) == entry.digest:
            return broken._replace(kind="misplaced", at=entry.seq)
    return None
