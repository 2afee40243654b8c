"""Splitting a case: several people or matters in one report, a case for each (domain.md §0)."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy.orm import Session

from casework.cases.access import find_case
from casework.cases.forms import RegistrationForm, read_object
from casework.cases.grants import give_grants, recusals_of
from casework.cases.models import Case
from casework.cases.service import new_case, note_recusal
from casework.entries.forms import EntryForm
from casework.entries.models import Entry
from casework.entries.service import Moment, write_entry
from casework.members.models import Member
from portal.reports.forms import FormInvalid
from portal.reports.service import DifferentBody


@dataclass(frozen=True)
class SplitForm:
    """A further case of the same report, and the entry that says so (`POST …/split`)."""

    case: RegistrationForm
    entry: EntryForm

    @classmethod
    def from_request(cls) -> Self:
        """Raises FormInvalid."""
        given = read_object()
        form = cls(
            RegistrationForm.read(_object(given, "case")), EntryForm.read(_object(given, "entry"))
        )
        if form.entry.kind != "split" or form.entry.facts["into"] != str(form.case.id):
            raise FormInvalid(["entry"])
        return form


def split_case(
    session: Session, member: Member, case_id: uuid.UUID, form: SplitForm, moment: Moment
) -> tuple[Case, Entry, bool]:
    """Make another case of the same report; tells whether it was not one yet. The caller commits.

    The first case keeps the mailbox and its letters. Who has no part in it has none in the new one.
    The same request again changes nothing. Raises what write_entry and give_grants raise.
    """
    first = find_case(session, member, case_id, locked=True)
    entry, is_new = write_entry(session, member, case_id, form.entry, moment)
    stored = session.get(Case, (member.office_id, form.case.id))
    if stored is not None:
        if is_new or stored.split_from is None or stored.sealed != form.case.secret.sealed:
            raise DifferentBody
        return stored, entry, False
    origin = first.case.split_from or first.case.id
    case = new_case(session, member, first.report, form.case, moment.now, split_from=origin)
    for one, recusal in recusals_of(session, first.case):
        note_recusal(session, case, member, one, recusal.reason, moment.now)
    session.flush()
    give_grants(session, case, member, form.case.secret.grants, moment.now)
    return case, entry, True


def _object(given: dict[str, Any], name: str) -> dict[str, Any]:
    value = given.get(name)
    if not isinstance(value, dict):
        raise FormInvalid([name])
    return value
