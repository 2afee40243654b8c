"""The sealed index and the search over it, over HTTP (docs/api.md). Words never arrive."""

from __future__ import annotations

import re
import uuid

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from casework.cases.documents import case_row
from casework.database import reading, writing
from casework.entries.texts import stage_names
from casework.forms import UUID, from_base64, read_json
from casework.search.service import (
    MOST_BYTES,
    MOST_ROWS,
    file_of,
    files_of,
    keep_file,
    listed_cases,
    rows_of,
)
from casework.search.texts import KIND_NAMES
from casework.security import me, only
from portal.reports.forms import FormInvalid

search = Blueprint("search", __name__)
CASEWORKERS = ("registrar", "investigator", "leader", "secretary")
KEPT = {
    "version": re.compile(r"[1-9][0-9]{0,8}"),
    "sealed": re.compile(rf"[A-Za-z0-9+/]{{1,{2 * MOST_BYTES}}}={{0,2}}"),
}


@search.get("/search")
@only(*CASEWORKERS)
def page() -> ResponseReturnValue:
    """The page to search on; what is typed there stays there."""
    return render_template(
        "casework/search/search.html", me=me(), stages=stage_names(), kinds=KIND_NAMES
    )


@search.get("/index.json")
@only(*CASEWORKERS)
def index() -> ResponseReturnValue:
    """The files of the member's own index."""
    return {"files": [file._asdict() for file in files_of(reading(), me().member)]}


@search.get("/index/<int:no>")
@only(*CASEWORKERS)
def show(no: int) -> ResponseReturnValue:
    """One file of the member's own index."""
    found = file_of(reading(), me().member, no)
    return Response(found.sealed, mimetype="application/octet-stream")


@search.put("/index/<int:no>")
@only(*CASEWORKERS)
def keep(no: int) -> ResponseReturnValue:
    """Keep the next version of one file."""
    fields = read_json(KEPT)
    version, sealed = int(fields["version"]), from_base64("sealed", fields["sealed"])
    with writing() as session:
        keep_file(session, me().member, no, version, sealed)
    return {"version": version}


@search.get("/cases/ids.json")
@only(*CASEWORKERS)
def ids() -> ResponseReturnValue:
    """Every case that the member may open, in short."""
    return {"cases": listed_cases(reading(), me().member)}


@search.get("/cases/rows.json")
@only(*CASEWORKERS)
def rows() -> ResponseReturnValue:
    """Some cases, sealed, that are not in the index yet."""
    asked = request.args.get("of", "").split(",")
    if len(asked) > MOST_ROWS or not all(map(UUID.fullmatch, asked)):
        raise FormInvalid(["of"])
    found = rows_of(reading(), me().member, list(map(uuid.UUID, asked)))
    return {"cases": list(map(case_row, found))}
