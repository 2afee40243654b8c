"""Entries of cases over HTTP (docs/api.md)."""

from __future__ import annotations

import uuid

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from casework.cases.access import find_case
from casework.cases.models import Case
from casework.cases.retention import DELETED
from casework.cases.views import note
from casework.database import reading, writing
from casework.entries.effects import GONE
from casework.entries.forms import EntryForm
from casework.entries.models import Entry
from casework.entries.service import Moment, write_entry
from casework.entries.splitting import SplitForm, split_case
from casework.entries.stages import EVERYBODY, KEYHOLDERS, OWN_ROUTES
from casework.entries.tombstones import tombstone
from casework.security import me, only
from portal.blobs import blobs
from portal.days import now, today
from portal.reports.forms import FormInvalid

entries = Blueprint("entries", __name__)


@entries.post("/cases/<uuid:id>/entries")
@only(*EVERYBODY)
def write(id: uuid.UUID) -> ResponseReturnValue:
    """Write one sealed entry into a case; what it makes of the case happens with it."""
    find_case(reading(), me().member, id)
    form = EntryForm.from_request()
    if form.kind in OWN_ROUTES:
        raise FormInvalid(["kind"])
    with writing() as session:
        entry, is_new = write_entry(session, me().member, id, form, Moment(today(), now()))
        if is_new:
            note(session, "case_entry", id, seq=entry.seq, kind=entry.kind)
            note_deletion(session, entry)
        stage = session.get_one(Case, (entry.office_id, entry.case_id)).stage
        answer = {"seq": entry.seq, "state": entry.state, "stage": stage}
    blobs().delete(session.info.pop(GONE, []))
    return answer, 201


def note_deletion(session: Session, decision: Entry) -> None:
    """What stays of a case that was deleted by this decision, in the audit chain."""
    case = session.get_one(Case, (decision.office_id, decision.case_id))
    if case.stage == DELETED:
        note(session, "case_delete", case.id, **tombstone(session, case, decision))


@entries.post("/cases/<uuid:id>/split")
@only(*KEYHOLDERS)
def split(id: uuid.UUID) -> ResponseReturnValue:
    """Make a further case of the same report."""
    find_case(reading(), me().member, id)
    form = SplitForm.from_request()
    with writing() as session:
        case, entry, is_new = split_case(session, me().member, id, form, Moment(today(), now()))
        if is_new:
            note(session, "case_entry", id, seq=entry.seq, kind=entry.kind)
            note(session, "case_register", case.id, case=str(id))
        answer = {"id": str(case.id)}
    return answer, 201
