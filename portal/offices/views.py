"""Small JSON documents that change, so that the pages need not."""

from __future__ import annotations

from importlib.metadata import version

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue

from portal.database import db
from portal.offices.service import (
    earlier_statements,
    office_document,
    offices_in_brief,
    public_office,
    the_site,
)
from portal.security import anyone

offices = Blueprint("offices", __name__)

BRIEFLY = "public, max-age=60"
"""The same for everybody, and asked for by every page on the way through a report."""


@offices.get("/site.json")
@anyone
def site() -> ResponseReturnValue:
    """This installation and the offices it serves."""
    document = jsonify(
        site=the_site(db()).site.hex(),
        version=version("qingfeng"),
        offices=[
            {"slug": slug, "name": name, "authority": authority or ""}
            for slug, name, authority in offices_in_brief(db())
        ],
    )
    document.headers["Cache-Control"] = BRIEFLY
    return document


@offices.get("/o/<slug>/office.json")
@anyone
def office(slug: str) -> ResponseReturnValue:
    """One office's facts and signed statements."""
    document = jsonify(office_document(public_office(db(), slug)))
    document.headers["Cache-Control"] = BRIEFLY
    return document


@offices.get("/o/<slug>/earlier.json")
@anyone
def earlier(slug: str) -> ResponseReturnValue:
    """What vouched for an office's epochs that are over, for answers from then."""
    document = jsonify(earlier=earlier_statements(db(), public_office(db(), slug)))
    document.headers["Cache-Control"] = BRIEFLY
    return document
