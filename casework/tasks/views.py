"""Questions to other departments over HTTP (docs/api.md)."""

from __future__ import annotations

import uuid
from base64 import b64encode
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from casework.audit.service import record
from casework.cases.access import find_case
from casework.cases.views import note
from casework.database import reading, writing
from casework.entries.service import Moment
from casework.entries.stages import EVERYBODY
from casework.security import me, only
from casework.tasks.forms import AnswerForm, TaskForm
from casework.tasks.models import Task
from casework.tasks.service import HELPER, answer_task, ask_task, find_task, own_tasks
from portal.days import now, today

tasks = Blueprint("tasks", __name__)


@tasks.post("/cases/<uuid:id>/tasks")
@only(*EVERYBODY)
def ask(id: uuid.UUID) -> ResponseReturnValue:
    """Put a question to another department."""
    find_case(reading(), me().member, id)
    form = TaskForm.from_request()
    with writing() as session:
        if ask_task(session, me().member, id, form, Moment(today(), now())):
            note(session, "task", id, to=form.entry.facts["member"])
    return {"seq": form.entry.seq, "state": ""}, 201


@tasks.get("/tasks")
@only(HELPER)
def page() -> ResponseReturnValue:
    """What the member is asked; opened in the browser."""
    return render_template("casework/tasks/tasks.html", me=me())


@tasks.get("/tasks.json")
@only(HELPER)
def show() -> ResponseReturnValue:
    """What the member is asked, sealed, with days and nothing of the case."""
    return {"tasks": [_document(one) for one in own_tasks(reading(), me().member)]}


@tasks.post("/tasks/<uuid:id>/answer")
@only(HELPER)
def answer(id: uuid.UUID) -> ResponseReturnValue:
    """Answer a question, once."""
    find_task(reading(), me().member, id)
    form = AnswerForm.from_request()
    with writing() as session:
        task, is_new = answer_task(session, me().member, id, form, today())
        if is_new:
            who = me().member
            record(session, who.office_id, who.name, "task_answer", str(id), now=now())
        answered = {"answered_on": _day(task.answered_on)}
    return answered, 201


def _document(one: Task) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "asked_on": _day(one.asked_on),
        "due_on": _day(one.due_on),
        "sealed": _sealed(one.sealed),
        "answered_on": _day(one.answered_on),
        "kept": _sealed(one.kept),
    }


def _sealed(sealed: bytes | None) -> str:
    return b64encode(sealed).decode() if sealed else ""


def _day(day: Any) -> str:
    return day.isoformat() if day else ""
