"""What can be done with a case: register it, put it under a new secret, recuse members from it.

Every verb takes a case that `access.find_case` has found for the member who acts, locked. The
server cannot look into what it is handed; it keeps to sizes, versions and names, and everybody's
browser checks the rest (docs/report-format.md, A registration).
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases.access import case_of_report
from casework.cases.forms import LetterForm, RegistrationForm, SecretForm
from casework.cases.grants import CaseChanged, give_grants, people
from casework.cases.models import Case, Recusal
from casework.cases.sealed import check_case, check_secret
from casework.deadlines.service import begin
from casework.feedback.service import answer_report, awaits_word
from casework.intake.service import ReportUnknown, delivered
from casework.members.models import Member
from casework.members.standing import as_now, hold_standing
from casework.transfers.receipts import note_receipt
from portal.mailboxes.models import MESSAGE, Message
from portal.reports.models import Report
from portal.reports.service import DifferentBody


class AlreadyRegistered(Exception):
    """The report is a case already, which this member may see."""


def register_case(
    session: Session,
    member: Member,
    report_id: uuid.UUID,
    form: RegistrationForm,
    *,
    today: date,
    now: datetime,
) -> tuple[Case, bool]:
    """Turn a report into a case (登记); tells whether it was not one yet. The caller commits.

    The sealed report gives way to the registration, which holds its words; letters so far give way
    to copies sealed to the case. Of both their SHA-256 stays. The same request again changes
    nothing. Raises ReportUnknown, AlreadyRegistered, and what give_grants, keep_letters,
    recuse_at_registration and answer_report raise.
    """
    hold_standing(session, member.office_id)
    report = _unregistered(session, as_now(session, member), report_id, form, today)
    if isinstance(report, Case):
        return report, False
    case = new_case(session, member, report, form, now)
    begin(session, case, "reply", report.deliver_on)
    if awaits_word(session, report):
        begin(session, case, "first_reply", report.deliver_on)
    _recuse_at_registration(session, case, member, form, now)
    give_grants(session, case, member, form.secret.grants, now)
    keep_letters(session, case, report, form.letters)
    if form.secret.answer is not None:
        answer_report(session, member, report, form.secret.answer, today)
    report.sha256, report.body = hashlib.sha256(report.body).digest(), b""
    note_receipt(session, report, today)
    return case, True


def _unregistered(
    session: Session, member: Member, id: uuid.UUID, form: RegistrationForm, today: date
) -> Report | Case:
    rules = (*delivered(member, today, registered=None), Report.id == id)
    report = session.scalar(select(Report).where(*rules).with_for_update())
    if report is None or not member.is_keyholder:
        raise ReportUnknown
    first = Case.report_id == id, Case.split_from.is_(None)
    taken = select(Case).where(Case.office_id == member.office_id, *first)
    case = session.scalar(taken)
    if case is None:
        if session.get(Case, (member.office_id, form.id)) is not None:
            raise DifferentBody
        return report
    if case_of_report(session, member, id) is None:
        raise ReportUnknown
    if case.id != form.id or case.sealed != form.secret.sealed:
        raise AlreadyRegistered
    return case


def new_case(
    session: Session,
    member: Member,
    report: Report,
    form: RegistrationForm,
    now: datetime,
    *,
    split_from: uuid.UUID | None = None,
) -> Case:
    """A case of a report, handled by whoever registers it. Caller grants it and commits.

    Raises NotSealed, TooManyRecipients, SizeWrong.
    """
    check_case(form.secret.sealed)
    check_secret(form.secret.recovery)
    case = Case(
        office_id=member.office_id,
        id=form.id,
        report_id=report.id,
        version=1,
        sealed=form.secret.sealed,
        recovery=form.secret.recovery,
        rekey_due=False,
        registered_at=now,
        registered_by=member.id,
        handler_id=member.id,
        split_from=split_from,
    )
    session.add(case)
    session.flush()
    return case


def _recuse_at_registration(
    session: Session, case: Case, by: Member, form: RegistrationForm, now: datetime
) -> None:
    reasons = {recusal.member: recusal.reason for recusal in form.recusals}
    for member in people(session, case.office_id, list(reasons)):
        note_recusal(session, case, by, member, reasons[member.name], now)
    session.flush()


def note_recusal(
    session: Session, case: Case, by: Member, member: Member, reason: str, now: datetime
) -> None:
    """Keep that a member has no part in a case."""
    session.add(
        Recusal(
            office_id=case.office_id,
            case_id=case.id,
            member_id=member.id,
            reason=reason,
            recused_at=now,
            recused_by=by.id,
        )
    )


def keep_letters(
    session: Session, case: Case, report: Report, letters: Sequence[LetterForm]
) -> int:
    """Put copies sealed to the case in the place of a reporter's letters; tells how many.

    The SHA-256 of what the reporter sent stays, by which they know it. The caller commits. Raises
    NotSealed, TooManyRecipients, SizeWrong.
    """
    if case.split_from is not None:  # they are the first case's
        return 0
    copies = {letter.id: letter.sealed for letter in letters}
    rows = session.scalars(
        select(Message).where(
            Message.office_id == case.office_id,
            Message.mailbox_id == report.mailbox_id,
            Message.direction == MESSAGE,
            Message.id.in_(copies),
            Message.sha256.is_(None),
        )
    ).all()
    for row in rows:
        check_case(copies[row.id])
        row.sha256, row.body = hashlib.sha256(row.body).digest(), copies[row.id]
    return len(rows)


def replace_secret(
    session: Session,
    case: Case,
    report: Report,
    by: Member,
    form: SecretForm,
    *,
    without: Collection[uuid.UUID] = (),
    today: date,
    now: datetime,
) -> None:
    """Put a case under a new secret, granted to whoever may open it but for some. Caller commits.

    Raises CaseChanged unless this is the next version and the grants are for exactly those, and
    what give_grants and answer_report raise.
    """
    check_secret(form.recovery)
    give_grants(session, case, by, form.grants, now, exactly_but=without)
    replace_registration(case, form.version, form.sealed)
    case.recovery, case.rekey_due = form.recovery, False
    if form.answer is not None:
        answer_report(session, by, report, form.answer, today)


def replace_registration(case: Case, version: int, sealed: bytes) -> None:
    """Put the next registration of a case in its place: it says who has access. Caller commits.

    Raises CaseChanged unless this is the next version, NotSealed, TooManyRecipients, SizeWrong.
    """
    if version != case.version + 1:
        raise CaseChanged
    check_case(sealed)
    case.version, case.sealed = version, sealed
