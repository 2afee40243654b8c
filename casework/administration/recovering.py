"""What an office's trust secret opens: every epoch and every case, for work off the network."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.administration.vouching import TrustWrong
from casework.audit.service import record
from casework.cases.access import is_kept
from casework.cases.models import Case
from casework.keyring.models import Epoch
from crypto import age, keys
from portal.offices.models import Office

__all__ = ["Found", "TrustWrong", "identities"]


@dataclass(frozen=True)
class Found:
    """Identities with what each opens, and how many recovery files did not open."""

    opened: list[tuple[str, age.Identity]]
    lost: int


def identities(session: Session, office: Office, trust: bytes, *, now: datetime) -> Found:
    """The identity of every epoch and case of an office. The caller commits. Raises TrustWrong."""
    if keys.verify_key(keys.signing_half("trust", trust)) != office.root_key:
        raise TrustWrong
    own, opened, lost = keys.reading_half("trust", trust), [], 0
    for kind, what, sealed in _files(session, office):
        try:
            opened.append((what, keys.reading_half(kind, age.open_sealed(sealed, [own]))))
        except (age.AgeError, ValueError):
            lost += 1
    record(session, office.id, "", "recovery_grants", now=now, files=len(opened), lost=lost)
    return Found(opened, lost)


def _files(session: Session, office: Office) -> Iterator[tuple[str, str, bytes]]:
    epochs = select(Epoch).where(Epoch.office_id == office.id).order_by(Epoch.epoch)
    for epoch in session.scalars(epochs):
        yield "epoch", f"epoch {epoch.epoch}", epoch.recovery
    cases = select(Case).where(Case.office_id == office.id, is_kept()).order_by(Case.id)
    for case in session.scalars(cases):
        yield "case", f"case {case.id}", case.recovery
