"""What each role does in its first hour (怎么做), and every page of the administration."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from casework.administration.notices_views import notices
from casework.administration.offices_views import offices
from casework.administration.posters_views import posters
from casework.administration.settings_views import settings
from casework.members.models import ROLES
from casework.security import me, signed_in

how_to = Blueprint("how_to", __name__)
ADMINISTRATION = (offices, settings, notices, posters, how_to)


@how_to.get("/how-to")
@signed_in
def show() -> ResponseReturnValue:
    """What to do first, by role: the own roles come first, the others fold up."""
    own = [role for role in ROLES if role in me().member.roles]
    others = [role for role in ROLES if role not in own]
    return render_template("casework/administration/how_to.html", me=me(), own=own, others=others)
