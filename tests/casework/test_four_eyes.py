"""Four eyes by the table alone: what is asked by one is decided by another, while it still fits."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from typing import Any

import pytest

from casework.entries.rules import StepMissing, StepRefused
from tests.casework.test_stages import DAY, OTHER, Walk, lead, sheet, verified

PLAN = {"outside": 0, "until": DAY, "paper": False}


def beside(walk: Walk, **changes: Any) -> Walk:
    walk.beside = replace(walk.beside, **changes)
    return walk


def archived(**changes: Any) -> Walk:
    walk = lead()
    walk.write("registrar", "study", held_on=DAY, attendees=2)
    return beside(walk, stage="archived", concluded=True, **changes)


def test_of_two_sheets_one_is_approved() -> None:
    walk = lead()
    close, verify = sheet(walk, "close"), sheet(walk)
    walk.write("leader", "decision", on=verify, verdict="approved")
    assert walk.stage == "verification"
    with pytest.raises(StepMissing, match="still_fits"):
        walk.write("secretary", "decision", on=close, verdict="approved")
    walk.write("secretary", "decision", on=close, verdict="returned")
    assert walk.stage == "verification"


def test_an_old_report_that_is_signed_late_moves_nothing() -> None:
    walk = lead()
    sheet(walk)
    walk.decide("leader")
    walk.write("investigator", "evidence", items=1)
    walk.write("investigator", "findings", allegations=1)
    old, new = (walk.write("registrar", "report") for _ in range(2))
    walk.write("investigator", "signature", on=new)
    walk.write("registrar", "opinion", proposal="handle")
    walk.write("leader", "decision", on=walk.entries[-1].id, verdict="approved")
    with pytest.raises(StepMissing, match="still_fits"):
        walk.write("investigator", "signature", on=old)
    assert walk.stage == "handling"


def test_a_report_is_signed_by_the_team_it_was_written_for() -> None:
    walk = lead()
    sheet(walk)
    walk.decide("leader")
    walk.write("registrar", "evidence", items=1)
    walk.write("registrar", "findings", allegations=1)
    report = walk.write("registrar", "report")
    team = {"way": "verify", "team": ["registrar", "secretary"], "outside": 0}
    asked = walk.write("registrar", "team", **team)
    walk.write("leader", "decision", on=asked, verdict="approved")
    with pytest.raises(StepMissing, match="signable"):
        walk.write("secretary", "signature", on=report)


def test_who_was_taken_off_the_team_does_not_decide_on_what_it_found() -> None:
    walk = lead()
    walk.write("registrar", "study", held_on=DAY, attendees=3)
    on = walk.write("registrar", "sheet", way="verify", team=["leader", "registrar"], **PLAN)
    walk.write("secretary", "decision", on=on, verdict="approved")
    team = {"way": "verify", "team": ["investigator", "registrar"], "outside": 0}
    asked = walk.write("registrar", "team", **team)
    walk.write("secretary", "decision", on=asked, verdict="approved")
    walk.write("leader", "evidence", items=1)
    walk.write("leader", "findings", allegations=1)
    report = walk.write("registrar", "report")
    walk.write("investigator", "signature", on=report)
    walk.write("registrar", "opinion", proposal="close")
    with pytest.raises(StepMissing, match="other_eyes"):
        walk.decide("leader")
    beside(walk, deciders=frozenset({"leader"}))
    walk.decide("leader")  # nobody else is there, and they signed no report
    assert walk.stage == "feedback"


def test_who_signed_the_report_never_decides_on_it() -> None:
    walk = lead()
    walk.write("registrar", "study", held_on=DAY, attendees=3)
    on = walk.write("registrar", "sheet", way="verify", team=["leader", "registrar"], **PLAN)
    walk.write("secretary", "decision", on=on, verdict="approved")
    walk.write("leader", "evidence", items=1)
    walk.write("leader", "findings", allegations=1)
    report = walk.write("registrar", "report")
    walk.write("leader", "signature", on=report)
    walk.write("registrar", "opinion", proposal="close")
    beside(walk, deciders=frozenset({"leader"}))
    with pytest.raises(StepMissing, match="other_eyes"):
        walk.decide("leader")


def test_nobody_excuses_what_they_owe_themselves() -> None:
    walk = beside(verified(), handler="leader")
    walk.write("registrar", "opinion", proposal="handle")
    walk.decide("leader")
    walk.write("secretary", "outcome", persons=1, owes=["education"])
    walk.decide("leader")
    walk.write("registrar", "conclusion")
    for own in ("leader", "secretary"):
        with pytest.raises(StepMissing, match="not_own_debt"):
            walk.write(own, "excused", what="education")
    beside(walk, handler="registrar").write("leader", "excused", what="education")


def test_whoever_handed_a_case_on_excuses_nothing_in_it_while_another_can() -> None:
    walk = beside(verified(), registered_by="leader", handler="investigator")
    walk.write("registrar", "opinion", proposal="handle")
    walk.decide("leader")
    walk.write("registrar", "outcome", persons=1, owes=["education"])
    walk.decide("leader")
    walk.write("registrar", "conclusion")
    with pytest.raises(StepMissing, match="not_own_debt"):
        walk.write("leader", "excused", what="education")
    beside(walk, deciders=frozenset({"leader"}))
    walk.write("leader", "excused", what="education")


def test_whoever_verified_does_not_try_the_case_while_another_can() -> None:
    walk = beside(verified(), stage="handling")
    walk.write("registrar", "filing")
    walk.decide("leader")
    walk.write("registrar", "facts_checked")
    walk.write("registrar", "defence")
    for who in ("registrar", "investigator"):
        with pytest.raises(StepMissing, match="tries_apart"):
            walk.write(who, "trial")
    walk.write("secretary", "trial")
    beside(walk, access=frozenset({"registrar", "investigator"}))
    walk.write("registrar", "trial")


@pytest.mark.parametrize(
    ("talkers", "outside"), [(["registrar"], 0), ([], 2), (["registrar", "nobody"], 0)]
)
def test_a_talk_is_held_by_two_who_may_know(talkers: list[str], outside: int) -> None:
    walk = lead()
    sheet(walk)
    walk.decide("leader")
    with pytest.raises(StepMissing, match="two_talkers"):
        walk.write("registrar", "talk", talkers=talkers, outside=outside)


def test_whoever_left_signs_no_talk_and_stops_no_work() -> None:
    walk = lead()
    sheet(walk)
    walk.decide("leader")
    talk = walk.write("registrar", "talk", talkers=["registrar", "secretary"], outside=0)
    assert walk.history.signers(talk) == {"registrar"}
    walk.write("registrar", "findings", allegations=1)
    with pytest.raises(StepMissing, match="worked"):
        walk.write("registrar", "report")
    beside(walk, access=walk.beside.access - {"secretary"})
    walk.write("registrar", "report")


def test_an_answer_to_an_inquiry_needs_the_inquiry() -> None:
    walk = lead()
    sheet(walk)
    walk.decide("leader")
    note = walk.write("registrar", "note")
    with pytest.raises(StepMissing, match="inquired"):
        walk.write("registrar", "inquiry_answered", on=note, answered_on=DAY)


def test_a_case_with_something_asked_goes_into_no_other() -> None:
    walk = lead()
    asked = sheet(walk)
    with pytest.raises(StepMissing, match="nothing_asked"):
        walk.write("registrar", "merge", into=OTHER)
    walk.write("registrar", "withdrawal", on=asked)
    walk.write("registrar", "merge", into=OTHER)
    assert walk.stage == "merged"


def test_whoever_handled_a_case_does_not_check_it_once_more() -> None:
    walk = verified()
    walk.write("registrar", "handler", member="secretary")
    walk.write("registrar", "handler", member="registrar")
    beside(walk, stage="feedback", handler="registrar")
    for who in ("registrar", "investigator", "secretary"):
        with pytest.raises(StepMissing, match="other_checker"):
            walk.write(who, "recheck", result="stands")
    walk.write("leader", "recheck", result="stands")


def test_whoever_registered_a_case_checks_it_once_more_only_where_nobody_else_is() -> None:
    walk = beside(verified(), stage="feedback", registered_by="leader", handler="registrar")
    with pytest.raises(StepMissing, match="other_checker"):
        walk.write("leader", "recheck", result="stands")
    beside(walk, access=walk.beside.access - {"secretary"})
    walk.write("leader", "recheck", result="stands")


class TestDeletion:
    """销毁: asked by one, decided by another, once it may be."""

    def test_nobody_deletes_what_is_still_kept(self) -> None:
        with pytest.raises(StepMissing, match="deletable"):
            archived().write("registrar", "deletion", reason="over")

    @pytest.mark.parametrize("stage", ["assessment", "handling", "follow_up", "held", "deleted"])
    def test_nobody_deletes_what_is_worked_on(self, stage: str) -> None:
        with pytest.raises(StepRefused):
            beside(lead(), stage=stage).write("registrar", "deletion", reason="test")

    @pytest.mark.parametrize("reason", ["test", "unlawful", "over"])
    def test_nobody_decides_it_who_asked(self, reason: str) -> None:
        walk = archived(kept=reason != "over")
        walk.write("leader", "deletion", reason=reason)
        for who in ("leader", "registrar"):
            with contextlib.suppress(StepMissing, StepRefused):
                walk.decide(who)
            assert walk.stage == "archived", who
        walk.decide("secretary")
        assert walk.stage == "deleted"

    def test_what_is_asked_beside_it_is_decided_first(self) -> None:
        walk = archived(kept=False)
        walk.write("registrar", "deletion", reason="over")
        again = walk.write("registrar", "reopening", to="assessment")
        deletion = walk.history.pending[0].id
        with pytest.raises(StepMissing, match="still_fits"):
            walk.write("leader", "decision", on=deletion, verdict="approved")
        walk.write("registrar", "withdrawal", on=again)
        walk.write("leader", "decision", on=deletion, verdict="approved")
        assert walk.stage == "deleted"

    def test_what_was_merged_is_deleted_too(self) -> None:
        walk = beside(lead(), stage="merged", kept=False)
        walk.write("registrar", "deletion", reason="over")
        walk.decide("leader")
        assert walk.stage == "deleted"


def test_what_is_decided_is_not_decided_again() -> None:
    walk = lead()
    on = sheet(walk)
    walk.write("leader", "decision", on=on, verdict="returned")
    again = []
    for who, kind, said in (
        ("secretary", "decision", {"verdict": "approved"}),
        ("leader", "decision", {"verdict": "approved"}),
        ("registrar", "withdrawal", {}),
    ):
        try:
            walk.write(who, kind, on=on, **said)
        except StepMissing:
            continue
        again.append((who, kind))
    assert (again, walk.stage) == ([], "disposal")
