"""Who may open a case, over HTTP (docs/api.md): grants, recusals, new secrets."""

from __future__ import annotations

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue

from casework.cases.access import find_case
from casework.cases.forms import (
    MOST_LETTERS,
    each,
    number,
    read_grants,
    read_letter,
    read_object,
    read_recusal,
    read_sealed,
    read_secret,
)
from casework.cases.grants import give_grants
from casework.cases.recusal import lift, may_recuse, recuse, step_aside, withdraw
from casework.cases.service import keep_letters, replace_registration, replace_secret
from casework.cases.views import note
from casework.database import reading, writing
from casework.security import NotForYou, me, only, signed_in
from portal.days import now, today

case_changes = Blueprint("case_changes", __name__)


@case_changes.post("/cases/<uuid:id>/grants")
@only("registrar", "leader")
def grant(id: uuid.UUID) -> ResponseReturnValue:
    """Let further members open a case; its registration, signed anew, names them."""
    find_case(reading(), me().member, id)
    given = read_object()
    grants, version = read_grants(given), number(given, "version")
    registration = read_sealed(given, "sealed")
    with writing() as session:
        case = find_case(session, me().member, id, locked=True).case
        replace_registration(case, version, registration)
        give_grants(session, case, me().member, grants, now())
        for one in grants:
            note(session, "case_grant", id, whom=one.member)
    return {"granted": len(grants)}, 201


@case_changes.delete("/cases/<uuid:id>/grants/<name>")
@only("registrar", "leader")
def take(id: uuid.UUID, name: str) -> ResponseReturnValue:
    """Take a member's grant; the case gets a new secret."""
    member = me().member
    find_case(reading(), member, id)
    secret = read_secret(read_object())
    with writing() as session:
        found = find_case(session, member, id, locked=True)
        withdraw(session, found, member, name, secret, today=today(), now=now())
        note(session, "case_withdraw", id, whom=name, version=secret.version)
    return {"version": secret.version}


@case_changes.post("/cases/<uuid:id>/recusals")
@signed_in
def recusal(id: uuid.UUID) -> ResponseReturnValue:
    """Recuse oneself, or, as a keyholder, somebody else with a new secret."""
    member = me().member
    find_case(reading(), member, id)
    given = read_object()
    form = read_recusal(given)
    own = form.member == member.name
    if own != (form.reason == "own") or not (own or may_recuse(member, form.reason)):
        raise NotForYou
    secret = read_secret(given["rekey"]) if given.get("rekey") is not None else None
    with writing() as session:
        found = find_case(session, member, id, locked=True)
        if own:
            step_aside(session, found, member, now())
        else:
            recuse(
                session, found, member, form.member, form.reason, secret, today=today(), now=now()
            )
        note(session, "case_recuse", id, whom=form.member, reason=form.reason)
    return {"recused": form.member}, 201


@case_changes.delete("/cases/<uuid:id>/recusals/<name>")
@only("leader")
def undo_recusal(id: uuid.UUID, name: str) -> ResponseReturnValue:
    """Undo a recusal, which the registration says too; the member must still be granted."""
    find_case(reading(), me().member, id)
    given = read_object()
    version, registration = number(given, "version"), read_sealed(given, "sealed")
    with writing() as session:
        case = find_case(session, me().member, id, locked=True).case
        replace_registration(case, version, registration)
        lift(session, case, name)
        note(session, "case_recusal_lift", id, whom=name)
    return {"lifted": name}


@case_changes.post("/cases/<uuid:id>/rekey")
@only("registrar", "leader")
def rekey(id: uuid.UUID) -> ResponseReturnValue:
    """Put a case under a new secret, for whoever may open it."""
    member = me().member
    find_case(reading(), member, id)
    secret = read_secret(read_object())
    with writing() as session:
        case, report, _ = find_case(session, member, id, locked=True)
        replace_secret(session, case, report, member, secret, today=today(), now=now())
        note(session, "case_rekey", id, version=secret.version)
    return {"version": secret.version}


@case_changes.post("/cases/<uuid:id>/letters")
@only("registrar", "leader")
def letters(id: uuid.UUID) -> ResponseReturnValue:
    """Seal a reporter's letters anew to the case, which came sealed to the office."""
    member = me().member
    find_case(reading(), member, id)
    copies = each(read_object(), "letters", read_letter, MOST_LETTERS)
    with writing() as session:
        case, report, _ = find_case(session, member, id, locked=True)
        kept = keep_letters(session, case, report, copies)
        if kept:
            note(session, "case_letters", id, letters=kept)
    return {"kept": kept}
