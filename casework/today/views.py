"""Today, and the list of cases, over HTTP (docs/api.md)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from casework.database import reading
from casework.entries.stages import EVERYBODY
from casework.entries.texts import stage_names
from casework.intake.channels import CHANNELS
from casework.intake.documents import give_numbers
from casework.lists.service import current_list
from casework.members.models import Member
from casework.security import SignedIn, may_act, me, signed_in
from casework.today.documents import today_document
from portal.days import today

todays = Blueprint("today", __name__)


@todays.get("/today")
@signed_in
def page() -> ResponseReturnValue:
    """What the day begins with; who has no part in cases is led to where they begin."""
    if not handles_cases(me()):
        begins = "tasks.page" if may_act(me(), ("helper",)) else "intake.queue"
        return redirect(url_for(begins), 303)
    return render_template("casework/today/today.html", me=me())


@todays.get("/today.json")
@signed_in
def show() -> ResponseReturnValue:
    """What waits for the member; nothing for who has no part in cases."""
    give_numbers(me().member)
    return today_document(reading(), me().member, today())


@todays.get("/cases")
@signed_in
def cases() -> ResponseReturnValue:
    """The list of the member's cases; titles are opened in the browser."""
    if not handles_cases(me()):
        return redirect(url_for("intake.queue"), 303)
    lists = {
        name: current_list(reading(), me().office.id, name).value["items"]
        for name in ("categories", "units")
    }
    return render_template(
        "casework/today/cases.html",
        me=me(),
        stages=stage_names(),
        **lists,
        handlers=_handlers(),
        channels=CHANNELS,
    )


def handles_cases(who: SignedIn) -> bool:
    """Whether somebody's roles have a part in cases, vouched for or not yet."""
    return bool(set(who.member.roles) & set(EVERYBODY))


def _handlers() -> list[dict[str, Any]]:
    """Who may handle cases: those who are here, by name."""
    mine = Member.office_id == me().office.id, Member.left_at.is_(None)
    members = reading().scalars(select(Member).where(*mine).order_by(Member.name))
    return [
        {"name": one.name, "display_name": one.display_name}
        for one in members
        if set(one.roles) & set(EVERYBODY)
    ]
