"""Declarations over HTTP (docs/api.md)."""

from __future__ import annotations

from base64 import b64encode

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from casework.audit.service import record
from casework.cases.declarations import declaration_of, declarations_for, keep_declaration
from casework.cases.forms import read_object, read_sealed
from casework.database import reading, writing
from casework.security import me, only
from portal.days import now

declarations = Blueprint("declarations", __name__)
CASEWORKERS = ("registrar", "investigator", "leader", "secretary")


@declarations.get("/declarations")
@only(*CASEWORKERS)
def page() -> ResponseReturnValue:
    """What a member declares of themselves."""
    return render_template("casework/cases/declarations.html", me=me())


@declarations.get("/declarations.json")
@only(*CASEWORKERS)
def show() -> ResponseReturnValue:
    """The member's own declaration, and for keyholders everybody's; all sealed."""
    own = declaration_of(reading(), me().member)
    return {
        "own": b64encode(own.sealed).decode() if own else None,
        "declarations": [
            {"member": member.name, "sealed": b64encode(declaration.sealed).decode()}
            for member, declaration in declarations_for(reading(), me().member)
        ],
    }


@declarations.put("/declarations")
@only(*CASEWORKERS)
def keep() -> ResponseReturnValue:
    """Keep what the member declares."""
    member, sealed = me().member, read_sealed(read_object(), "sealed")
    with writing() as session:
        keep_declaration(session, member, sealed, now())
        record(session, member.office_id, member.name, "declare", member.name, now=now())
    return {"kept": True}
