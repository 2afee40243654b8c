"""Joining with a link, over HTTP (docs/api.md). The link's token is in its fragment."""

from __future__ import annotations

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from casework.database import reading, writing
from casework.forms import read_json
from casework.members import invitations, sessions
from casework.members.joining import TOKEN, KeysForm, join
from casework.members.service import HASHER
from casework.members.views import session_document
from casework.pages import page_language
from casework.security import COOKIE, SignedIn, give_cookie
from portal.days import now
from portal.offices.service import office_document, the_site
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
        "second_factor": invited.office.settings.get("second_factor", "required"),
    }


@joining.post("/invitation")
@anyone
def use() -> ResponseReturnValue:
    """Join with the keys that the browser made, once, and be signed in."""
    form = KeysForm.from_request()
    invited = invitations.look(reading(), form.token, now())
    proof_hash = HASHER.hash(form.proof)
    before = sessions.session_of(reading(), request.cookies.get(COOKIE, ""))
    with writing() as session:
        invited = invitations.take(session, invited)
        member = join(session, invited, form, proof_hash, now())
        if before is not None:
            sessions.sign_out(session, before)
        new = sessions.open_session(session, member, page_language(), now())
    who = SignedIn(new.row, member, invited.office, new.row.unlock_key(new.token, now()))
    return give_cookie(make_response(session_document(who)), new.token)
