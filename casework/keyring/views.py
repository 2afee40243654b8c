"""Changing the keyring over HTTP (docs/api.md): what a leader's browser signed and sealed."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from casework.database import writing
from casework.keyring.changes import change_roster, rotate
from casework.keyring.forms import RenewalForm, RosterForm, RotationForm
from casework.keyring.renewal import renew
from casework.security import me, only
from portal.days import now, today

keyring = Blueprint("keyring", __name__)


@keyring.post("/keyring/roster")
@only("leader")
def roster() -> ResponseReturnValue:
    """Put a roster in force."""
    form = RosterForm.from_request()
    with writing() as session:
        cases = change_roster(session, me().member, form, today=today(), now=now())
    return {"version": form.roster["version"], "cases": cases}, 201


@keyring.post("/keyring/rotation")
@only("leader")
def rotation() -> ResponseReturnValue:
    """Begin a new epoch."""
    form = RotationForm.from_request()
    with writing() as session:
        cases = rotate(session, me().member, form, today=today(), now=now())
    return {"epoch": form.statement["epoch"], "cases": cases}, 201


@keyring.post("/keyring/renewal")
@only("leader")
def renewal() -> ResponseReturnValue:
    """Let statement and roster be good for longer."""
    form = RenewalForm.from_request()
    with writing() as session:
        renew(session, me().member, form, today=today(), now=now())
    return {"expires_on": form.statement["expires_on"]}, 201
