"""The calendar of working days over HTTP (docs/api.md).

Every administrator sees it. It is the whole installation's, so those of offices that have no
authority above import; whoever has one would change their superior's deadlines.
"""

from __future__ import annotations

from flask import Blueprint, current_app, render_template, url_for
from flask.typing import ResponseReturnValue

from casework.calendar.forms import YearForm
from casework.calendar.service import changes, import_year, may_import
from casework.database import reading, writing
from casework.security import me, only
from portal.calendar import IMPORTED
from portal.calendar.years import calendar_of, imported_years
from portal.days import now, today

calendar = Blueprint("calendar", __name__)


@calendar.get("/calendar")
@only("administrator")
def show() -> ResponseReturnValue:
    """The years that are known, and a form for another one."""
    known = calendar_of(reading())
    shown = sorted({*known.published, today().year, today().year + 1}, reverse=True)
    return render_template(
        "casework/calendar/calendar.html",
        me=me(),
        years=[(year, known.published.get(year)) for year in shown],
        imported=imported_years(reading()),
        may_import=may_import(me().office),
        next_year=max(known.published) + 1,
    )


@calendar.post("/calendar")
@only("administrator")
def change() -> ResponseReturnValue:
    """Import a year, and count anew what it has to do with."""
    form = YearForm()
    with writing() as session:
        taken = import_year(session, me().office, form, by=me().member.name, now=now())
    current_app.extensions[IMPORTED].look_anew()
    return {"to": url_for("calendar.show", moved=taken.moved)}


@calendar.post("/calendar/preview")
@only("administrator")
def preview() -> ResponseReturnValue:
    """Which days would be others; nothing is stored."""
    form = YearForm()
    off, worked = changes(reading(), form.year, form.notice)
    return {
        "off": [day.isoformat() for day in off],
        "worked": [day.isoformat() for day in worked],
    }
