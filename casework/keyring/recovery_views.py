"""Recovery over HTTP (docs/api.md): sealed files out, signed statements and sealed secrets in."""

from __future__ import annotations

import uuid
from base64 import b64encode
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from casework.audit.service import record
from casework.cases.forms import each, number, read_object, read_sealed, text
from casework.cases.sealed import check_secret
from casework.database import reading, writing
from casework.forms import UUID
from casework.keyring.recovery import (
    MOST_PAGES,
    PAGE,
    Renewal,
    recover,
    recovery_page,
)
from casework.keyring.recovery_grants import CaseFile, take_grants
from casework.keyring.signed import KEY, signed
from casework.members.listing import listed
from casework.security import me, only
from portal.days import now, today

recovery = Blueprint("recovery", __name__)
MOST_EPOCHS = 400


@recovery.get("/recovery")
@only("leader", vouched=False)
def page() -> ResponseReturnValue:
    """The ceremony: sheets are joined in the browser."""
    return render_template("casework/keyring/recovery.html", me=me())


@recovery.get("/keyring/recovery.json")
@only("leader", vouched=False)
def files() -> ResponseReturnValue:
    """Who the members are, and a page of what the trust secret opens, sealed to it."""
    wanted = max(1, min(request.args.get("page", 1, type=int), MOST_PAGES))
    with writing() as session:
        who = me()
        record(session, who.office.id, who.member.name, "recovery_fetched", str(wanted), now=now())
    found = recovery_page(reading(), me().member, wanted)
    return {
        "members": listed(reading(), me().office, now()),
        "epochs": [
            {"epoch": epoch.epoch, "sealed": b64encode(epoch.recovery).decode()}
            for epoch in found.epochs
        ],
        "cases": [
            {
                "id": str(case.id),
                "version": case.version,
                "sealed": b64encode(case.recovery).decode(),
            }
            for case in found.cases
        ],
        "pages": found.pages,
    }


@recovery.post("/keyring/recovery")
@only("leader", vouched=False)
def create() -> ResponseReturnValue:
    """Put what the sheets have signed in force."""
    given = read_object()
    renewal = Renewal(*(signed(given, name) for name in ("charter", "statement", "roster")))
    with writing() as session:
        recover(session, me().member, renewal, today=today(), now=now())
    return {"recovered": True}, 201


@recovery.post("/keyring/recovery/grants")
@only("leader")
def grants() -> ResponseReturnValue:
    """Keep secrets that the sheets have opened, sealed to the leader who did so."""
    given = read_object()
    token = bytes.fromhex(text(given, "token", KEY))
    epochs = each(given, "epochs", _epoch, MOST_EPOCHS)
    cases = each(given, "cases", _case, PAGE)
    with writing() as session:
        take_grants(session, me().member, token, epochs, cases, now=now())
    return {"epochs": len(epochs), "cases": len(cases)}


def _epoch(value: Any) -> tuple[int, bytes]:
    sealed = read_sealed(value, "sealed")
    check_secret(sealed)
    return number(value, "epoch"), sealed


def _case(value: Any) -> CaseFile:
    sealed = read_sealed(value, "sealed")
    check_secret(sealed)
    return CaseFile(uuid.UUID(text(value, "id", UUID)), number(value, "version"), sealed)
