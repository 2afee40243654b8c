"""Signing in and the session, over HTTP (docs/api.md)."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from casework.audit.service import record
from casework.database import reading, writing
from casework.keyring.service import epoch_grants
from casework.members import sessions
from casework.members.forms import SignInForm, UnlockForm
from casework.members.models import IDLE, Member, SignedInSession
from casework.pages import own_address, page_language
from casework.security import (
    COOKIE,
    LANGUAGES,
    SignedIn,
    find_me,
    give_cookie,
    me,
    signed_in,
    signed_in_or_locked,
    take_cookie,
)
from portal.days import now
from portal.offices.models import Office
from portal.offices.service import OfficeUnknown, office_document, office_named, the_site
from portal.security import anyone

members = Blueprint("members", __name__)


@members.get("/sign-in")
@anyone
def sign_in_page() -> ResponseReturnValue:
    """The page to sign in on."""
    return render_template("casework/members/sign_in.html", site=the_site(reading()).site.hex())


@members.post("/session")
@anyone
def sign_in() -> ResponseReturnValue:
    """Begin a session; one that the browser still had ends."""
    form = SignInForm.from_request()
    office = _office(form.office)
    member = sessions.recognise(reading(), office, form.name, form.proof)
    before = sessions.session_of(reading(), request.cookies.get(COOKIE, ""))
    with writing() as session:
        if before is not None:
            _end(session, before)
        new = sessions.open_session(session, member, page_language(), now())
        record(session, member.office_id, member.name, "sign_in", now=now())
    office = reading().get_one(Office, member.office_id)
    who = SignedIn(new.row, member, office, new.row.unlock_key(new.token, now()))
    return give_cookie(make_response(session_document(who)), new.token)


@members.get("/session")
@signed_in
def session() -> ResponseReturnValue:
    """Who is signed in, and the unlock key unless the session is locked."""
    return session_document(me())


@members.post("/session/seen")
@signed_in_or_locked
def seen() -> ResponseReturnValue:
    """A sign of life from a page whose member types and asks for nothing."""
    return {"locked": me().key is None}


@members.post("/session/lock")
@signed_in_or_locked
def lock() -> ResponseReturnValue:
    """Forget the unlock key."""
    with writing() as session:
        sessions.lock(session, me().session)
        if me().key is not None:
            _record("lock", session)
    return {"locked": True}


@members.post("/session/unlock")
@signed_in_or_locked
def unlock() -> ResponseReturnValue:
    """Give the unlock key to a member who proves the passphrase once more."""
    form = UnlockForm.from_request()
    sessions.confirm(me().member, form.proof)
    with writing() as session:
        row = sessions.unlock(session, me().session)
        _record("unlock", session)
    key = row.unlock_key(request.cookies[COOKIE], now())
    return session_document(replace(me(), session=row, key=key))


@members.delete("/session")
@signed_in_or_locked
def sign_out() -> ResponseReturnValue:
    """End the session."""
    with writing() as session:
        _end(session, me().session)
    return take_cookie(make_response({"signed_in": False}))


@members.before_app_request
def remember_language() -> ResponseReturnValue | None:
    """A member who chooses a language keeps it for the session, on a clean address."""
    chosen = request.args.get("language")
    if chosen not in LANGUAGES or request.method != "GET" or COOKIE not in request.cookies:
        return None
    who = find_me()
    if who is None:
        return None
    with writing() as session:
        sessions.speak(session, who.session, chosen)
    return redirect(own_address(), 303)


def session_document(who: SignedIn) -> dict[str, Any]:
    """What a member's browser is told: sealed secrets, public facts, the unlock key."""
    return {
        "csrf": who.session.csrf,
        "site": the_site(reading()).site.hex(),
        "idle_minutes": IDLE.seconds // 60,
        "locked": who.key is None,
        "key": who.key.hex() if who.key else None,
        "member": {
            "name": who.member.name,
            "display_name": who.member.display_name,
            "roles": who.member.roles,
        },
        "office": office_document(who.office),
        "sealed_secret": b64encode(who.member.sealed_secret).decode(),
        "grants": [
            {"epoch": grant.epoch, "sealed": b64encode(grant.sealed).decode()}
            for grant in epoch_grants(reading(), who.member)
        ],
    }


def _record(act: str, session: Session) -> None:
    record(session, me().office.id, me().member.name, act, now=now())


def _end(session: Session, row: SignedInSession) -> None:
    """Sign a session out, whoever's it is: the browser may have had another member's."""
    member = session.get_one(Member, (row.office_id, row.member_id))
    sessions.sign_out(session, row)
    record(session, row.office_id, member.name, "sign_out", now=now())


def _office(slug: str) -> Office | None:
    try:
        return office_named(reading(), slug)
    except OfficeUnknown:
        return None
