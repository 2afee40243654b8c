"""The notices of the own office, over HTTP."""

from __future__ import annotations

import uuid

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from casework.administration import notices as service
from casework.administration.forms import Given
from casework.database import reading, writing
from casework.security import me, only
from portal.days import now, today
from portal.notices.models import Notice
from portal.notices.rich_text import typed_form

notices = Blueprint("notices", __name__)


@notices.get("/notices")
@only("administrator")
def index() -> ResponseReturnValue:
    """Every notice, and a form for another one."""
    return _page(None)


@notices.get("/notices/<uuid:id>")
@only("administrator")
def show(id: uuid.UUID) -> ResponseReturnValue:
    """One notice, to be changed."""
    return _page(service.find_notice(reading(), me().office, id))


def _page(notice: Notice | None) -> ResponseReturnValue:
    return render_template(
        "casework/administration/notices.html",
        me=me(),
        notices=service.all_notices(reading(), me().office),
        notice=notice,
        typed_form=typed_form,
        today=today(),
    )


@notices.post("/notices")
@only("administrator")
def create() -> ResponseReturnValue:
    """Write a new notice."""
    return _write(None), 201


@notices.post("/notices/<uuid:id>")
@only("administrator")
def change(id: uuid.UUID) -> ResponseReturnValue:
    """Write a notice anew."""
    return _write(id)


def _write(id: uuid.UUID | None) -> dict[str, str]:
    form = service.NoticeForm.from_request(today())
    with writing() as session:
        service.write_notice(session, me().office, form, id, by=me().member.name, now=now())
    return {"to": url_for("notices.index", saved=1)}


@notices.delete("/notices/<uuid:id>")
@only("administrator")
def remove(id: uuid.UUID) -> ResponseReturnValue:
    """Take a notice away."""
    with writing() as session:
        service.remove_notice(session, me().office, id, by=me().member.name, now=now())
    return {"to": url_for("notices.index", saved=1)}


@notices.post("/notices/preview")
@only("administrator")
def preview() -> ResponseReturnValue:
    """What would be shown of what is typed; nothing is stored."""
    return {"shown": service.preview(Given().words("body", service.MOST_LETTERS))}
