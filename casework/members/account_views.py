"""A member's own account, over HTTP (docs/api.md). Every member has one, whatever the roles."""

from __future__ import annotations

import uuid

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from casework.audit.service import record
from casework.database import reading, writing
from casework.members import account as own
from casework.members.account_forms import (
    PassphraseForm,
    read_label,
    read_new_factor,
    read_proof,
)
from casework.members.factors import passkey_of, remove_passkey, remove_totp
from casework.members.factors_enrolment import begin_enrolment, finish_enrolment
from casework.members.forms import relying_party
from casework.members.models import Member
from casework.members.recovery_codes import replace_codes
from casework.members.role_texts import ROLE_NAMES
from casework.members.sign_in import confirm_again
from casework.security import me, own_account
from portal.days import now

account = Blueprint("account", __name__)


@account.get("/account")
@own_account
def page() -> ResponseReturnValue:
    """The page on which a member sees and changes what they sign in with."""
    return render_template("casework/members/account.html", me=me(), role_names=ROLE_NAMES)


@account.get("/account.json")
@own_account
def show() -> ResponseReturnValue:
    """Second factors and sessions."""
    return own.account_document(reading(), me().member, me().session)


@account.post("/account/proof")
@own_account
def prove() -> ResponseReturnValue:
    """Say whether the passphrase is right, before a page asks what is to be changed."""
    confirm_again(me().office, me().member, read_proof())
    return {"right": True}


@account.post("/account/passphrase")
@own_account
def change_passphrase() -> ResponseReturnValue:
    """Change the passphrase; every other session ends."""
    form, who = PassphraseForm.from_request(), me()
    confirm_again(who.office, who.member, form.proof)
    proof_hash = own.hash_proof(form.new_proof)
    with writing() as session:
        own.change_passphrase(session, who.member, proof_hash, form.sealed_secret, now())
        own.end_others(session, who.member, who.session, now())
    return {"changed": True}


@account.post("/account/factors")
@own_account
def begin_factor() -> ResponseReturnValue:
    """Ask for a new second factor."""
    confirm_again(me().office, me().member, read_proof())
    with writing() as session:
        return begin_enrolment(
            session, me().office, me().member, me().session.id, relying_party(), now()
        )


@account.post("/account/factors/new")
@own_account
def finish_factor() -> ResponseReturnValue:
    """Add the second factor that was asked for in this session."""
    new, who = read_new_factor(), me()
    with writing() as session:
        codes = finish_enrolment(
            session, who.office, _locked(session), who.session.id, relying_party(), new, now()
        )
    return {"codes": codes}, 201


@account.patch("/account/passkeys/<uuid:id>")
@own_account
def rename_passkey(id: uuid.UUID) -> ResponseReturnValue:
    """Call a passkey by another name."""
    label = read_label()
    with writing() as session:
        passkey_of(session, me().member, id).label = label
        _record(session, "passkey_rename", str(id))
    return {"label": label}


@account.delete("/account/passkeys/<uuid:id>")
@own_account
def delete_passkey(id: uuid.UUID) -> ResponseReturnValue:
    """Take a passkey away."""
    confirm_again(me().office, me().member, read_proof())
    with writing() as session:
        remove_passkey(session, me().office, _locked(session), id)
        _record(session, "passkey_remove", str(id))
    return {"removed": True}


@account.delete("/account/totp")
@own_account
def delete_totp() -> ResponseReturnValue:
    """Take the authenticator away."""
    confirm_again(me().office, me().member, read_proof())
    with writing() as session:
        remove_totp(session, me().office, _locked(session))
        _record(session, "totp_remove")
    return {"removed": True}


@account.post("/account/codes")
@own_account
def renew_codes() -> ResponseReturnValue:
    """Make recovery codes anew; they are shown once, here."""
    confirm_again(me().office, me().member, read_proof())
    with writing() as session:
        codes = replace_codes(session, _locked(session))
        _record(session, "codes_make")
    return {"codes": codes}, 201


@account.delete("/account/sessions/<id>")
@own_account
def end_session(id: str) -> ResponseReturnValue:
    """End one session, wherever it is."""
    with writing() as session:
        own.end_session(session, me().member, own.session_id(id), now())
    return {"ended": 1}


@account.delete("/account/sessions")
@own_account
def end_others() -> ResponseReturnValue:
    """End every session but this one."""
    with writing() as session:
        return {"ended": own.end_others(session, me().member, me().session, now())}


def _locked(session: Session) -> Member:
    """The member's row, as it is now; two changes of it wait for each other."""
    key = (me().office.id, me().member.id)
    return session.get_one(Member, key, with_for_update=True)


def _record(session: Session, act: str, subject: str = "") -> None:
    record(session, me().office.id, me().member.name, act, subject, now=now())
