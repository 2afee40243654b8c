"""Offices as their administrator sees them: the own one and those below, over HTTP."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from casework.administration import offices as service
from casework.administration.facts import unsigned
from casework.administration.forms import Given
from casework.administration.offices_forms import FirstMemberForm, NewOfficeForm, OfficeForm
from casework.administration.offices_tree import find_place, places_below
from casework.database import reading, writing
from casework.members.roster_views import link_of
from casework.security import me, only
from portal.days import now

offices = Blueprint("offices", __name__)


def acting() -> service.Acting:
    """Who administers, at this moment."""
    return service.Acting(me().office, me().member.name, now())


@offices.get("/offices")
@only("administrator")
def index() -> ResponseReturnValue:
    """The own office and those right below it."""
    return _page(me().office.slug, "casework/administration/offices.html")


@offices.get("/offices/<slug>")
@only("administrator")
def show(slug: str) -> ResponseReturnValue:
    """One office: its facts, its standing, those below it."""
    return _page(slug, "casework/administration/office.html")


def _page(slug: str, template: str) -> ResponseReturnValue:
    place = find_place(reading(), me().office, slug)
    page = request.args.get("page", 1, type=int)
    below, pages = places_below(reading(), place, page)
    due = unsigned(place.office)
    return render_template(
        template, me=me(), place=place, below=below, page=page, pages=pages, unsigned=due
    )


@offices.post("/offices")
@only("administrator")
def create() -> ResponseReturnValue:
    """Add an office below the own one."""
    form = NewOfficeForm.from_request()
    with writing() as session:
        office = service.add_office(session, acting(), form.above, form.slug, form.changes)
    return {"to": url_for("offices.show", slug=office.slug)}, 201


@offices.post("/offices/<slug>")
@only("administrator")
def change(slug: str) -> ResponseReturnValue:
    """Change an office's facts."""
    form = OfficeForm.from_request()
    with writing() as session:
        service.edit_office(session, acting(), slug, form.changes)
    return {"to": url_for("offices.show", slug=slug, saved=1)}


@offices.post("/offices/<slug>/publication")
@only("administrator")
def set_publication(slug: str) -> ResponseReturnValue:
    """Show an office to the public, or take it away again."""
    verb = Given().one_of("what", ("publish", "withdraw"))
    with writing() as session:
        (service.publish if verb == "publish" else service.withdraw)(session, acting(), slug)
    return {"to": url_for("offices.show", slug=slug, saved=1)}


@offices.post("/offices/<slug>/invitation")
@only("administrator")
def invite(slug: str) -> ResponseReturnValue:
    """Invite an office's first administrator or leader; the link is told once."""
    form = FirstMemberForm.from_request(service.FIRST)
    with writing() as session:
        token = service.invite_first(
            session,
            acting(),
            slug,
            name=form.name,
            display_name=form.display_name,
            role=form.role,
        )
    return link_of(token), 201
