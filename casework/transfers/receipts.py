"""What the office that a transfer went to writes into it: that it is registered, what came of it.

The row stands in the office that sent it. The other one finds it by the report that it became
(deploy/postgresql-roles.sql, arrived).
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases.models import Case
from casework.deadlines.service import meet
from casework.transfers.models import Transfer
from portal.reports.models import Report
from portal.scope import in_office

CHANNEL = "transfer"
UP = "up"
"""Instead of a destination: the case itself went up (casework/passing); no result comes back."""


class TransferRefused(Exception):
    """What was approved goes to somebody else than the office above, or that has no keys here."""


class NotHandedHere(Exception):
    """No other office waits for what comes of this case."""


def handed_by(session: Session, report: Report) -> Transfer | None:
    """The other office's transfer that a report of ours came by."""
    if report.channel != CHANNEL:
        return None
    to_us = Transfer.to_office_id == report.office_id, Transfer.to_report_id == report.id
    return session.scalar(select(Transfer).where(*to_us))


def waits_for_result(session: Session, report: Report) -> bool:
    """Whether another office handed a report here to hear what comes of it."""
    handed = handed_by(session, report)
    return handed is not None and handed.destination != UP


def note_receipt(session: Session, report: Report, today: date) -> None:
    """A report becomes a case: the office that handed it here is told so. The caller commits."""
    transfer = handed_by(session, report)
    if transfer is None:
        return
    with in_office(session, transfer.office_id):
        theirs = locked_transfer(session, transfer)
        theirs.received_on = theirs.received_on or today
        case = session.get_one(Case, (theirs.office_id, theirs.case_id))
        meet(session, case, "transfer_receipt", today, entry_id=theirs.entry_id)


def locked_transfer(session: Session, transfer: Transfer) -> Transfer:
    """The row of a transfer, for changes; the caller acts in its office."""
    key = transfer.office_id, transfer.id
    return session.get_one(Transfer, key, with_for_update=True, populate_existing=True)
