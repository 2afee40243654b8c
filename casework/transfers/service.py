"""What can be done with transfers (移送): hand a case to the office above, take it up there, send
back what came of it.

One row stands in the office that sent it; receipts.py has what the other office writes into it.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases.access import find_case
from casework.cases.models import Case
from casework.cases.sealed import check_case
from casework.entries.models import Entry
from casework.entries.service import Moment, write_entry
from casework.lists.shipped import SUPERIOR
from casework.members.models import Member
from casework.transfers.forms import ResultForm, TransferForm
from casework.transfers.models import Transfer
from casework.transfers.receipts import (
    CHANNEL,
    UP,
    NotHandedHere,
    TransferRefused,
    handed_by,
    locked_transfer,
)
from portal.offices.models import Office
from portal.reports.models import Report
from portal.reports.sealed import check_report
from portal.reports.service import DifferentBody, EpochRetired
from portal.scope import in_office


def send_transfer(
    session: Session, member: Member, case_id: uuid.UUID, form: TransferForm, moment: Moment
) -> tuple[Transfer, bool]:
    """Put a sealed report before the office above, as was approved; tells whether it is new.

    The caller commits. The same request again changes nothing. Raises what write_entry raises,
    TransferRefused, EpochRetired, DifferentBody, NotSealed, TooManyRecipients, SizeWrong.
    """
    entry, is_new = write_entry(session, member, case_id, form.entry, moment)
    stored = session.get(Transfer, (member.office_id, entry.id))
    if not is_new:
        if stored is None or stored.to_report_id != form.report:
            raise DifferentBody
        return stored, False
    asked = session.get_one(Entry, (member.office_id, uuid.UUID(entry.facts["on"])))
    above = _above(session, member, asked, form)
    _put(session, above, form, moment.today)
    sent = Transfer(
        office_id=member.office_id,
        id=entry.id,
        case_id=case_id,
        entry_id=asked.id,
        destination=asked.facts["destination"],
        to_office_id=above.id,
        to_report_id=form.report,
        sent_on=moment.today,
        due_on=date.fromisoformat(asked.facts["due_on"]),
    )
    session.add(sent)
    session.flush()
    return sent, True


def _above(session: Session, member: Member, asked: Entry, form: TransferForm) -> Office:
    above = session.get_one(Office, member.office_id).authority
    fits = above is not None and above.slug == form.office and above.is_set_up
    if above is None or not fits or asked.facts["destination"] != SUPERIOR:
        raise TransferRefused
    if above.epoch != form.epoch:
        raise EpochRetired(above.id)
    check_report(form.sealed)
    return above


def _put(session: Session, above: Office, form: TransferForm, today: date) -> None:
    with in_office(session, above.id):
        if session.get(Report, (above.id, form.report)) is not None:
            raise DifferentBody
        report = Report(
            office_id=above.id,
            id=form.report,
            mailbox_id=None,
            epoch=form.epoch,
            channel=CHANNEL,
            received_on=today,
            deliver_on=today,
            body=form.sealed,
        )
        session.add(report)


def transfers_of(session: Session, case: Case) -> Sequence[tuple[Transfer, Office]]:
    """What was handed from a case to an office here, the oldest first, and to which."""
    rows = session.execute(
        select(Transfer, Office)
        .join(Office, Office.id == Transfer.to_office_id)
        .where(Transfer.office_id == case.office_id, Transfer.case_id == case.id)
        .order_by(Transfer.sent_on, Transfer.id)
    )
    return [(row[0], row[1]) for row in rows]


def send_result(
    session: Session, member: Member, case_id: uuid.UUID, form: ResultForm, moment: Moment
) -> tuple[Transfer, bool]:
    """Give the office that handed us a case what came of it; tells whether it is new.

    Once: it stands. The caller commits. Raises NotHandedHere, DifferentBody, and what write_entry
    raises.
    """
    report = find_case(session, member, case_id, locked=True).report
    _, is_new = write_entry(session, member, case_id, form.entry, moment)
    check_case(form.sealed)
    transfer = handed_by(session, report)
    if transfer is None or transfer.destination == UP:
        raise NotHandedHere
    with in_office(session, transfer.office_id):
        theirs = locked_transfer(session, transfer)
        if theirs.reply not in (None, form.sealed):
            raise DifferentBody
        theirs.reply = form.sealed
        theirs.answered_on = theirs.answered_on or moment.today
    return theirs, is_new
