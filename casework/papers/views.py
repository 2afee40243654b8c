"""Papers over HTTP (docs/api.md): the blank ones, and the record of those that leave a case."""

from __future__ import annotations

import re
import uuid

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from casework.cases.access import find_case
from casework.cases.views import note
from casework.database import reading, writing
from casework.forms import read_json
from casework.papers.codes import FORMS, PAPERS
from casework.security import me, only, signed_in

papers = Blueprint("papers", __name__)
CASEWORKERS = ("registrar", "investigator", "leader", "secretary")
FIELDS = {"paper": re.compile("|".join(PAPERS)), "form": re.compile("|".join(FORMS))}
"""Which paper, and as what: the server learns nothing of what stands on it."""


@papers.get("/papers")
@only(*CASEWORKERS)
def page() -> ResponseReturnValue:
    """Blank papers, to print or to download."""
    return render_template("casework/papers/blank.html", me=me())


@papers.post("/cases/<uuid:id>/papers")
@signed_in
def leaving(id: uuid.UUID) -> ResponseReturnValue:
    """Record that a member takes a paper filled from a case, before the browser gives it out."""
    find_case(reading(), me().member, id)
    form = read_json(FIELDS)
    with writing() as session:
        note(session, "case_paper", id, paper=form["paper"], form=form["form"])
    return {}, 201
