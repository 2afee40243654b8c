"""What a member's browser is told of new reports: numbers, dates, limits, and sealed words."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from casework.database import reading, writing
from casework.intake.limits import due
from casework.intake.service import letter_counts, sealed_file
from casework.members.models import Member
from casework.numbers.service import (
    RECEIPT,
    has_unnumbered,
    number_reports,
    receipt_numbers,
    written,
)
from portal.days import today
from portal.reports.models import Report


def give_numbers(member: Member) -> None:
    """Number (收字) what was delivered to a keyholder's office and has none yet.

    Commits on its own, in batches: a number stands as soon as somebody may have seen it.
    """
    if not member.is_keyholder or not has_unnumbered(reading(), member.office_id, today()):
        return
    left = True
    while left:
        with writing() as session:
            left = number_reports(session, member.office_id, today())
    # What this request read before was a look at the time before.
    reading().commit()


def number_of(session: Session, report: Report) -> str:
    """A report's number as it is written, or nothing while it has none."""
    found = receipt_numbers(session, report.office_id, [report.id]).get(report.id)
    return written(RECEIPT, *found) if found else ""


def report_documents(
    session: Session, reports: Sequence[Report], today: date
) -> list[dict[str, Any]]:
    """What the server knows of some reports of one office, and their sealed words."""
    if not reports:
        return []
    counts = letter_counts(session, reports)
    numbers = receipt_numbers(session, reports[0].office_id, [report.id for report in reports])

    def document(report: Report) -> dict[str, Any]:
        mailbox, number = report.mailbox_id, numbers.get(report.id)
        return {
            "id": str(report.id),
            "number": written(RECEIPT, *number) if number else "",
            "received_on": report.received_on.isoformat(),
            "deliver_on": report.deliver_on.isoformat(),
            "due": due(report.deliver_on, today),
            "epoch": report.epoch,
            "channel": report.channel,
            "mailbox_id": mailbox.hex() if mailbox else None,
            "answers": counts.get((mailbox, "answer"), 0) if mailbox else 0,
            "messages": counts.get((mailbox, "message"), 0) if mailbox else 0,
            "sealed": b64encode(sealed_file(report)).decode(),
        }

    return list(map(document, reports))
