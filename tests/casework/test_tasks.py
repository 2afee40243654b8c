"""A question to another department: sealed to one member of it, answered once, taken over."""

from __future__ import annotations

import json
import uuid
from base64 import b64decode, b64encode
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.cases.models import Recusal
from casework.deadlines.models import Deadline
from casework.entries.models import Entry
from casework.members.models import Member
from casework.tasks.models import Task
from crypto import age, keys, statements
from portal.days import now, today
from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive, browser
from tests.casework.inspector import RefusedError, Worker
from tests.conftest import Hospital

DAY = today().isoformat()
NOW = "2026-11-23T02:00:00Z"
SAID = "骨科病区的手机收了三千元，护士站都看见了，请查一查这件事情是不是真的"
QUESTION = {"question": "请列出十月骨科高值耗材的领用量 䶮", "document_no": "协〔2026〕3号"}
ANSWER = "十月领用 41 件，出处：耗材系统 㛃"


class Asker(CaseWorker):
    """A member who asks another department."""

    def task(self, worker: Worker, case: str, **changes: Any) -> dict[str, Any]:
        """What this member's browser sends."""
        self.sit_down(worker)
        said: dict[str, Any] = {"facts": {"member": "helper", "due_on": "2026-12-15"}}
        said |= {"words": QUESTION, "now": NOW, "today": DAY, "documents": self.documents(case)}
        form: dict[str, Any] = worker.ask("sealTask", **said | changes)
        return form

    def asked(self, worker: Worker, case: str) -> dict[str, Any]:
        """A question that was put, as it was sent."""
        form = self.task(worker, case)
        answer = self.post(f"cases/{case}/tasks", json=form)
        assert answer.status_code == 201, answer.json
        return form

    def looked(self, worker: Worker, case: str, **changes: Any) -> dict[str, Any]:
        """What the page of the case shows of its only question; `changes`: of the server's row."""
        self.sit_down(worker)
        documents = self.documents(case)
        documents["tasks"] = [row | changes for row in documents["tasks"]]
        (one,) = self.open_case(worker, case, documents=documents)["tasks"]
        found: dict[str, Any] = one
        return found


class Helper(CaseWorker):
    """A member of another department."""

    @property
    def rows(self) -> list[dict[str, Any]]:
        answer = self.get("tasks.json")
        assert answer.status_code == 200, answer.json
        rows: list[dict[str, Any]] = (answer.json or {})["tasks"]
        return rows

    def read(self, worker: Worker, **changes: Any) -> dict[str, Any]:
        """What the page shows of the only question; `changes`: of the server's row."""
        self.sit_down(worker)
        rows = [row | changes for row in self.rows]
        (one,) = worker.ask("openTasks", tasks=rows)
        found: dict[str, Any] = one
        return found

    def sealed(self, worker: Worker, text: str = ANSWER, **changes: Any) -> dict[str, str]:
        """What this member's browser answers with."""
        self.sit_down(worker)
        (row,) = self.rows
        form: dict[str, str] = worker.ask("sealTaskAnswer", row=row | changes, text=text, now=NOW)
        return form


@pytest.fixture
def asker(app: Flask, hospital: Hospital) -> Asker:
    """The hospital's registrar."""
    return Asker(browser(app), hospital)


@pytest.fixture
def helper(app: Flask, hospital: Hospital) -> Helper:
    """A pharmacist, let us say."""
    return Helper(browser(app), hospital, "helper")


@pytest.fixture
def case(asker: Asker, worker: Worker, receive: Receive) -> str:
    """A case of two members."""
    return asker.registered(worker, receive(SAID), "registrar", "leader")


def code_of(answer: Any) -> tuple[int, str]:
    return answer.status_code, (answer.json or {}).get("error", "")


def test_asked_answered_and_taken_over(
    asker: Asker, helper: Helper, worker: Worker, case: str, session: Session
) -> None:
    form = asker.asked(worker, case)
    seen = asker.looked(worker, case)
    assert (seen["to"]["name"], seen["answer"], seen["trouble"]) == ("helper", None, "")

    read = helper.read(worker)
    assert (read["question"], read["documentNo"]) == tuple(QUESTION.values())
    assert (read["dueOn"], read["answeredOn"], read["trouble"]) == ("2026-12-15", "", "")
    answer = helper.sealed(worker)
    assert helper.post(f"tasks/{form['task']['id']}/answer", json=answer).status_code == 201
    assert helper.read(worker)["answer"] == ANSWER

    asker.sit_down(worker)
    seen = asker.looked(worker, case)
    assert (seen["answer"]["text"], seen["trouble"], seen["isOver"]) == (ANSWER, "", False)
    due = select(Deadline.met_on).where(Deadline.kind == "task")
    assert session.scalars(due).all() == [None]  # an answer meets nothing by itself
    session.rollback()
    asker.written(worker, case, "task_answered", {"answer": ANSWER}, on=form["entry"]["id"])
    assert session.scalars(due).all() == [today()]
    session.rollback()
    assert asker.looked(worker, case)["isOver"]
    assert helper.read(worker)["answer"] == ANSWER


def test_who_is_asked_learns_nothing_of_the_case(
    asker: Asker, helper: Helper, worker: Worker, case: str, session: Session
) -> None:
    form = asker.asked(worker, case)
    entry = form["entry"]["id"]
    helper.sit_down(worker)
    told = helper.get("tasks.json").text
    assert set(helper.rows[0]) == {"id", "asked_on", "due_on", "sealed", "answered_on", "kept"}
    assert case not in told
    assert entry not in told
    report = asker.documents(case)["case"]["report"]
    for path in (f"cases/{case}", f"cases/{case}.json", f"reports/{report}.json"):
        assert helper.get(path).status_code == 404, path
    for path in (
        "search",
        "lists.json",
        "papers",
        "declarations",
        "members.json",
        "cases/ids.json",
    ):
        assert helper.get(path).status_code == 403, path
    assert (helper.get("cases.json").json or {})["total"] == 0
    assert (helper.get("reports.json").json or {})["total"] == 0
    inside = json.dumps(question_of(helper))
    assert case not in inside
    assert report not in inside


def test_the_question_comes_with_its_entry_or_not_at_all(
    asker: Asker, worker: Worker, case: str, session: Session
) -> None:
    form = asker.task(worker, case)
    assert code_of(asker.post(f"cases/{case}/entries", json=form["entry"])) == (400, "form_invalid")
    wrong = form | {"entry": form["entry"] | {"kind": "note", "facts": {}}}
    assert code_of(asker.post(f"cases/{case}/tasks", json=wrong)) == (400, "form_invalid")
    unsealed = form | {"task": form["task"] | {"sealed": b64encode(b"x").decode()}}
    assert code_of(asker.post(f"cases/{case}/tasks", json=unsealed))[0] == 400
    assert session.scalars(select(Entry)).all() == []
    session.rollback()
    for _ in range(2):
        assert asker.post(f"cases/{case}/tasks", json=form).status_code == 201
    assert len(session.scalars(select(Task)).all()) == 1
    session.rollback()
    other = form | {"task": form["task"] | {"sealed": asker.task(worker, case)["task"]["sealed"]}}
    assert code_of(asker.post(f"cases/{case}/tasks", json=other)) == (409, "id_taken")


@pytest.mark.parametrize("name", ["nobody", "investigator", "auditor", "leader"])
def test_only_helpers_are_asked(asker: Asker, worker: Worker, case: str, name: str) -> None:
    with pytest.raises(RefusedError, match="NotRostered"):
        asker.task(worker, case, facts={"member": name, "due_on": DAY})
    form = asker.task(worker, case)
    entry = asker.entry(worker, case, "task", QUESTION, member=name, due_on=DAY)
    answer = asker.post(f"cases/{case}/tasks", json=form | {"entry": entry})
    assert code_of(answer) == (409, "helper_unknown")


@pytest.mark.parametrize("how", ["recused", "unvouched", "left"])
def test_who_has_no_part_is_not_asked(
    asker: Asker, worker: Worker, case: str, session: Session, hospital: Hospital, how: str
) -> None:
    form = asker.task(worker, case)
    mine = Member.office_id == hospital.office.id, Member.name == "helper"
    member = session.scalars(select(Member).where(*mine)).one()
    if how == "recused":
        of = {"office_id": member.office_id, "case_id": uuid.UUID(case), "member_id": member.id}
        by = {"reason": "leader", "recused_at": now(), "recused_by": hospital.registrar.member.id}
        session.add(Recusal(**of, **by))
    elif how == "unvouched":
        member.rostered_at = None
    else:
        member.left_at = now()
    session.commit()
    assert "helper" not in asker.documents(case)["helpers"]
    assert code_of(asker.post(f"cases/{case}/tasks", json=form)) == (409, "helper_unknown")
    assert session.scalars(select(Entry)).all() == []


def test_who_is_accused_is_not_asked_and_the_report_is_not_copied(
    asker: Asker, worker: Worker, case: str
) -> None:
    copied = {"question": f"有人说：{SAID}，请核", "document_no": ""}
    with pytest.raises(RefusedError, match="ReportCopied"):
        asker.task(worker, case, words=copied)
    assessed = {"category": "T01", "level": "own", "repeat": False, "urgent": []}
    asker.written(worker, case, "assessment", {"accused": [{"name": "helper"}]}, **assessed)
    with pytest.raises(RefusedError, match="HelperAccused"):
        asker.task(worker, case)


def test_an_answer_stands(asker: Asker, helper: Helper, worker: Worker, case: str) -> None:
    form = asker.asked(worker, case)
    path = f"tasks/{form['task']['id']}/answer"
    answer = helper.sealed(worker)
    assert [helper.post(path, json=answer).status_code for _ in range(2)] == [201, 201]
    later = helper.sealed(worker, "另一个说法")
    assert code_of(helper.post(path, json=later)) == (409, "task_answered")
    asker.sit_down(worker)
    assert asker.looked(worker, case)["answer"]["text"] == ANSWER


def test_a_question_is_taken_back_by_who_asked_until_it_is_answered(
    asker: Asker, leader: CaseWorker, helper: Helper, worker: Worker, case: str, session: Session
) -> None:
    form = asker.asked(worker, case)
    on, path = form["entry"]["id"], f"tasks/{form['task']['id']}/answer"
    answer = helper.sealed(worker)
    not_theirs = leader.write(worker, case, "task_withdrawn", on=on)
    assert (not_theirs.json or {})["missing"] == ["own_task"]
    asker.written(worker, case, "task_withdrawn", {"reason": "查到了"}, on=on)
    helper.sit_down(worker)
    assert helper.rows == []
    assert code_of(helper.post(path, json=answer)) == (404, "task_unknown")
    assert session.scalars(select(Deadline.met_on).where(Deadline.kind == "task")).all() == [
        today()
    ]
    session.rollback()
    again = asker.write(worker, case, "task_answered", on=on)
    assert (again.json or {})["missing"] == ["open_task"]


def test_an_answer_on_paper_closes_the_question_here(
    asker: Asker, helper: Helper, worker: Worker, case: str
) -> None:
    form = asker.asked(worker, case)
    asker.written(worker, case, "task_answered", {"answer": "书面"}, on=form["entry"]["id"])
    helper.sit_down(worker)
    assert helper.rows == []
    asker.sit_down(worker)
    assert asker.looked(worker, case) | {"isOver": True, "trouble": ""} == asker.looked(
        worker, case
    )


def test_a_question_that_no_colleague_signed_is_not_shown(
    asker: Asker, helper: Helper, worker: Worker, case: str, hospital: Hospital
) -> None:
    form = asker.asked(worker, case)
    row = {"site": hospital.site.hex(), "office": hospital.office.slug, "task": form["task"]["id"]}
    recipient = age.Recipient.parse(hospital.others["helper"].member.recipient)
    body = row | {"format": "qingfeng.task/1", "type": "qingfeng/task", "to": "helper"}
    body |= {"question": "假的", "due_on": "2026-12-15", "asked_on": DAY, "document_no": ""}
    body |= {"reply_to": hospital.registrar.member.recipient}
    for name in ("auditor", "helper", ""):
        secret = hospital.others[name].secret if name else keys.new_secret()
        own = keys.signing_half("member", secret)
        signed = statements.sign("task", body | {"by": keys.verify_key(own).hex()}, own)
        sealed = b64encode(padded(signed, recipient)).decode()
        assert helper.read(worker, sealed=sealed)["trouble"] == "forged", name
        with pytest.raises(RefusedError, match="CaseForged"):
            helper.sealed(worker, sealed=sealed)
    own = keys.signing_half("member", hospital.registrar.secret)
    signed = statements.sign("task", body | {"by": keys.verify_key(own).hex()}, own)
    good = b64encode(padded(signed, recipient)).decode()
    assert helper.read(worker, sealed=good)["trouble"] == ""
    for changes in ({"id": str(uuid.uuid4())}, {"due_on": DAY}):
        assert helper.read(worker, sealed=good, **changes)["trouble"] == "forged", changes
    for_others = statements.sign(
        "task", {k: v for k, v in signed.items() if k != "signature"} | {"to": "auditor"}, own
    )
    sealed = b64encode(padded(for_others, recipient)).decode()
    assert helper.read(worker, sealed=sealed)["trouble"] == "forged"


def test_a_question_to_earlier_keys_says_so(
    asker: Asker, helper: Helper, worker: Worker, case: str
) -> None:
    asker.asked(worker, case)
    other = age.Recipient.parse(helper.hospital.others["auditor"].member.recipient)
    sealed = b64encode(padded({}, other)).decode()
    assert helper.read(worker, sealed=sealed)["trouble"] == "unreadable"


def test_an_answer_that_is_not_theirs_is_not_shown(
    asker: Asker, helper: Helper, worker: Worker, case: str, hospital: Hospital
) -> None:
    form = asker.asked(worker, case)
    words = {"text": "假的答复", "written_at": NOW, "task": form["task"]["id"]}
    asker.sit_down(worker)
    documents = asker.documents(case)
    (entry,) = asker.open_case(worker, case, documents=documents)["entries"]
    question = entry["words"]["asked"]
    helper.sit_down(worker)
    to = age.Recipient.parse(question_of(helper)["reply_to"])
    body = {
        "format": "qingfeng.task-answer/1",
        "type": "qingfeng/task-answer",
        "question": question,
    }
    body |= {"site": hospital.site.hex(), "office": hospital.office.slug} | words
    own = {name: one.secret for name, one in hospital.others.items()} | {
        "registrar": hospital.registrar.secret
    }

    def shown(name: str, **changes: str) -> dict[str, Any]:
        key = keys.signing_half("member", own[name])
        signed = statements.sign(
            "task_answer", body | {"by": keys.verify_key(key).hex()} | changes, key
        )
        return asker.looked(worker, case, answer=b64encode(padded(signed, to)).decode())

    asker.sit_down(worker)
    assert shown("helper")["answer"]["text"] == "假的答复"
    for name, changes in (
        ("auditor", {}),
        ("registrar", {}),
        ("helper", {"task": str(uuid.uuid4())}),
        ("helper", {"question": "0" * 64}),
        ("helper", {"office": "other"}),
        ("helper", {"type": "qingfeng/task"}),
    ):
        seen = shown(name, **changes)
        assert (seen["trouble"], seen["answer"]) == ("forged", None), (name, changes)


def test_a_question_that_the_server_dropped_is_missed(
    asker: Asker, worker: Worker, case: str
) -> None:
    asker.asked(worker, case)
    documents = asker.documents(case) | {"tasks": []}
    (seen,) = asker.open_case(worker, case, documents=documents)["tasks"]
    assert seen["trouble"] == "gone"


def question_of(helper: Helper) -> dict[str, Any]:
    """What was sealed to the helper."""
    own = keys.reading_half("member", helper.hospital.others["helper"].secret)
    opened: dict[str, Any] = json.loads(age.open_sealed(b64decode(helper.rows[0]["sealed"]), [own]))
    return opened


def padded(content: dict[str, Any], recipient: age.Recipient) -> bytes:
    """As a browser seals it."""
    words = json.dumps(content, ensure_ascii=False).encode()
    return age.seal(words.ljust(4096, b" "), [recipient])
