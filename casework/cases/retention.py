"""How long a case is kept once it is archived (domain.md 3.6): ten years, thirty, or for good."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from casework.cases.models import Case

YEARS: Mapping[str, int] = {"years_30": 30, "years_10": 10}
"""永久 has no end."""
DELETED = "deleted"
MOST_MERGED = 50
"""Cases merged one into the next: more than there are."""


def end_of(keep: str, archived_on: date) -> date | None:
    """The last day of a case's time; none if it is kept for good."""
    years = YEARS.get(keep)
    if years is None:
        return None
    try:
        return archived_on.replace(year=archived_on.year + years)
    except ValueError:  # 29 February
        return archived_on.replace(year=archived_on.year + years, day=28)


def is_over(session: Session, case: Case, today: date) -> bool:
    """Whether a case's time is over; of a merged one, that of the case which went on for both."""
    for _ in range(MOST_MERGED):
        if case.merged_into is None:
            break
        case = session.get_one(Case, (case.office_id, case.merged_into))
    if case.stage == DELETED:
        return True
    return case.kept_until is not None and case.stage == "archived" and case.kept_until < today
