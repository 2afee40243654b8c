"""The settings of the own office, over HTTP."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from casework.administration.settings import SettingsForm, change_settings, questions
from casework.database import writing
from casework.members.standing import change_standing
from casework.security import me, only
from portal.days import now
from portal.offices.models import Office
from portal.pages.flows import KINDS

settings = Blueprint("settings", __name__)


@settings.get("/settings")
@only("administrator")
def show() -> ResponseReturnValue:
    """What the office has chosen, and may choose."""
    asked = {kind: questions(me().office, kind) for kind in KINDS}
    return render_template("casework/administration/settings.html", me=me(), asked=asked)


@settings.post("/settings")
@only("administrator")
def change() -> ResponseReturnValue:
    """Choose otherwise."""
    form = SettingsForm.from_request()
    with writing() as session:
        change_standing(session, me().office.id)
        office = session.get_one(Office, me().office.id, populate_existing=True)
        change_settings(session, office, form, by=me().member.name, now=now())
    return {"to": url_for("settings.show", saved=1)}
