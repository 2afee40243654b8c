"""What can be done with questions to other departments (协办): ask one, read one's own, answer.

Who is asked sees what is sealed to them and nothing else: of the case not even that there is one.
For anybody else a question does not exist: absent, foreign, a colleague's and taken back are one
answer.
"""

from __future__ import annotations

import uuid
from base64 import b64encode
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases.models import Case, Recusal
from casework.cases.sealed import check_case
from casework.entries.service import Moment, write_entry
from casework.members.models import Member
from casework.tasks.forms import AnswerForm, TaskForm
from casework.tasks.models import Task
from portal.reports.service import DifferentBody

HELPER = "helper"
"""The role of members of other departments."""
MOST = 200
"""Answered questions that a member is shown."""


class TaskUnknown(Exception):
    """There is no such question for this member."""


class TaskAnswered(Exception):
    """The question was answered already; that stands."""


class HelperUnknown(Exception):
    """Nobody of this name can be asked: no helper, not vouched for, gone, or recused."""


def ask_task(
    session: Session, member: Member, case_id: uuid.UUID, form: TaskForm, moment: Moment
) -> bool:
    """Put a question to a member of another department; tells whether it is new.

    The caller commits. The same request again changes nothing. Raises what write_entry raises,
    HelperUnknown, DifferentBody, NotSealed, TooManyRecipients, SizeWrong.
    """
    entry, is_new = write_entry(session, member, case_id, form.entry, moment)
    stored = session.get(Task, (member.office_id, form.id))
    if not is_new:
        if stored is not None and (stored.entry_id, stored.sealed) != (entry.id, form.sealed):
            raise DifferentBody
        return False
    if stored is not None:
        raise DifferentBody
    check_case(form.sealed)
    case = session.get_one(Case, (member.office_id, case_id))
    helper = next(
        (one for one in helpers(session, case) if one.name == entry.facts["member"]), None
    )
    if helper is None:
        raise HelperUnknown
    asked = Task(
        office_id=case.office_id,
        id=form.id,
        case_id=case.id,
        entry_id=entry.id,
        member_id=helper.id,
        asked_on=moment.today,
        due_on=date.fromisoformat(entry.facts["due_on"]),
        sealed=form.sealed,
    )
    session.add(asked)
    session.flush()
    return True


def helpers(session: Session, case: Case) -> Sequence[Member]:
    """Who can be asked about a case, by name: helpers who are vouched for and not recused in it."""
    out = select(Recusal.member_id).where(
        Recusal.office_id == case.office_id, Recusal.case_id == case.id
    )
    mine = Member.office_id == case.office_id, Member.id.not_in(out)
    rows = session.scalars(select(Member).where(*mine).order_by(Member.name))
    return [one for one in rows if one.is_rostered and HELPER in one.roles]


def task_documents(session: Session, case: Case) -> list[dict[str, str]]:
    """What was asked about a case and not taken back, with the sealed answers that came."""
    mine = Task.office_id == case.office_id, Task.case_id == case.id
    rows = session.scalars(select(Task).where(*mine).order_by(Task.asked_on, Task.id))
    return [
        {
            "id": str(one.id),
            "answered_on": one.answered_on.isoformat() if one.answered_on else "",
            "answer": b64encode(one.answer).decode() if one.answer else "",
        }
        for one in rows
    ]


def own_tasks(session: Session, member: Member) -> Sequence[Task]:
    """What a member is asked: open ones, the first due first; then the newest answered ones."""
    mine = Task.office_id == member.office_id, Task.member_id == member.id
    waiting = select(Task).where(*mine, Task.answer.is_(None)).order_by(Task.due_on, Task.id)
    done = select(Task).where(*mine, Task.answer.is_not(None))
    done = done.order_by(Task.answered_on.desc(), Task.id).limit(MOST)
    return [*session.scalars(waiting), *session.scalars(done)]


def answer_task(
    session: Session, member: Member, id: uuid.UUID, form: AnswerForm, today: date
) -> tuple[Task, bool]:
    """Answer a question, once; tells whether it is new. The caller commits.

    The same answer again changes nothing. Raises TaskUnknown, TaskAnswered, NotSealed,
    TooManyRecipients, SizeWrong.
    """
    task = find_task(session, member, id, locked=True)
    check_case(form.sealed)
    check_case(form.kept)
    if task.answer is not None:
        if task.answer != form.sealed:
            raise TaskAnswered
        return task, False
    task.answer, task.kept, task.answered_on = form.sealed, form.kept, today
    return task, True


def find_task(session: Session, member: Member, id: uuid.UUID, *, locked: bool = False) -> Task:
    """A question that this member is asked. Raises TaskUnknown."""
    mine = Task.office_id == member.office_id, Task.id == id, Task.member_id == member.id
    rows = select(Task).where(*mine)
    task = session.scalar(rows.with_for_update() if locked else rows)
    if task is None:
        raise TaskUnknown
    return task
