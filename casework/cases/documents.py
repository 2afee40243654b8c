"""What a member's browser is told of a case: sealed files, and who may open them."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from sqlalchemy.orm import Session

from casework.attachments.service import attachments_by_owner
from casework.cases.access import Granted
from casework.cases.grants import granted_members, recusals_of
from casework.intake.service import letters_of
from casework.members.models import Member
from portal.days import day_of
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
        "sealed": b64encode(case.sealed).decode(),
        "grant": b64encode(grant.sealed).decode(),
    }


def case_document(session: Session, granted: Granted) -> dict[str, Any]:
    """A case with everything written to and fro, and who may open it."""
    case, report, _ = granted
    letters = letters_of(session, report)
    ids = [letter.id for letter in (*letters.answers, *letters.messages)]
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
        "case": case_row(granted),
        "attachments": [{"id": str(one.id), "size": one.size} for one in owned.get(report.id, ())],
        "mailbox_open": letters.open,
        "answers": [letter(answer, "answered_on") for answer in letters.answers],
        "messages": [letter(message, "sent_on") for message in letters.messages],
        "access": [_name(member) for member in granted_members(session, case)],
        "recused": [
            _name(member) | {"reason": recusal.reason}
            for member, recusal in recusals_of(session, case)
        ],
    }


def _name(member: Member) -> dict[str, str]:
    return {"name": member.name, "display_name": member.display_name}
