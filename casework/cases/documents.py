"""What a member's browser is told of a case: sealed files, and who may open them."""

from __future__ import annotations

import uuid
from base64 import b64encode
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.attachments.service import attachments_by_owner
from casework.cases.access import Granted
from casework.cases.grants import granted_members, recusals_of
from casework.cases.listing import CasePage
from casework.cases.models import Case
from casework.deadlines.documents import deadline_document
from casework.deadlines.service import open_deadlines
from casework.entries.documents import entry_documents, next_document
from casework.intake.service import Letters, letters_of
from casework.members.models import Member
from casework.numbers.service import LEAD, RECEIPT, receipt_numbers, written
from casework.tasks.service import helpers, task_documents
from portal.days import day_of, today
from portal.mailboxes.models import Message


def case_row(granted: Granted) -> dict[str, Any]:
    """A case in a list: what opens its title."""
    case, report, grant = granted
    return {
        "id": str(case.id),
        "report": str(report.id),
        "version": case.version,
        "registered_on": day_of(case.registered_at).isoformat(),
        "received_on": report.received_on.isoformat(),
        "deliver_on": report.deliver_on.isoformat(),
        "epoch": report.epoch,
        "channel": report.channel,
        "mailbox_id": report.mailbox_id.hex() if report.mailbox_id else None,
        "rekey_due": case.rekey_due,
        "split_from": str(case.split_from) if case.split_from else None,
        "merged_into": str(case.merged_into) if case.merged_into else None,
        "stage": case.stage,
        "lead": written(LEAD, case.lead_year, case.lead_no)
        if case.lead_year and case.lead_no
        else "",
        "category": case.category,
        "way": case.way,
        "unit": case.unit,
        "entries": case.entries,
        "concluded_on": case.concluded_on.isoformat() if case.concluded_on else None,
        "keep": case.keep,
        "kept_until": case.kept_until.isoformat() if case.kept_until else None,
        "review_on": case.review_on.isoformat() if case.review_on else None,
        "sealed": b64encode(case.sealed).decode(),
        "grant": b64encode(grant.sealed).decode(),
    }


def list_document(session: Session, member: Member, page: CasePage, today: date) -> dict[str, Any]:
    """A page of cases: what opens each title, and what is due in it."""
    reports = [one.report.id for one in page.cases]
    numbers = receipt_numbers(session, member.office_id, reports)
    names = display_names(session, member.office_id)

    def row(one: Granted) -> dict[str, Any]:
        number = numbers.get(one.report.id)
        due = page.deadlines.get(one.case.id, ())
        return case_row(one) | {
            "number": written(RECEIPT, *number) if number else "",
            "handler": names.get(one.case.handler_id, "") if one.case.handler_id else "",
            "due": deadline_document(due[0], today) if due else None,
            "objection": any(deadline.kind == "objection" for deadline in due),
        }

    return {"cases": list(map(row, page.cases)), "pages": page.pages, "total": page.total}


def display_names(session: Session, office_id: uuid.UUID) -> dict[uuid.UUID, str]:
    """What everybody who is or was a member is called."""
    rows = session.execute(
        select(Member.id, Member.display_name).where(Member.office_id == office_id)
    )
    return {row.id: row.display_name for row in rows}


def case_document(session: Session, member: Member, granted: Granted) -> dict[str, Any]:
    """A case with everything written to and fro, and who may open it."""
    case, report, _ = granted
    # Of a split case the first one has the mailbox.
    letters = letters_of(session, report) if case.split_from is None else Letters([], [], False)
    ids = [letter.id for letter in (*letters.answers, *letters.messages)]
    number = receipt_numbers(session, case.office_id, [report.id]).get(report.id)
    owned = attachments_by_owner(session, case.office_id, report.id, ids)

    def letter(message: Message, dated: str) -> dict[str, Any]:
        attached = [{"id": str(one.id), "size": one.size} for one in owned.get(message.id, ())]
        return {
            "id": str(message.id),
            dated: message.sent_on.isoformat(),
            "sealed": b64encode(message.body).decode(),
            "attachments": attached,
        }

    return {
        "case": case_row(granted) | {"number": written(RECEIPT, *number) if number else ""},
        "attachments": [{"id": str(one.id), "size": one.size} for one in owned.get(report.id, ())],
        "mailbox_open": letters.open,
        "answers": [letter(answer, "answered_on") for answer in letters.answers],
        "messages": [letter(message, "sent_on") for message in letters.messages],
        "entries": entry_documents(session, granted),
        **next_document(session, member, granted),
        "deadlines": [deadline_document(one, today()) for one in open_deadlines(session, case)],
        "tasks": task_documents(session, case),
        "helpers": [one.name for one in helpers(session, case)],
        "access": [_name(member) for member in granted_members(session, case)],
        "recused": [
            _name(member) | {"reason": recusal.reason}
            for member, recusal in recusals_of(session, case)
        ],
    }


def _lead(case: Case) -> str:
    """The number of a lead (线字), or nothing."""
    if case.lead_year is None or case.lead_no is None:
        return ""
    return written(LEAD, case.lead_year, case.lead_no)


def _name(member: Member) -> dict[str, str]:
    return {"name": member.name, "display_name": member.display_name}
