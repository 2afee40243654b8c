"""Reports taken down by hand (收件): telephone, letter, visit, a task from above.

A member's browser has sealed them to the office as a reporter's would. They have no mailbox, so
nothing is ever answered through this server.
"""

from __future__ import annotations

from sqlalchemy.orm import Session

from casework.intake.forms import TakenForm
from casework.members.models import Member
from casework.members.standing import as_now, hold_standing
from casework.security import NotForYou
from portal.attachments.claims import claim
from portal.offices.models import Office
from portal.reports.models import Report
from portal.reports.sealed import check_report
from portal.reports.service import DifferentBody, EpochRetired, is_same


def take_report(session: Session, member: Member, form: TakenForm) -> tuple[Report, bool]:
    """Store a report that a member has taken down; tells whether it was not here yet.

    The caller commits. The same one again changes nothing. Raises NotForYou, DifferentBody,
    EpochRetired, NotSealed, TooManyRecipients, SizeWrong, AttachmentUnknown.
    """
    hold_standing(session, member.office_id)
    if not as_now(session, member).is_keyholder:
        raise NotForYou
    # Locked, so that of two equal requests at once the second finds what the first has stored.
    session.get_one(Member, (member.office_id, member.id), with_for_update=True)
    key = member.office_id, form.id
    stored = session.get(Report, key)
    if stored is not None:
        return _same(stored, form), False
    check_report(form.sealed)
    if form.epoch != session.get_one(Office, member.office_id, populate_existing=True).epoch:
        raise EpochRetired(member.office_id)
    report = _report(member, form)
    session.add(report)
    session.flush()
    claim(session, member.office_id, form.attachments, report_id=form.id)
    return report, True


def _same(stored: Report, form: TakenForm) -> Report:
    facts = stored.channel, stored.received_on, stored.epoch
    told = form.channel, form.received_on, form.epoch
    if facts != told or not is_same(stored.body, stored.sha256, form.sealed):
        raise DifferentBody
    return stored


def _report(member: Member, form: TakenForm) -> Report:
    return Report(
        office_id=member.office_id,
        id=form.id,
        mailbox_id=None,
        epoch=form.epoch,
        channel=form.channel,
        received_on=form.received_on,
        deliver_on=form.received_on,
        body=form.sealed,
    )
