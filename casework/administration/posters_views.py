"""Posters to print, over HTTP."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from casework.administration.facts import unsigned
from casework.administration.posters import SIZES, make_poster, portal_address
from casework.security import me, only
from portal.config import config

posters = Blueprint("posters", __name__)


@posters.get("/posters")
@only("administrator", "leader")
def choose() -> ResponseReturnValue:
    """Which posters, in which size."""
    office = me().office
    return render_template(
        "casework/administration/posters.html",
        me=me(),
        departments=departments(),
        sizes=SIZES,
        unsigned=unsigned(office),
        address=portal_address(config(), request.scheme, request.host),
    )


@posters.get("/posters/print")
@only("administrator", "leader")
def show() -> ResponseReturnValue:
    """The chosen posters, each on a page of its own."""
    size = request.args.get("size", SIZES[0])
    wanted = request.args.getlist("department")
    chosen = [one for one in ("", *departments()) if one in wanted]
    if not me().office.is_set_up or size not in SIZES or not chosen:
        return redirect(url_for("posters.choose"), 303)
    base = portal_address(config(), request.scheme, request.host)
    made = [make_poster(me().office, base, one) for one in chosen]
    return render_template("casework/administration/print.html", me=me(), posters=made, size=size)


def departments() -> list[str]:
    """The departments of the own office, as its settings list them."""
    listed: list[str] = me().office.settings.get("departments", [])
    return listed
