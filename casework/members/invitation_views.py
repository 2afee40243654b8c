"""Joining with a link, over HTTP (docs/api.md). The link's token is in its fragment."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from casework.database import reading, writing
from casework.forms import given_json, read_json
from casework.members import invitations
from casework.members.account_forms import read_new_factor
from casework.members.browser_sessions import begin_session, welcome
from casework.members.factors import is_required
from casework.members.factors_enrolment import NewFactor, begin_enrolment, finish_enrolment
from casework.members.forms import relying_party
from casework.members.invitations import Invited
from casework.members.joining import TOKEN, KeysForm, join
from casework.members.service import HASHER
from portal.days import now
from portal.offices.service import office_document, the_site
from portal.reports.forms import FormInvalid
from portal.scope import scope
from portal.security import anyone

joining = Blueprint("joining", __name__)


@joining.get("/invitation")
@anyone
def page() -> ResponseReturnValue:
    """The page that a link opens: the same for everybody, what it is about comes by script."""
    return render_template("casework/members/invitation.html")


@joining.post("/invitation/look")
@anyone
def look() -> ResponseReturnValue:
    """Whom the link invites, and where to."""
    token = read_json(TOKEN)["token"]
    invited = invitations.look(reading(), token, now())
    return {
        "site": the_site(reading()).site.hex(),
        "office": office_document(invited.office),
        "name": invited.member.name,
        "display_name": invited.member.display_name,
        "roles": invited.member.roles,
        "reset": invited.is_reset,
        "second_factor": "required" if is_required(invited.office) else "optional",
    }


@joining.post("/invitation/factor")
@anyone
def begin_factor() -> ResponseReturnValue:
    """Ask for the second factor that the member will join with."""
    token = read_json(TOKEN)["token"]
    invited = invitations.look(reading(), token, now())
    with writing() as session:
        scope(session, office=invited.office.id)
        bound = invitations.digest_of(token)
        return begin_enrolment(
            session, invited.office, invited.member, bound, relying_party(), now()
        )


@joining.post("/invitation")
@anyone
def use() -> ResponseReturnValue:
    """Join with the keys that the browser made, once, and be signed in."""
    form, factor = KeysForm.from_request(), _factor()
    invited = invitations.look(reading(), form.token, now())
    if factor is None and is_required(invited.office):
        raise FormInvalid(["method"])
    proof_hash = HASHER.hash(form.proof)
    with writing() as session:
        invited = invitations.take(session, invited)
        member = join(session, invited, form, proof_hash, now())
        codes = _enrol(session, invited, form.token, factor)
        new = begin_session(session, member, factor=factor.method if factor else "none")
    return welcome(new, member, codes=codes)


def _factor() -> NewFactor | None:
    given = given_json()
    return read_new_factor() if isinstance(given, dict) and "method" in given else None


def _enrol(session: Session, invited: Invited, token: str, factor: NewFactor | None) -> list[str]:
    if factor is None:
        return []
    office, bound = invited.office, invitations.digest_of(token)
    return finish_enrolment(session, office, invited.member, bound, relying_party(), factor, now())
