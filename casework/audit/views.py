"""What members did, over HTTP (docs/api.md): to its auditor all of it, to members its end."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from casework.audit.acts import ACTS
from casework.audit.forms import Wanted, read_export, read_from
from casework.audit.heads import head_document, signed_heads
from casework.audit.reading import (
    chain_page,
    entry_digest,
    entry_document,
    page_of_acts,
    people_of,
)
from casework.audit.service import record
from casework.database import reading, writing
from casework.security import me, only, signed_in
from portal.days import now

audit = Blueprint("audit", __name__)


@audit.get("/audit")
@only("auditor")
def page() -> ResponseReturnValue:
    """The page of acts; whether the chain is whole is computed in the auditor's browser."""
    people = people_of(reading(), me().office.id)
    return render_template("casework/audit/audit.html", me=me(), acts=ACTS, people=people)


@audit.get("/audit/acts.json")
@only("auditor")
def acts() -> ResponseReturnValue:
    """A page of acts, newest first: of a member, of a kind, of some days."""
    found = page_of_acts(reading(), me().office.id, Wanted.from_request())
    entries = [entry_document(entry) for entry in found.entries]
    return {"entries": entries, "pages": found.pages, "total": found.total}


@audit.get("/audit/entries.json")
@only("auditor")
def entries() -> ResponseReturnValue:
    """The chain as it is stored after an entry, with what members signed over that stretch."""
    office, after = me().office, read_from()
    stretch = chain_page(reading(), office.id, after)
    return {
        "office": str(office.id),
        "entries": [entry_document(entry) for entry in stretch.entries],
        "heads": signed_heads(reading(), office.id, after, stretch.until),
        "end": head_document(reading(), office.id),
    }


@audit.post("/audit/exports")
@only("auditor")
def export() -> ResponseReturnValue:
    """Write down that acts are printed or saved, before the browser makes the file."""
    form = read_export()
    with writing() as session:
        record(session, me().office.id, me().member.name, "audit_export", now=now(), form=form)
    return {}, 201


@audit.get("/audit/head.json")
@signed_in
def head() -> ResponseReturnValue:
    """Where the chain ends, for a member's browser to remember and to sign."""
    return head_document(reading(), me().office.id)


@audit.get("/audit/entry/<int:seq>.json")
@signed_in
def entry(seq: int) -> ResponseReturnValue:
    """An entry's digest, for a browser that has seen it before."""
    return {"seq": seq, "digest": entry_digest(reading(), me().office.id, seq).hex()}
