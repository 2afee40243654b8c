"""Handing cases over, over HTTP (docs/api.md)."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from casework.audit.service import record
from casework.cases.documents import case_row
from casework.cases.forms import each, number, read_object, read_sealed, text
from casework.cases.grants import people
from casework.cases.handover import AT_ONCE, Handed, estate_of, hand_over
from casework.database import reading, writing
from casework.forms import UUID
from casework.members.forms import NAME
from casework.members.models import Member
from casework.security import me, only
from portal.days import now
from portal.reports.forms import FormInvalid

handovers = Blueprint("handovers", __name__)


@handovers.get("/cases/handover")
@only("leader")
def page() -> ResponseReturnValue:
    """Choose whose cases go to whom; the browser lists them, from the roster that it believes."""
    return render_template("casework/cases/handover.html", me=me())


@handovers.get("/cases/handover.json")
@only("leader")
def show() -> ResponseReturnValue:
    """What is to be handed over from one member to another, some at a time."""
    absent, heir = _pair(request.args.get("from", ""), request.args.get("to", ""))
    estate = estate_of(reading(), me().member, absent, heir)
    return {
        "cases": list(map(case_row, estate.cases)),
        "total": estate.total,
        "kept": estate.kept,
        "closed": estate.closed,
    }


@handovers.post("/cases/handover")
@only("leader")
def create() -> ResponseReturnValue:
    """Grant some cases of one member to another."""
    given, leader = read_object(), me().member
    absent, heir = _pair(text(given, "from", NAME), text(given, "to", NAME))
    handed = each(given, "cases", _read, AT_ONCE)
    with writing() as session:
        hand_over(session, leader, heir, handed, now())
        for one in handed:
            facts = {"from": absent.name, "to": heir.name}
            subject = str(one.case)
            record(
                session, leader.office_id, leader.name, "case_handover", subject, now=now(), **facts
            )
    return {"handed": len(handed)}, 201


def _pair(absent: str, heir: str) -> tuple[Member, Member]:
    if absent == heir:
        raise FormInvalid(["to"])
    found = {one.name: one for one in people(reading(), me().member.office_id, [absent, heir])}
    return found[absent], found[heir]


def _read(value: Any) -> Handed:
    given = value if isinstance(value, dict) else {}
    case = uuid.UUID(text(given, "case", UUID))
    version, registration = number(given, "version"), read_sealed(given, "registration")
    return Handed(case, version, registration, read_sealed(given, "sealed"))
