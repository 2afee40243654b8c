"""What a member's browser is told of their day."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from casework.cases.access import may_see
from casework.cases.models import Case
from casework.deadlines.documents import deadline_document
from casework.intake.documents import report_documents
from casework.members.models import Member
from casework.numbers.models import ReceiptNumber
from casework.numbers.service import LEAD, RECEIPT, written
from casework.today.drafts import drafts_for
from casework.today.service import (
    MOST,
    due_soon,
    letters_for,
    new_reports,
    requests_for,
    tasks_for,
)


def today_document(session: Session, member: Member, today: date) -> dict[str, Any]:
    """Everything that waits for a member (docs/api.md): codes, numbers and days.

    The words of new reports are sealed; those of cases are fetched beside, by their ids.
    """
    new, dues = new_reports(session, member, today), due_soon(session, member, today)
    asked, tasks = requests_for(session, member), tasks_for(session, member)
    letters, heard = letters_for(session, member, today)
    drafts = drafts_for(session, member)
    listed = {
        *(one.case_id for one in dues.deadlines),
        *(one.case_id for one in asked[:MOST]),
        *(one.case_id for one in letters),
        *(one.case_id for one in drafts[:MOST]),
        *(one.case_id for one in tasks),
    }
    return {
        "new": {
            "total": new.total,
            "overdue": new.overdue,
            "reports": report_documents(session, new.reports, today),
        },
        "due": {
            "overdue": dues.overdue,
            "soon": dues.soon,
            "deadlines": [deadline_document(one, today) for one in dues.deadlines],
        },
        "decide": {
            "total": len(asked),
            "requests": [
                {
                    "case": str(one.case_id),
                    "entry": str(one.id),
                    "kind": one.kind,
                    "act": one.act,
                    "asked_on": one.asked_on.isoformat(),
                    "author": one.author,
                }
                for one in asked[:MOST]
            ],
        },
        "letters": {
            "total": heard,
            "letters": [{"case": str(one.case_id), "on": one.on.isoformat()} for one in letters],
        },
        "drafts": {
            "total": len(drafts),
            "drafts": [
                {"case": str(one.case_id), "on": one.on.isoformat(), "author": one.author}
                for one in drafts[:MOST]
            ],
        },
        "tasks": [
            deadline_document(one.due, today) | {"entry": str(one.entry_id)} for one in tasks
        ],
        "cases": _cases(session, member, listed),
    }


def _cases(
    session: Session, member: Member, ids: Iterable[uuid.UUID]
) -> Mapping[str, dict[str, str]]:
    """Number and stage of the cases that are named, by id."""
    ids = list(ids)
    if not ids:
        return {}
    number = and_(
        ReceiptNumber.office_id == Case.office_id, ReceiptNumber.report_id == Case.report_id
    )
    rows = session.execute(
        select(Case.id, Case.stage, Case.lead_year, Case.lead_no)
        .add_columns(ReceiptNumber.year, ReceiptNumber.no)
        .outerjoin(ReceiptNumber, number)
        .where(Case.office_id == member.office_id, Case.id.in_(ids), may_see(member, Case.id))
    )
    return {
        str(row.id): {"stage": row.stage, "number": _number(row.lead_year, row.lead_no, row)}
        for row in rows
    }


def _number(year: int | None, no: int | None, row: Any) -> str:
    """线字 if it is a lead, else 收字."""
    if year is not None and no is not None:
        return written(LEAD, year, no)
    return written(RECEIPT, row.year, row.no) if row.no else ""
