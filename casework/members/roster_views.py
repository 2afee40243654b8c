"""Members of an office as its leader and its administrator see them, over HTTP (docs/api.md)."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from casework.database import reading, writing
from casework.forms import read_json
from casework.members import invitations
from casework.members.joining import SEALED_SECRET, anchor, read_sealed_secret
from casework.members.leaving import leave
from casework.members.listing import listed
from casework.members.models import ROLES
from casework.members.role_texts import DUTIES, ROLE_NAMES
from casework.members.service import member_named
from casework.members.sign_in import confirm_again
from casework.security import me, only, signed_in
from portal.days import now
from portal.reports.forms import FormInvalid

roster = Blueprint("roster", __name__)
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
DISPLAY_NAME = re.compile(r"[^\x00-\x1f\x7f-\x9f]{1,80}")
INVITING = {"name": NAME, "display_name": DISPLAY_NAME, "roles": re.compile(r"[a-z]+( [a-z]+)*")}


@roster.get("/members")
@only("leader", "administrator")
def page() -> ResponseReturnValue:
    """Who belongs to the office, and what can be done about it."""
    words = {"roles": ROLES, "role_names": ROLE_NAMES, "duties": DUTIES}
    return render_template("casework/members/members.html", me=me(), **words)


@roster.get("/members.json")
@only("leader", "administrator")
def index() -> ResponseReturnValue:
    """Every member of the own office with their public keys, those who left last."""
    return {"members": listed(reading(), me().office, now())}


@roster.post("/members")
@only("leader", "administrator")
def create() -> ResponseReturnValue:
    """Invite somebody who is not a member yet."""
    fields = read_json(INVITING)
    display_name = fields["display_name"].strip()
    if not display_name:
        raise FormInvalid(["display_name"])
    with writing() as session:
        member = invitations.add_invited(
            session,
            me().office,
            name=fields["name"],
            display_name=display_name,
            roles=fields["roles"].split(),
            now=now(),
        )
        token = invitations.invite(session, member, by=me().member.name, now=now())
    return link_of(token), 201


@roster.post("/members/<name>/invitation")
@only("leader", "administrator")
def invite(name: str) -> ResponseReturnValue:
    """Write another link for a member: the one before is lost, or the passphrase is."""
    with writing() as session:
        member = member_named(session, me().office, name)
        invitations.check_reset(member, me().member)
        token = invitations.invite(session, member, by=me().member.name, now=now())
    return link_of(token), 201


@roster.delete("/members/<name>/invitation")
@only("leader", "administrator")
def withdraw(name: str) -> ResponseReturnValue:
    """Take a link back that was not used."""
    with writing() as session:
        member = member_named(session, me().office, name)
        invitations.withdraw(session, member, by=me().member.name, now=now())
    return {"withdrawn": True}


@roster.delete("/members/<name>")
@only("leader", "administrator")
def remove(name: str) -> ResponseReturnValue:
    """Let somebody go for whom no leader vouches: nobody else's keys are touched by it."""
    with writing() as session:
        leave(session, member_named(session, me().office, name), by=me().member.name, now=now())
    return {"left": True}


@roster.post("/members/me/sealed-secret")
@signed_in
def seal_anchor() -> ResponseReturnValue:
    """Keep the own secret sealed anew, beside the root key that the office has by now."""
    fields = read_json(SEALED_SECRET)
    confirm_again(me().office, me().member, bytes.fromhex(fields["proof"]))
    sealed = read_sealed_secret(fields["sealed_secret"])
    with writing() as session:
        anchor(session, me().office, me().member, sealed, now=now())
    return {"sealed": True}


def link_of(token: str) -> dict[str, Any]:
    """A new link: shown once, kept nowhere."""
    address = url_for("joining.page", _external=True)
    return {"invitation": token, "link": f"{address}#i={token}"}
