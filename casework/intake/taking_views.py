"""Reports taken down by hand, over HTTP (docs/api.md)."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from casework.audit.service import record
from casework.database import writing
from casework.intake.channels import BY_HAND
from casework.intake.documents import number_of
from casework.intake.forms import TakenForm
from casework.intake.taking import take_report
from casework.numbers.service import number_reports
from casework.security import me, only
from portal.days import now, today
from portal.pages.flows import flow

ASKED = ("what", "who", "where", "benefit", "words")
"""Steps of the public form that are asked here too, in its words."""


@only("registrar", "leader")
def taking_page() -> ResponseReturnValue:
    """The page on which a call, a letter or a visit is written down; it is sealed there."""
    asked = flow("report")
    return render_template(
        "casework/intake/taking.html",
        me=me(),
        channels=BY_HAND,
        flow=asked,
        steps=[step for step in asked.steps if step.id in ASKED],
        today=today(),
    )


@only("registrar", "leader")
def take() -> ResponseReturnValue:
    """Store one report that was taken down and sealed by a member, and number it."""
    form, member = TakenForm.from_request(today()), me().member
    with writing() as session:
        report, is_new = take_report(session, member, form)
        left = True
        while left:
            left = number_reports(session, member.office_id, today())
        number = number_of(session, report)
        if is_new:
            record(
                session,
                member.office_id,
                member.name,
                "report_take",
                str(form.id),
                now=now(),
                channel=form.channel,
                attachments=len(form.attachments),
            )
    return {"id": str(form.id), "number": number}, 201
