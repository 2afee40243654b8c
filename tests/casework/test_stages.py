"""The table of stages, walked by chance: no dead end, and nothing comes before what it needs."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.entries.history import APPROVED, Beside, History, Written
from casework.entries.needs import NEEDS
from casework.entries.rules import (
    StepMissing,
    StepRefused,
    check_entry,
    settled,
    stage_after,
    state_of,
)
from casework.entries.stages import BESIDES, KINDS, OWED, STAGES, STATES, WAYS

PEOPLE = {
    "registrar": ("registrar",),
    "leader": ("leader",),
    "investigator": ("investigator",),
    "secretary": ("secretary",),
}
DAY = "2026-11-23"
OTHER = "5d3f2a10-0000-4000-8000-000000000001"
ENDED = ("archived", "merged", "passed_up", "deleted")


class Walk:
    """A case as the table moves it, without a database."""

    def __init__(self) -> None:
        access = frozenset(PEOPLE)
        cases = frozenset({OTHER})
        self.entries: list[Written] = []
        self.beside = Beside(
            "assessment",
            mailbox="open",
            access=access,
            cases=cases,
            superior=True,
            deciders=frozenset({"leader", "secretary"}),
        )

    @property
    def stage(self) -> str:
        return self.beside.stage

    @property
    def history(self) -> History:
        return History(self.entries, self.beside)

    def write(self, who: str, kind: str, **facts: Any) -> str:
        """Write an entry, as the service does. Raises StepRefused, StepMissing."""
        check_entry(self.history, kind, facts, who, PEOPLE[who])
        entry = Written(str(uuid.uuid4()), kind, facts, who)
        entry = replace(entry, state=state_of(self.history, entry))
        done = settled(self.history, entry)
        self.entries.append(entry)
        if entry.state == "":
            self.take_effect(entry)
        if done is not None:
            asked, state = done
            decided = replace(asked, state=state)
            self.entries[self.entries.index(asked)] = decided
            if state == APPROVED:
                self.take_effect(decided)
        return entry.id

    def take_effect(self, entry: Written) -> None:
        if entry.kind in ("decision", "withdrawal", "signature"):
            return
        stage = stage_after(self.stage, entry)
        concluded = KINDS[entry.kind].is_conclusion(entry.facts)
        again = entry.kind == "reopening"
        now = self.beside
        self.beside = replace(
            now,
            stage=stage,
            concluded=(now.concluded or concluded) and not again,
            letters_since=0 if concluded else now.letters_since,
        )

    def answer(self) -> None:
        """A letter to the reporter, which is no entry."""
        now = self.beside
        self.beside = replace(now, letters=now.letters + 1, letters_since=now.letters_since + 1)

    def decide(self, who: str, verdict: str = "approved") -> None:
        asked = next(one for one in self.history.pending if KINDS[one.kind].asks)
        self.write(who, "decision", on=asked.id, verdict=verdict)


def registered() -> Walk:
    return Walk()


def lead() -> Walk:
    walk = registered()
    walk.write("registrar", "preservation", tasks=1)
    assessed = {"category": "T01", "level": "own", "repeat": False, "urgent": []}
    walk.write("registrar", "assessment", **assessed)
    walk.write("registrar", "lead")
    return walk


def sheet(walk: Walk, way: str = "verify") -> str:
    walk.write("registrar", "study", held_on=DAY, attendees=3)
    team = ["registrar", "investigator"]
    return walk.write("registrar", "sheet", way=way, team=team, outside=0, until=DAY, paper=False)


def verified() -> Walk:
    walk = lead()
    sheet(walk)
    walk.decide("leader")
    walk.write("investigator", "evidence", items=3)
    walk.write("investigator", "findings", allegations=2)
    report = walk.write("registrar", "report")
    assert walk.stage == "verification"
    walk.write("investigator", "signature", on=report)
    assert walk.stage == "result"
    return walk


def test_a_case_goes_from_assessment_to_the_archive() -> None:
    walk = verified()
    walk.write("registrar", "opinion", proposal="handle")
    walk.decide("leader")
    walk.write("registrar", "outcome", persons=1, owes=["education", "rectification"])
    walk.decide("leader")
    walk.write("registrar", "conclusion")
    assert walk.stage == "feedback"
    with pytest.raises(StepMissing, match="letter_since"):
        walk.write("registrar", "answered", state="concluded")
    walk.answer()
    walk.write("registrar", "answered", state="concluded")
    assert walk.stage == "follow_up"
    walk.write("registrar", "contents", main=5, second=2)
    with pytest.raises(StepMissing, match="owed_done"):
        walk.write("registrar", "archive", keep="years_10")
    rectification = walk.write("registrar", "rectification", due_on=DAY)
    walk.write("registrar", "rectified", on=rectification)
    walk.write("registrar", "education", held_on=DAY, attendees=80)
    walk.write("registrar", "archive", keep="years_10")
    assert walk.stage == "archived"


def test_nobody_decides_what_they_asked_for_or_found() -> None:
    walk = lead()
    walk.write("leader", "study", held_on=DAY, attendees=3)
    plan = {"way": "verify", "outside": 0, "until": DAY, "paper": False}
    walk.write("leader", "sheet", team=["leader", "investigator"], **plan)
    with pytest.raises(StepMissing, match="other_eyes"):
        walk.decide("leader")
    walk.decide("secretary")
    walk.write("leader", "evidence", items=1)
    walk.write("leader", "findings", allegations=1)
    report = walk.write("leader", "report")
    walk.write("investigator", "signature", on=report)
    walk.write("registrar", "opinion", proposal="handle")
    with pytest.raises(StepMissing, match="other_eyes"):
        walk.decide("leader")
    walk.decide("secretary")
    assert walk.stage == "handling"


def test_a_suspected_crime_is_transferred_before_the_conclusion() -> None:
    walk = verified()
    walk.write("registrar", "opinion", proposal="handle")
    walk.decide("leader")
    walk.write("registrar", "outcome", persons=1, owes=["transfer"])
    walk.decide("leader")
    with pytest.raises(StepMissing, match="handed_on"):
        walk.write("registrar", "conclusion")
    transfer = walk.write("registrar", "transfer", destination="03", due_on=DAY)
    with pytest.raises(StepMissing, match="approved_transfer"):
        walk.write("registrar", "transfer_sent", on=transfer, sent_on=DAY)
    walk.decide("leader")
    walk.write("registrar", "transfer_sent", on=transfer, sent_on=DAY)
    walk.write("registrar", "conclusion")
    assert walk.stage == "feedback"


def test_what_was_sent_back_takes_no_effect() -> None:
    walk = lead()
    sheet(walk)
    walk.decide("leader", "returned")
    assert walk.stage == "disposal"
    sheet(walk)
    walk.decide("leader")
    assert walk.stage == "verification"


def test_a_report_waits_for_the_whole_team() -> None:
    walk = lead()
    sheet(walk)
    walk.decide("leader")
    walk.write("investigator", "evidence", items=1)
    walk.write("investigator", "findings", allegations=1)
    with pytest.raises(StepMissing, match="of_the_team"):
        walk.write("secretary", "report")
    report = walk.write("investigator", "report")
    with pytest.raises(StepMissing, match="signable"):
        walk.write("secretary", "signature", on=report)
    with pytest.raises(StepMissing, match="signable"):
        walk.write("investigator", "signature", on=report)
    assert walk.stage == "verification"
    walk.write("registrar", "signature", on=report)
    assert walk.stage == "result"


def test_every_row_names_only_what_there_is() -> None:
    for kind, rule in KINDS.items():
        assert {*rule.stages} <= {*STAGES, *BESIDES}, kind
        assert {*rule.needs} <= {*NEEDS}, kind
        if rule.by is not None:
            assert rule.by[0] in rule.facts, kind
            assert {*rule.by[1].values()} <= {*STAGES, *BESIDES}, kind
    assert {*NEEDS} == {need for rule in KINDS.values() for need in rule.needs}


def proposals(walk: Walk, draw: Any) -> dict[str, Any]:
    """Some facts for any kind, by its rules; a few of them foolish."""
    ids = [one.id for one in walk.entries] or [OTHER]
    some = {
        "on": st.sampled_from(ids),
        "way": st.sampled_from(WAYS),
        "team": st.sampled_from([["registrar", "investigator"], ["leader", "secretary"], []]),
        "owes": st.lists(st.sampled_from(OWED), unique=True, max_size=2),
        "state": st.sampled_from(STATES),
        "verdict": st.sampled_from(["approved", "returned"]),
        "proposal": st.sampled_from(["handle", "close", "hold", "transfer"]),
        "level": st.sampled_from(["own", "above"]),
        "next": st.sampled_from(["hold", "resume"]),
        "result": st.sampled_from(["stands", "reopen"]),
        "reason": st.sampled_from(["no_contact", "mailbox_deleted", "with_other_case"]),
        "to": st.sampled_from(["assessment", "disposal", "verification"]),
        "door": st.sampled_from(["complaints", "12388"]),
        "what": st.sampled_from(["rectification", "education", "transfer_result"]),
        "keep": st.just("years_10"),
        "into": st.sampled_from([OTHER, str(uuid.UUID(int=4))]),
    }
    plain = {"talkers": ["registrar"], "tellers": ["registrar"], "urgent": [], "repeat": False}
    return {"draw": lambda name: draw(some[name]) if name in some else plain.get(name, 2)}


def known(kind: str, walk: Walk, draw: Any) -> dict[str, Any]:
    pick = proposals(walk, draw)["draw"]
    dates = {"on_day", "due_on", "until", "held_on", "sent_on", "received_on", "answered_on"}
    return {
        fact: DAY if fact in dates or (fact == "on" and kind in ("instruction",)) else pick(fact)
        for fact in KINDS[kind].facts
    }


def finish(walk: Walk) -> Iterator[str]:
    """What a patient office does until the case is in the archive."""
    for _ in range(60):
        if walk.stage in ENDED:
            return
        yield walk.stage
        for asked in list(walk.history.pending):
            if KINDS[asked.kind].asks:
                for who in ("leader", "secretary"):
                    if who not in walk.history.signers(asked.id):
                        attempt(walk, who, "decision", on=asked.id, verdict="returned")
                        break
            for who in walk.history.team:
                attempt(walk, who, "signature", on=asked.id)
        step(walk)
    raise AssertionError(f"no way out of {walk.stage}: {[one.kind for one in walk.entries]}")


def attempt(walk: Walk, who: str, kind: str, **facts: Any) -> bool:
    try:
        walk.write(who, kind, **facts)
    except (StepRefused, StepMissing):
        return False
    return True


def asked(walk: Walk, kind: str, **facts: Any) -> None:
    """Ask for something and have it approved by whoever may."""
    if not attempt(walk, "registrar", kind, **facts):
        return
    for who in ("leader", "secretary"):
        if attempt(walk, who, "decision", on=walk.entries[-1].id, verdict="approved"):
            return


def step(walk: Walk) -> None:
    """The next step of the plainest way."""
    if walk.stage == "assessment":
        own = {"category": "T01", "level": "own", "repeat": False, "urgent": []}
        walk.write("registrar", "preservation", tasks=0)
        walk.write("registrar", "assessment", **own)
        walk.write("registrar", "lead")
    elif walk.stage == "held":
        walk.write("registrar", "review", next="resume")
    elif walk.stage == "disposal":
        walk.write("registrar", "study", held_on=DAY, attendees=2)
        plan = {"team": ["registrar", "investigator"], "outside": 0, "until": DAY, "paper": False}
        asked(walk, "sheet", way="verify", **plan)
    elif walk.stage == "verification":
        verification(walk)
    elif walk.stage == "result":
        asked(walk, "opinion", proposal="handle")
    elif walk.stage == "handling":
        handling(walk)
    elif walk.stage == "feedback":
        walk.answer()
        not_ours = walk.history.since("reopening").has("not_ours")
        walk.write("registrar", "answered", state="not_ours" if not_ours else "concluded")
    elif walk.stage == "follow_up":
        follow_up(walk)


def verification(walk: Walk) -> None:
    if walk.history.team != ["registrar", "investigator"]:
        plan = {"team": ["registrar", "investigator"], "outside": 0}
        asked(walk, "team", way="verify", **plan)
    for talk in [*walk.history.of("talk")]:
        for who in talk.facts["talkers"]:
            attempt(walk, who, "signature", on=talk.id)
    inquiry = walk.write("registrar", "inquiry", sent_on=DAY)
    walk.write("registrar", "inquiry_answered", on=inquiry, answered_on=DAY)
    walk.write("registrar", "evidence", items=1)
    walk.write("registrar", "findings", allegations=1)
    report = walk.write("registrar", "report")
    attempt(walk, "investigator", "signature", on=report)


def handling(walk: Walk) -> None:
    for kind in ("filing", "facts_checked", "defence", "trial", "sanction"):
        if walk.history.since("reopening").has("filing"):
            asked(walk, kind) if kind != "trial" else attempt(walk, "leader", kind)
    attempt(walk, "registrar", "service", served_on=DAY)
    attempt(walk, "registrar", "execution", executed_on=DAY)
    asked(walk, "outcome", persons=1, owes=[])
    for task in [*walk.history.of("task")]:
        attempt(walk, "registrar", "task_answered", on=task.id)
    asked(walk, "transfer", destination="03", due_on=DAY)
    for transfer in [*walk.history.of("transfer")]:
        attempt(walk, "registrar", "transfer_sent", on=transfer.id, sent_on=DAY)
    attempt(walk, "registrar", "conclusion")


def follow_up(walk: Walk) -> None:
    for done, begun in (
        ("rectified", "rectification"),
        ("objection_explained", "objection"),
        ("supervision_answered", "supervision"),
    ):
        for one in [*walk.history.of(begun)]:
            attempt(walk, "registrar", done, on=one.id)
    for task in [*walk.history.of("task")]:
        attempt(walk, "registrar", "task_answered", on=task.id)
    for what in ("rectification", "education", "company_report", "report_up", "transfer_result"):
        for who in ("leader", "secretary"):
            attempt(walk, who, "excused", what=what)
    attempt(walk, "registrar", "contents", main=1, second=1)
    attempt(walk, "registrar", "archive", keep="years_10")


def owing(walk: Walk, *outcomes: list[str]) -> None:
    """A case in 处理 with these outcomes, one a person."""
    for owes in outcomes:
        asked(walk, "outcome", persons=1, owes=owes)


def handled() -> Walk:
    walk = lead()
    while walk.stage != "handling":
        step(walk)
    return walk


def test_what_one_outcome_owes_is_owed_whatever_another_one_says() -> None:
    walk = handled()
    owing(walk, ["transfer"], [])
    with pytest.raises(StepMissing, match="handed_on"):
        walk.write("registrar", "conclusion")


def test_a_transfer_before_the_case_was_reopened_is_not_the_one_that_is_owed() -> None:
    walk = handled()
    owing(walk, ["transfer"])
    asked(walk, "transfer", destination="03", due_on=DAY)
    (sent,) = walk.history.of("transfer")
    walk.write("registrar", "transfer_sent", on=sent.id, sent_on=DAY)
    walk.write("registrar", "conclusion")
    asked(walk, "reopening", to="verification")
    while walk.stage != "handling":
        step(walk)
    owing(walk, ["transfer"])
    with pytest.raises(StepMissing, match="handed_on"):
        walk.write("registrar", "conclusion")


@pytest.mark.parametrize(("destination", "counts"), [("13", False), ("15", False), ("05", True)])
def test_a_suspected_crime_goes_to_who_may_look_into_it(destination: str, counts: bool) -> None:
    walk = handled()
    owing(walk, ["transfer"])
    asked(walk, "transfer", destination=destination, due_on=DAY)
    (sent,) = walk.history.of("transfer")
    walk.write("registrar", "transfer_sent", on=sent.id, sent_on=DAY)
    if not counts:
        with pytest.raises(StepMissing, match="handed_on"):
            walk.write("registrar", "conclusion")
        return
    walk.write("registrar", "conclusion")
    assert walk.stage == "feedback"


def test_a_filing_that_ends_without_a_sanction_is_closed_by_two() -> None:
    walk = handled()
    asked(walk, "filing")
    owing(walk, [])
    with pytest.raises(StepMissing, match="filing_done"):
        walk.write("registrar", "conclusion")
    for kind, who in (
        ("facts_checked", "registrar"),
        ("defence", "registrar"),
        ("trial", "secretary"),
    ):
        walk.write(who, kind)
    asked(walk, "filing_closed")
    walk.write("registrar", "conclusion")


def test_what_cannot_be_put_right_any_more_can_be_excused() -> None:
    walk = handled()
    owing(walk, ["rectification"])
    walk.write("registrar", "conclusion")
    step(walk)
    walk.write("registrar", "rectification", due_on=DAY)
    walk.write("registrar", "contents", main=1, second=1)
    with pytest.raises(StepMissing, match="owed_done"):
        walk.write("registrar", "archive", keep="years_10")
    walk.write("secretary", "excused", what="rectification")
    walk.write("registrar", "archive", keep="years_10")


def test_what_was_supervised_from_above_is_answered_before_the_archive() -> None:
    walk = handled()
    supervised = walk.write("registrar", "supervision", due_on=DAY)
    owing(walk, [])
    walk.write("registrar", "conclusion")
    step(walk)
    walk.write("registrar", "contents", main=1, second=1)
    with pytest.raises(StepMissing, match="supervisions_done"):
        walk.write("registrar", "archive", keep="years_10")
    walk.write("registrar", "supervision_answered", on=supervised)
    walk.write("registrar", "archive", keep="years_10")


def test_an_open_mailbox_of_ones_own_is_answered_not_excused() -> None:
    walk = handled()
    owing(walk, [])
    walk.write("registrar", "conclusion")
    with pytest.raises(StepMissing, match="excuse"):
        walk.write("registrar", "no_answer", reason="with_other_case")


@given(data=st.data())
def test_from_wherever_chance_leads_there_is_a_way_to_the_end(data: st.DataObject) -> None:
    walk = registered()
    kinds = sorted(KINDS)
    for _ in range(data.draw(st.integers(0, 60))):
        if data.draw(st.booleans()) and walk.stage not in ENDED:
            step(walk)
            continue
        kind = data.draw(st.sampled_from(kinds))
        who = data.draw(st.sampled_from(sorted(PEOPLE)))
        if data.draw(st.booleans()):
            walk.answer()
        attempt(walk, who, kind, **known(kind, walk, data.draw))
        if walk.stage == "archived":
            assert walk.beside.concluded
            told = ("answered", "told_in_person", "no_answer")
            assert any(walk.history.has(one) for one in told)
    assert [*finish(walk)][-1:] != ["archived"]
    assert walk.stage in ENDED
