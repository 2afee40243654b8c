"""The own session, over HTTP (docs/api.md): what it tells, locking, unlocking, signing out."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from typing import Any

from flask import Blueprint, make_response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from casework.audit.forms import read_head
from casework.audit.heads import keep_head
from casework.audit.service import record
from casework.database import writing
from casework.members import sessions
from casework.members import sign_in_pending as pending
from casework.members.browser_sessions import end_session, session_document
from casework.members.forms import UnlockForm, relying_party
from casework.members.models import SignedInSession
from casework.members.sign_in import ask_to_unlock, confirm_again, counted, prove
from casework.members.sign_in_failures import forgive
from casework.pages import own_address
from casework.security import (
    COOKIE,
    LANGUAGES,
    find_me,
    me,
    own_account,
    signed_in_or_locked,
    take_cookie,
)
from portal.days import now

own_session = Blueprint("own_session", __name__)


@own_session.get("/session")
@own_account
def session() -> ResponseReturnValue:
    """Who is signed in, and the unlock key unless the session is locked."""
    return session_document(me())


@own_session.post("/session/seen")
@signed_in_or_locked
def seen() -> ResponseReturnValue:
    """A sign of life from a page whose member types and asks for nothing."""
    return {"locked": me().key is None}


@own_session.post("/session/lock")
@signed_in_or_locked
def lock() -> ResponseReturnValue:
    """Forget the unlock key, and keep the end of the audit chain as the browser signed it."""
    with writing() as session:
        sessions.lock(session, me().session)
        _keep_head(session)
        if me().key is not None:
            record(session, me().office.id, me().member.name, "lock", now=now())
    return {"locked": True}


@own_session.post("/session/unlock/passkey")
@signed_in_or_locked
def ask_to_unlock_by_passkey() -> ResponseReturnValue:
    """What a passkey has to sign for the session to be unlocked."""
    with writing() as session:
        asked = ask_to_unlock(session, me().session, me().member, relying_party(), now())
    return {"passkey": asked}


@own_session.post("/session/unlock")
@signed_in_or_locked
def unlock() -> ResponseReturnValue:
    """Give the unlock key to a member who proves once more that they are there."""
    form = UnlockForm.from_request()
    if form.credential:
        return _unlock_by_passkey(form.credential)
    confirm_again(me().office, me().member, form.proof)
    with writing() as session:
        row = _unlock(session, factor="none")
    return _unlocked(row)


def _unlock_by_passkey(credential: str) -> dict[str, Any]:
    who, id = me(), pending.id_of_session(me().session)
    with counted("session", who.office.slug, who.member.name):
        with writing() as session:
            pending.take_try(session, who.office.id, id, now())
        with writing() as session:
            passkey = prove(
                session, who.member, id, "passkey", credential, relying_party(), now(), unlock=True
            )
    with writing() as session:
        row = _unlock(session, factor="passkey")
    sealed = (passkey and passkey.sealed_secret) or b""
    return _unlocked(row) | {"passkey_secret": b64encode(sealed).decode()}


def _unlock(session: Session, *, factor: str) -> SignedInSession:
    row = sessions.unlock(session, me().session)
    forgive(session, me().office.slug, me().member.name)
    record(session, me().office.id, me().member.name, "unlock", now=now(), factor=factor)
    return row


def _unlocked(row: SignedInSession) -> dict[str, Any]:
    key = row.unlock_key(request.cookies[COOKIE], now())
    return session_document(replace(me(), session=row, key=key))


@own_session.delete("/session")
@signed_in_or_locked
def sign_out() -> ResponseReturnValue:
    """End the session, and keep the end of the audit chain as the browser signed it."""
    with writing() as session:
        _keep_head(session)
        end_session(session, me().session)
    return take_cookie(make_response({"signed_in": False}))


@own_session.before_app_request
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


def _keep_head(session: Session) -> None:
    head = read_head()
    if head is not None:
        keep_head(session, me().office, me().member, head, now())
