"""Signing in, over HTTP (docs/api.md)."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from casework.database import reading, writing
from casework.members import sessions
from casework.members import sign_in_pending as pending
from casework.members.browser_sessions import begin_session, office_of, welcome
from casework.members.factors import factors_of
from casework.members.forms import SecondFactorForm, SignInForm, relying_party
from casework.members.sign_in import ask_second_factor, counted, prove, who_is_pending
from portal.days import now
from portal.offices.models import Office
from portal.offices.service import OfficeUnknown, office_named, the_site
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
    office, id = office_of(member), pending.id_of_token(form.pending)
    with counted("second-factor", office.slug, member.name):
        with writing() as session:
            pending.take_try(session, office.id, id, now())
        with writing() as session:
            prove(session, member, id, form.method, form.answer, relying_party(), now())
    with writing() as session:
        new = begin_session(session, member, factor=form.method)
    return welcome(new, member)


def _office(slug: str) -> Office | None:
    try:
        return office_named(reading(), slug)
    except OfficeUnknown:
        return None
