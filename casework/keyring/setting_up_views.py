"""Setting up an office's keys over HTTP (docs/api.md)."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from casework.database import writing
from casework.keyring.setting_up import Founding, set_up_keys
from casework.members.sign_in import confirm_again
from casework.security import me, only
from portal.days import now, today

setting_up = Blueprint("setting_up", __name__)


@setting_up.get("/set-up")
@only("leader")
def page() -> ResponseReturnValue:
    """The ceremony: the keys are made, printed and confirmed in the browser."""
    return render_template("casework/keyring/set_up.html", me=me())


@setting_up.post("/keyring/setup")
@only("leader")
def create() -> ResponseReturnValue:
    """Keep an office's first keys."""
    founding = Founding.from_request()
    confirm_again(me().office, me().member, founding.proof)
    with writing() as session:
        office = set_up_keys(session, me().member, founding, today=today(), now=now())
    return {"fingerprint": office.fingerprint}, 201
