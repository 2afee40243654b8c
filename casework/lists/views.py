"""An office's lists over HTTP (docs/api.md).

Caseworkers read them. Leaders change them: they are what cases are judged by, and whoever decides
cases answers for it; an administrator runs the machine and has no part in cases.
"""

from __future__ import annotations

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from casework.database import reading, writing
from casework.lists.forms import ListForm
from casework.lists.limits import HOSPITALS, RANGES
from casework.lists.service import (
    Version,
    current_list,
    current_lists,
    list_version,
    save_list,
    versions_of,
)
from casework.lists.shipped import EMPLOYMENT, FIXED, GROUPS
from casework.lists.texts import GROUPS as GROUP_NAMES
from casework.lists.texts import HOSPITALS as HOSPITAL_NAMES
from casework.lists.texts import LIMITS as LIMIT_NAMES
from casework.lists.texts import NAMES
from casework.pages import page_language
from casework.security import me, only
from portal.days import now

lists = Blueprint("lists", __name__)
CASEWORKERS = ("registrar", "investigator", "leader", "secretary")


@lists.get("/lists.json")
@only(*CASEWORKERS)
def current() -> ResponseReturnValue:
    """Every list as it holds now."""
    found = current_lists(reading(), me().office.id)
    return {"lists": {name: list_document(one) for name, one in found.items()}}


@lists.get("/lists/<name>/<int:version>.json")
@only(*CASEWORKERS)
def earlier(name: str, version: int) -> ResponseReturnValue:
    """A list as it was when a case was worked by it."""
    return list_document(list_version(reading(), me().office.id, name, version))


@lists.get("/lists")
@only("leader")
def index() -> ResponseReturnValue:
    """The lists there are, and how often each was changed."""
    found = current_lists(reading(), me().office.id)
    return render_template("casework/lists/lists.html", me=me(), lists=found, names=NAMES)


@lists.get("/lists/<name>")
@only("leader")
def show(name: str) -> ResponseReturnValue:
    """A list, to be changed."""
    office = me().office.id
    return render_template(
        "casework/lists/list.html",
        me=me(),
        list=current_list(reading(), office, name),
        versions=versions_of(reading(), office, name),
        names=NAMES,
        fixed=name in FIXED,
        groups=[(group, GROUP_NAMES[group]) for group in GROUPS],
        limits=[(limit, LIMIT_NAMES[limit], *RANGES[limit]) for limit in RANGES],
        hospitals=[(one, HOSPITAL_NAMES[one]) for one in HOSPITALS],
        employment=[
            (item["code"], item["en" if page_language() == "en" else "zh"])
            for item in current_list(reading(), office, EMPLOYMENT).value["items"]
        ],
    )


@lists.post("/lists/<name>")
@only("leader")
def change(name: str) -> ResponseReturnValue:
    """Save the next version of a list."""
    with writing() as session:
        form = ListForm(current_list(session, me().office.id, name))
        save_list(session, me().member, name, form.base, form.value, now=now())
    return {"to": url_for("lists.show", name=name, kept=1)}


def list_document(one: Version) -> dict[str, object]:
    """A version of a list as JSON."""
    return {"version": one.version, "value": one.value}
