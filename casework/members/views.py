"""Signing in and the session, over HTTP (docs/api.md)."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from casework.audit.forms import read_head
from casework.audit.heads import head_document, keep_head
from casework.audit.service import record
from casework.database import reading, writing
from casework.keyring.documents import keyring_document
from casework.members import sessions
from casework.members import sign_in_pending as pending
from casework.members.factors import factors_of, is_required
from casework.members.forms import SecondFactorForm, SignInForm, UnlockForm, relying_party
from casework.members.models import IDLE, Member, SignedInSession
from casework.members.sign_in import (
    ask_second_factor,
    ask_to_unlock,
    confirm_again,
    counted,
    prove,
    unlocking,
    who_is_pending,
)
from casework.members.sign_in_client import client_of
from casework.members.sign_in_failures import forgive
from casework.pages import own_address, page_language
from casework.security import (
    COOKIE,
    LANGUAGES,
    SignedIn,
    find_me,
    give_cookie,
    me,
    own_account,
    signed_in_or_locked,
    take_cookie,
)
from portal.days import now
from portal.offices.models import Office
from portal.offices.service import OfficeUnknown, office_document, office_named, the_site
from portal.scope import scope
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
    """Prove the passphrase; whoever has a second factor is asked for it next, and told first now.

    Refused, this says and costs the same whatever was wrong.
    """
    form = SignInForm.from_request()
    with counted("sign-in", form.office, form.name):
        member = sessions.recognise(reading(), _office(form.office), form.name, form.proof)
    factors = factors_of(reading(), member)
    with writing() as session:
        if factors:
            asked = ask_second_factor(session, member, factors, relying_party(), now())
            return {"second_factor": asked}
        new = begin_session(session, member, factor="none")
    return welcome(new, member)


@members.post("/session/second-factor")
@anyone
def second_factor() -> ResponseReturnValue:
    """Answer with a second factor, and be signed in."""
    form = SecondFactorForm.from_request()
    member = who_is_pending(form.pending)
    office, id = _office_of(member), pending.id_of_token(form.pending)
    with counted("second-factor", office.slug, member.name):
        with writing() as session:
            pending.take_try(session, office.id, id, now())
        with writing() as session:
            prove(session, member, id, form.method, form.answer, relying_party(), now())
    with writing() as session:
        new = begin_session(session, member, factor=form.method)
    return welcome(new, member)


@members.get("/session")
@own_account
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
    """Forget the unlock key, and keep the end of the audit chain as the browser signed it."""
    with writing() as session:
        sessions.lock(session, me().session)
        _keep_head(session)
        if me().key is not None:
            _record("lock", session)
    return {"locked": True}


@members.post("/session/unlock/passkey")
@signed_in_or_locked
def ask_to_unlock_by_passkey() -> ResponseReturnValue:
    """What a passkey has to sign for the session to be unlocked."""
    with writing() as session:
        asked = ask_to_unlock(session, me().session, me().member, relying_party(), now())
    return {"passkey": asked}


@members.post("/session/unlock")
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


@members.delete("/session")
@signed_in_or_locked
def sign_out() -> ResponseReturnValue:
    """End the session, and keep the end of the audit chain as the browser signed it."""
    with writing() as session:
        _keep_head(session)
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
        "second_factor": "required" if is_required(who.office) else "optional",
        "factors": _factors(who),
        **keyring_document(reading(), who.office, who.member),
        "audit": head_document(reading(), who.office.id),
    }


def _keep_head(session: Session) -> None:
    head = read_head()
    if head is not None:
        keep_head(session, me().office, me().member, head, now())


def _factors(who: SignedIn) -> dict[str, int | bool]:
    factors = factors_of(reading(), who.member)
    return factors.document | {"unlocking": len(unlocking(reading(), who.member))}


def begin_session(session: Session, member: Member, *, factor: str) -> sessions.NewSession:
    """Begin a member's session; one that the browser still had ends. The caller commits."""
    language = page_language()
    before = sessions.session_of(session, request.cookies.get(COOKIE, ""))
    if before is not None:
        _end(session, before)
    scope(session, office=member.office_id)  # the session before may have been of another one
    failures = forgive(session, _office_of(member).slug, member.name)
    client = client_of(request.user_agent.string)
    new = sessions.open_session(session, member, language, now(), client)
    mine = member.office_id, member.name, "sign_in"
    record(session, *mine, now=now(), factor=factor, failures=failures)
    return new


def welcome(new: sessions.NewSession, member: Member, **more: object) -> ResponseReturnValue:
    """Hand a session that has just begun to the browser. more: what else it is told, once."""
    reading().commit()  # a recovery code has been used since this request began to read
    who = SignedIn(new.row, member, _office_of(member), new.row.unlock_key(new.token, now()))
    return give_cookie(make_response(session_document(who) | more), new.token)


def _office_of(member: Member) -> Office:
    return reading().get_one(Office, member.office_id)


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
