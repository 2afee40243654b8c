"""Entries of a case: signed in a browser, kept by the server, and what they make of the case."""

from __future__ import annotations

import json
import re
import threading
import uuid
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.deadlines.models import Deadline
from casework.entries.models import Entry
from casework.entries.stages import DECIDERS, KINDS
from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive
from tests.casework.inspector import ROOT, RefusedError, Worker
from tests.casework.sender import Sender

DAY = "2026-12-31"
TEAM = ("registrar", "leader", "investigator", "secretary")
ASSESSED = {"category": "T01", "level": "own", "repeat": False, "urgent": []}


@pytest.fixture
def case(at_desk: CaseWorker, worker: Worker, receive: Receive) -> str:
    """A case that everybody who has to do with cases may open."""
    return at_desk.registered(worker, receive(), *TEAM)


def lead(desk: CaseWorker, worker: Worker, case: str) -> None:
    desk.written(worker, case, "preservation", {"tasks": []}, tasks=0)
    desk.written(worker, case, "assessment", {"summary": "口头索要三千元"}, **ASSESSED)
    desk.written(worker, case, "lead")


def sheet(desk: CaseWorker, worker: Worker, case: str) -> str:
    desk.written(worker, case, "study", {"minutes": "同意初核"}, held_on=DAY, attendees=3)
    team = ["investigator", "registrar"]
    facts = {"way": "verify", "team": team, "outside": 0, "until": DAY, "paper": False}
    return desk.written(worker, case, "sheet", {"plan": "调取监控"}, **facts)


def test_an_entry_is_read_as_it_was_written(
    at_desk: CaseWorker, leader: CaseWorker, worker: Worker, case: str
) -> None:
    at_desk.written(worker, case, "note", {"text": "监控保存三十天 䶮㛃"})
    (entry,) = leader.open_case(worker, case)["entries"]
    assert entry["words"] == {"text": "监控保存三十天 䶮㛃"}
    assert (entry["author"], entry["trouble"], entry["unproved"]) == ("registrar", "", False)


def test_the_server_keeps_no_word_of_it(
    at_desk: CaseWorker, worker: Worker, case: str, session: Session
) -> None:
    at_desk.written(worker, case, "note", {"text": "SENTINELWORD"})
    row = session.scalars(select(Entry)).one()
    assert b"SENTINELWORD" not in row.sealed
    assert "SENTINELWORD" not in json.dumps(row.facts)
    assert not any(b"SENTINELWORD" in one for one in at_desk.seen)


def test_a_lead_gets_its_number_and_its_limit(
    at_desk: CaseWorker, worker: Worker, case: str, session: Session
) -> None:
    assert at_desk.documents(case)["case"]["lead"] == ""
    lead(at_desk, worker, case)
    row = at_desk.documents(case)["case"]
    assert (row["stage"], row["category"]) == ("disposal", "T01")
    assert row["lead"].startswith("线字〔") and row["lead"].endswith("〕0001号")
    open_ones = {one.kind for one in session.scalars(select(Deadline)) if one.met_on is None}
    assert open_ones == {"reply", "first_reply", "disposal"}


def test_what_is_missing_is_named(at_desk: CaseWorker, worker: Worker, case: str) -> None:
    answer = at_desk.write(worker, case, "lead")
    assert answer.status_code == 409
    assert (answer.json or {})["missing"] == ["preserved", "assessed", "own_level"]
    assert at_desk.documents(case)["entries"] == []


def test_a_step_of_another_stage_is_refused(at_desk: CaseWorker, worker: Worker, case: str) -> None:
    answer = at_desk.write(worker, case, "archive", keep="years_10")
    assert (answer.status_code, (answer.json or {})["error"]) == (409, "step_refused")


def test_nobody_decides_their_own_request(
    at_desk: CaseWorker, leader: CaseWorker, worker: Worker, case: str
) -> None:
    lead(at_desk, worker, case)
    on = sheet(leader, worker, case)
    answer = leader.decide(worker, case, on)
    assert answer.status_code == 409
    assert (answer.json or {})["missing"] == ["other_eyes"]
    assert at_desk.decide(worker, case, on).status_code == 409  # a registrar decides nothing
    assert leader.documents(case)["case"]["stage"] == "disposal"


def test_a_colleague_decides_and_the_case_moves_on(
    at_desk: CaseWorker, leader: CaseWorker, worker: Worker, case: str, session: Session
) -> None:
    lead(at_desk, worker, case)
    on = sheet(at_desk, worker, case)
    assert at_desk.documents(case)["case"]["stage"] == "disposal"
    assert leader.decide(worker, case, on).status_code == 201
    row = at_desk.documents(case)["case"]
    assert (row["stage"], row["way"]) == ("verification", "verify")
    entry = next(one for one in at_desk.open_case(worker, case)["entries"] if one["id"] == on)
    assert (entry["state"], entry["unproved"]) == ("approved", False)
    limits = {one.kind: one.due_on.isoformat() for one in session.scalars(select(Deadline))}
    assert limits["verification"] == DAY


def test_the_team_is_of_people_who_may_open_the_case(
    at_desk: CaseWorker, worker: Worker, receive: Receive
) -> None:
    case = at_desk.registered(worker, receive(), "registrar", "leader")
    lead(at_desk, worker, case)
    at_desk.written(worker, case, "study", held_on=DAY, attendees=3)
    facts = {"way": "verify", "outside": 0, "until": DAY, "paper": False}
    answer = at_desk.write(worker, case, "sheet", team=["investigator", "registrar"], **facts)
    assert (answer.json or {})["missing"] == ["team"]


def test_the_same_entry_sent_twice_is_written_once(
    at_desk: CaseWorker, worker: Worker, case: str
) -> None:
    form = at_desk.entry(worker, case, "note", {"text": "一次"})
    answers = [at_desk.post(f"cases/{case}/entries", json=form) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    assert len(at_desk.documents(case)["entries"]) == 1


def test_of_two_entries_at_once_the_second_is_told(
    at_desk: CaseWorker, leader: CaseWorker, worker: Worker, case: str
) -> None:
    mine = at_desk.entry(worker, case, "note", {"text": "先"})
    theirs = leader.entry(worker, case, "note", {"text": "后"})
    assert leader.post(f"cases/{case}/entries", json=theirs).status_code == 201
    answer = at_desk.post(f"cases/{case}/entries", json=mine)
    assert (answer.status_code, (answer.json or {})["error"]) == (409, "case_moved")


def test_of_two_decisions_at_once_one_counts(
    at_desk: CaseWorker, leader: CaseWorker, secretary: CaseWorker, worker: Worker, case: str
) -> None:
    lead(at_desk, worker, case)
    on = sheet(at_desk, worker, case)
    forms = {
        who: who.entry(worker, case, "decision", on=on, verdict=verdict)
        for who, verdict in ((leader, "returned"), (secretary, "approved"))
    }
    answers: list[int] = []

    def send(who: CaseWorker) -> None:
        answers.append(who.post(f"cases/{case}/entries", json=forms[who]).status_code)

    threads = [threading.Thread(target=send, args=(who,)) for who in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [201, 409]


@pytest.mark.parametrize("change", [{"x": 1}, {"tasks": "3"}, {}])
def test_facts_that_are_not_of_the_kind_are_refused(
    at_desk: CaseWorker, worker: Worker, case: str, change: dict[str, Any]
) -> None:
    form = at_desk.entry(worker, case, "preservation", tasks=0) | {"facts": change}
    assert at_desk.post(f"cases/{case}/entries", json=form).status_code == 400


def test_for_whoever_may_not_open_it_there_is_no_case_to_write_in(
    at_desk: CaseWorker, colleague: CaseWorker, worker: Worker, receive: Receive
) -> None:
    case = at_desk.registered(worker, receive(), "registrar", "leader")
    form = at_desk.entry(worker, case, "note", {"text": "x"})
    colleague.sit_down(worker)
    absent = colleague.post(f"cases/{uuid.uuid4()}/entries", json=form)
    answer = colleague.post(f"cases/{case}/entries", json=form)
    assert (answer.status_code, answer.data) == (404, absent.data)


def test_a_split_case_goes_its_own_way(
    at_desk: CaseWorker, leader: CaseWorker, worker: Worker, case: str
) -> None:
    at_desk.sit_down(worker)
    said = {"words": {"what_else": "另一位医生"}, "now": "2026-11-23T02:00:00Z"}
    form = worker.ask(
        "splitCase", documents=at_desk.documents(case), today=at_desk.now["today"], **said
    )
    answers = [at_desk.post(f"cases/{case}/split", json=form) for _ in range(2)]
    assert [one.status_code for one in answers] == [201, 201]
    other = str(form["case"]["id"])
    view = leader.open_case(worker, other)
    assert (view["closed"], view["proved"], view["late"]) == ("split", True, 0)
    assert view["said"] == leader.open_case(worker, case)["said"]
    lead(at_desk, worker, case)
    lead(at_desk, worker, other)
    numbers = {at_desk.documents(one)["case"]["lead"][-5:] for one in (case, other)}
    assert numbers == {"0001号", "0002号"}
    answer = at_desk.post(f"cases/{other}/answers", json={})
    assert answer.status_code in (400, 409)


def test_who_is_recused_has_no_part_in_what_is_split_off(
    at_desk: CaseWorker, leader: CaseWorker, colleague: CaseWorker, worker: Worker, case: str
) -> None:
    left = ("registrar", "leader", "secretary")
    assert at_desk.recuse(worker, case, "investigator", "declared", *left).status_code == 201
    said = {"words": {}, "now": "2026-11-23T02:00:00Z"}
    form = worker.ask(
        "splitCase", documents=at_desk.documents(case), today=at_desk.now["today"], **said
    )
    assert at_desk.post(f"cases/{case}/split", json=form).status_code == 201
    colleague.sit_down(worker)
    assert colleague.get(f"cases/{form['case']['id']}.json").status_code == 404


def test_a_merged_case_stays_and_its_reporter_is_told(
    at_desk: CaseWorker, worker: Worker, receive: Receive, case: str
) -> None:
    other = at_desk.registered(worker, receive(), *TEAM)
    at_desk.written(worker, other, "merge", {"reason": "同一件事"}, into=case)
    row = at_desk.documents(other)["case"]
    assert (row["stage"], row["merged_into"]) == ("merged", case)
    answer = at_desk.write(worker, other, "merge", into=str(uuid.uuid4()))
    assert answer.status_code == 409
    answer = at_desk.write(worker, other, "no_answer", reason="with_other_case")
    assert answer.status_code == 201
    assert at_desk.documents(other)["case"]["stage"] == "merged"


def test_what_is_attached_to_an_entry_is_for_who_may_open_the_case(
    at_desk: CaseWorker,
    leader: CaseWorker,
    colleague: CaseWorker,
    worker: Worker,
    receive: Receive,
) -> None:
    case = at_desk.registered(worker, receive(), "registrar", "leader")
    file = Sender(at_desk)
    file.begin(), file.put(0), file.put(1)
    form = at_desk.entry(worker, case, "note", {"text": "附件"})
    answer = at_desk.post(f"cases/{case}/entries", json=form | {"attachments": [str(file.id)]})
    assert answer.status_code == 201, answer.json
    leader.sit_down(worker)
    assert leader.get(f"cases/{case}/attachments/{file.id}/parts/0").status_code == 200
    colleague.sit_down(worker)
    assert colleague.get(f"cases/{case}/attachments/{file.id}/parts/0").status_code == 404
    other = at_desk.registered(worker, receive(), "registrar", "leader", "investigator")
    assert colleague.get(f"cases/{other}/attachments/{file.id}/parts/0").status_code == 404


class TestForged:
    """What a server that is not honest gives out shows as such."""

    def entries(self, desk: CaseWorker, worker: Worker, documents: dict[str, Any]) -> list[str]:
        view = desk.open_case(worker, documents["case"]["id"], documents=documents)
        return [one["trouble"] for one in view["entries"]]

    @pytest.fixture
    def documents(
        self, at_desk: CaseWorker, leader: CaseWorker, worker: Worker, case: str
    ) -> dict[str, Any]:
        for words in ("一", "二", "三"):
            at_desk.written(worker, case, "note", {"text": words})
        leader.sit_down(worker)
        return leader.documents(case)

    def test_in_another_order(
        self, leader: CaseWorker, worker: Worker, documents: dict[str, Any]
    ) -> None:
        one, two, three = documents["entries"]
        documents["entries"] = [one, three, two]
        assert self.entries(leader, worker, documents)[1:] == ["misplaced", "misplaced"]

    def test_renumbered(
        self, leader: CaseWorker, worker: Worker, documents: dict[str, Any]
    ) -> None:
        one, two, three = documents["entries"]
        documents["entries"] = [one, three | {"seq": 2}, two | {"seq": 3}]
        assert self.entries(leader, worker, documents)[1:] == ["forged", "forged"]

    def test_with_one_left_out(
        self, leader: CaseWorker, worker: Worker, documents: dict[str, Any]
    ) -> None:
        del documents["entries"][1]
        assert self.entries(leader, worker, documents) == ["", "misplaced"]

    def test_under_another_name(
        self, leader: CaseWorker, worker: Worker, documents: dict[str, Any]
    ) -> None:
        documents["entries"][2]["author"] = "leader"
        assert self.entries(leader, worker, documents)[2] == "forged"

    @pytest.mark.parametrize("change", [{"kind": "instruction"}, {"facts": {"on": DAY}}])
    def test_with_another_meaning(
        self, leader: CaseWorker, worker: Worker, documents: dict[str, Any], change: dict[str, Any]
    ) -> None:
        documents["entries"][2] |= change
        assert self.entries(leader, worker, documents)[2] == "forged"

    def test_approved_by_nobody(self, at_desk: CaseWorker, worker: Worker, case: str) -> None:
        lead(at_desk, worker, case)
        on = sheet(at_desk, worker, case)
        documents = at_desk.documents(case)
        documents["entries"][-1]["state"] = "approved"
        view = at_desk.open_case(worker, case, documents=documents)
        assert view["entries"][-1]["id"] == on
        assert view["entries"][-1]["unproved"]

    def test_cut_at_the_end(
        self, leader: CaseWorker, worker: Worker, documents: dict[str, Any]
    ) -> None:
        case = documents["case"]["id"]
        assert not leader.open_case(worker, case, documents=documents)["missing"]
        short = documents | {"entries": documents["entries"][:2]}
        assert worker.ask("openCase", documents=short, **leader.now)["missing"]
        with pytest.raises(RefusedError, match="CaseForged"):
            said = {"kind": "note", "facts": {}, "words": {}, "now": "2026-11-23T02:00:00Z"}
            worker.ask("writeEntry", documents=short, **said)


def test_both_sides_know_the_same_kinds_that_ask() -> None:
    source = (ROOT / "static/js/worker/asking.js").read_text(encoding="utf-8")
    listed = {name: words(source, name) for name in ("ASKING", "SIGNED", "DECIDERS")}
    assert listed["ASKING"] == {kind for kind, rule in KINDS.items() if rule.asks}
    assert listed["SIGNED"] == {kind for kind, rule in KINDS.items() if rule.signed}
    assert listed["DECIDERS"] == {*DECIDERS}


def words(source: str, name: str) -> set[str]:
    (found,) = re.findall(rf"export const {name} = \[(.*?)\]", source, re.DOTALL)
    return set(re.findall(r"'(\w+)'", found))
