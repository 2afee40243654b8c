"""What can be done with a case that belongs above: send it up, and keep nothing of its words.

All of it is one transaction with the case locked: either the office above has the report, the
mailbox and the letters and we have a line, or nothing has happened.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases.access import Granted, find_case, is_recused
from casework.cases.emptying import empty_case
from casework.cases.models import Case, Recusal
from casework.cases.sealed import check_case
from casework.entries.models import Entry
from casework.entries.service import Moment, write_entry
from casework.members.models import Member
from casework.passing.forms import KIND, PassingForm
from casework.passing.moving import move_report, put_report
from casework.transfers.models import Transfer
from casework.transfers.receipts import UP
from portal.offices.models import Office
from portal.reports.sealed import check_report
from portal.reports.service import DifferentBody, EpochRetired
from portal.scope import in_office

MOST_LISTED = 500


class PassingRefused(Exception):
    """There is no office above in this system that could open it."""


class Passed(NamedTuple):
    """A case that went up: what stays of it here."""

    transfer: Transfer
    is_new: bool
    blobs: Sequence[uuid.UUID]


def pass_up(
    session: Session, member: Member, case_id: uuid.UUID, form: PassingForm, moment: Moment
) -> Passed:
    """Put a case before the office above, as was approved. The caller commits, then deletes blobs.

    The same request again changes nothing. Raises what write_entry raises, PassingRefused,
    EpochRetired, CaseMoved, DifferentBody, NotSealed, TooManyRecipients, SizeWrong.
    """
    if done := _already_passed(session, member, case_id, form):
        return Passed(done, False, [])
    granted = find_case(session, member, case_id, locked=True)
    above = _above(session, member, form)
    check_report(form.sealed)
    for letter in form.letters.values():
        check_case(letter)
    entry, is_new = write_entry(session, member, case_id, form.entry, moment)
    if not is_new:  # it stands in a case that has its words still: somebody else's entry
        raise DifferentBody
    transfer = Transfer(
        office_id=member.office_id,
        id=entry.id,
        case_id=case_id,
        entry_id=uuid.UUID(entry.facts["on"]),
        destination=UP,
        to_office_id=above.id,
        to_report_id=form.report,
        sent_on=moment.today,
    )
    session.add(transfer)
    session.flush()
    gone = _put_above(session, granted, above, form)
    return Passed(transfer, True, [*gone, *_empty(session, granted)])


def has_passed(session: Session, member: Member, case_id: uuid.UUID) -> bool:
    """Whether this member has sent the case up: their request may come again."""
    own = Entry.office_id == member.office_id, Entry.author_id == member.id
    up = select(Entry.id).where(*own, Entry.case_id == case_id, Entry.kind == KIND)
    return session.scalar(up.limit(1)) is not None


def _already_passed(
    session: Session, member: Member, case_id: uuid.UUID, form: PassingForm
) -> Transfer | None:
    """What this very request of this member has done before: nobody finds the case any more."""
    entry = session.get(Entry, (member.office_id, form.entry.id))
    own = entry is not None and (entry.case_id, entry.author_id) == (case_id, member.id)
    if entry is None or not own or entry.kind != KIND:
        return None
    return session.get(Transfer, (member.office_id, entry.id))


def _above(session: Session, member: Member, form: PassingForm) -> Office:
    above = session.get_one(Office, member.office_id).authority
    if above is None or above.slug != form.office or not above.is_set_up:
        raise PassingRefused
    if above.epoch != form.epoch:
        raise EpochRetired(above.id)
    return above


def _put_above(
    session: Session, granted: Granted, above: Office, form: PassingForm
) -> list[uuid.UUID]:
    case, report, _ = granted
    if case.split_from is None:
        if form.report != report.id:
            raise DifferentBody
        return move_report(session, report, above, form.epoch, form.sealed, form.letters)
    if form.report == report.id or form.letters:  # mailbox and letters are the first case's
        raise DifferentBody
    with in_office(session, above.id):
        put_report(session, above, report, form.report, form.epoch, form.sealed, None)
    return []


def _empty(session: Session, granted: Granted) -> list[uuid.UUID]:
    """Take our copy away. Who had no part in it has none in the line that stays either."""
    case, report, _ = granted
    mine = Recusal.office_id == case.office_id, Recusal.case_id == case.id
    columns = Recusal.member_id, Recusal.reason, Recusal.recused_at, Recusal.recused_by
    recused = session.execute(select(*columns).where(*mine)).all()
    gone = empty_case(session, case, report)
    for row in recused:
        session.add(Recusal(office_id=case.office_id, case_id=case.id, **row._mapping))
    session.flush()
    return gone


def passed_cases(session: Session, member: Member) -> Sequence[tuple[Transfer, Case, Office]]:
    """What went up, the newest first, without words: for keyholders who had a part in it."""
    if not member.is_keyholder:
        return []
    rows = session.execute(
        select(Transfer, Case, Office)
        .join(Case, (Case.office_id == Transfer.office_id) & (Case.id == Transfer.case_id))
        .join(Office, Office.id == Transfer.to_office_id)
        .where(
            Transfer.office_id == member.office_id, Transfer.destination == UP, ~is_recused(member)
        )
        .order_by(Transfer.sent_on.desc(), Transfer.id)
        .limit(MOST_LISTED)
    )
    return [(row[0], row[1], row[2]) for row in rows]
