"""What is left of a deleted case: its numbers and days, who asked and who decided, and why."""

from __future__ import annotations

import uuid

from sqlalchemy.orm import Session

from casework.cases.models import Case
from casework.entries.models import Entry
from casework.entries.reading import names_in
from casework.numbers.models import ReceiptNumber
from casework.numbers.service import LEAD, RECEIPT, written
from portal.days import day_of


def tombstone(session: Session, case: Case, decision: Entry) -> dict[str, str | int | bool]:
    """The facts of a deletion, as they stand in the audit chain."""
    asked = session.get_one(Entry, (case.office_id, uuid.UUID(decision.facts["on"])))
    names = names_in(session, case.office_id)
    return {
        "asked": names[asked.author_id],
        "decided": names[decision.author_id],
        "reason": asked.facts["reason"],
        "numbers": " ".join(_numbers(session, case)),
        "registered": day_of(case.registered_at).isoformat(),
        "archived": day_of(case.archived_at).isoformat() if case.archived_at else "",
        "keep": case.keep,
    }


def _numbers(session: Session, case: Case) -> list[str]:
    """收字, and 线字 if it was a lead."""
    found = session.get(ReceiptNumber, (case.office_id, case.report_id))
    numbers = [written(RECEIPT, found.year, found.no)] if found else []
    if case.lead_year and case.lead_no:
        numbers.append(written(LEAD, case.lead_year, case.lead_no))
    return numbers
