"""What is accepted about questions to other departments: an entry with a question, an answer."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Self

from casework.cases.forms import read_object, read_sealed, text
from casework.entries.forms import EntryForm
from casework.forms import UUID
from portal.reports.forms import FormInvalid


@dataclass(frozen=True)
class TaskForm:
    """A question (`POST /casework/cases/<id>/tasks`).

    entry: says so in the case, to whom and until when. id: of the question; sealed: to the member
    whom the entry names.
    """

    entry: EntryForm
    id: uuid.UUID
    sealed: bytes

    @classmethod
    def from_request(cls) -> Self:
        """Raises FormInvalid."""
        given = read_object()
        entry, task = given.get("entry"), given.get("task")
        if not isinstance(entry, dict) or not isinstance(task, dict):
            raise FormInvalid(["entry", "task"])
        form = EntryForm.read(entry)
        if form.kind != "task":
            raise FormInvalid(["entry"])
        return cls(form, uuid.UUID(text(task, "id", UUID)), read_sealed(task, "sealed"))


@dataclass(frozen=True)
class AnswerForm:
    """An answer (`POST /casework/tasks/<id>/answer`): sealed to the case, and to who gives it."""

    sealed: bytes
    kept: bytes

    @classmethod
    def from_request(cls) -> Self:
        """Raises FormInvalid."""
        given = read_object()
        return cls(read_sealed(given, "sealed"), read_sealed(given, "kept"))
