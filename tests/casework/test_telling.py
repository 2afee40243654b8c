"""What a reporter is told: drafted by anybody, said by a keyholder, and only what is true."""

from __future__ import annotations

import pytest

from casework.entries.rules import StepMissing, StepRefused
from casework.entries.stages import KINDS, STAGES, STATES, TELLS
from casework.entries.telling import sayable, waiting_draft
from tests.casework.test_stages import DAY, Walk, attempt, lead, registered, verified


def drafted(walk: Walk) -> str:
    return walk.write("investigator", "answer_draft")


def told(walk: Walk, state: str = "words") -> None:
    walk.answer()
    walk.write("registrar", "told", state=state)


def concluded() -> Walk:
    walk = verified()
    walk.write("registrar", "opinion", proposal="close")
    walk.decide("leader")
    assert walk.stage == "feedback"
    return walk


def turned_away(door: str = "12388") -> Walk:
    walk = registered()
    walk.write("registrar", "preservation", tasks=0)
    walk.write("registrar", "assessment", category="T01", level="own", repeat=False, urgent=[])
    walk.write("registrar", "not_ours", door=door)
    walk.decide("leader")
    assert walk.stage == "feedback"
    return walk


def test_a_draft_waits_until_something_is_told() -> None:
    walk = lead()
    draft = drafted(walk)
    waiting = waiting_draft(walk.history)
    assert waiting is not None and waiting.id == draft
    told(walk)
    assert waiting_draft(walk.history) is None


def test_a_newer_draft_takes_the_place_of_the_one_before() -> None:
    walk = lead()
    first, second = drafted(walk), drafted(walk)
    with pytest.raises(StepMissing, match="waiting_draft"):
        walk.write("registrar", "draft_returned", on=first)
    walk.write("registrar", "draft_returned", on=second)
    assert waiting_draft(walk.history) is None
    with pytest.raises(StepMissing, match="waiting_draft"):
        walk.write("leader", "draft_returned", on=second)


@pytest.mark.parametrize("who", ["investigator", "secretary"])
def test_who_holds_no_keys_drafts_and_tells_nothing(who: str) -> None:
    walk = lead()
    draft = walk.write(who, "answer_draft")
    walk.answer()
    for kind, facts in {"told": {"state": "accepted"}, "draft_returned": {"on": draft}}.items():
        with pytest.raises(StepRefused):
            walk.write(who, kind, **facts)


def test_nobody_drafts_for_a_mailbox_that_is_not_there() -> None:
    walk = lead()
    walk.beside = type(walk.beside)(**{**vars(walk.beside), "mailbox": "deleted"})
    with pytest.raises(StepMissing, match="mailbox"):
        drafted(walk)


def test_every_state_is_told_somewhere_and_no_other_one() -> None:
    assert {state for states in TELLS.values() for state in states} == {*STATES}
    assert {*STAGES} <= {*TELLS}
    assert {*KINDS["told"].stages} == {*TELLS}


def test_nobody_is_told_of_an_end_before_it_came() -> None:
    for walk in (registered(), lead(), verified()):
        walk.answer()
        told_of = [one for one in STATES if attempt(walk, "registrar", "told", state=one)]
        assert not {"concluded", "not_ours", "held", "transferred"} & {*told_of}
        assert "accepted" in told_of
    assert "deciding" not in sayable(verified().history)


def test_the_end_that_is_told_is_the_one_there_was() -> None:
    walk = concluded()
    walk.answer()
    for state in ("not_ours", "transferred"):
        with pytest.raises(StepMissing, match="sayable"):
            walk.write("registrar", "answered", state=state)
    walk.write("registrar", "answered", state="concluded")
    walk = turned_away()
    walk.answer()
    with pytest.raises(StepMissing, match="sayable"):
        walk.write("registrar", "answered", state="concluded")
    walk.write("registrar", "answered", state="not_ours")


def test_a_transfer_is_told_once_it_is_approved() -> None:
    walk = lead()
    walk.answer()
    walk.write("registrar", "transfer", destination="03", due_on=DAY)
    with pytest.raises(StepMissing, match="sayable"):
        walk.write("registrar", "told", state="transferred")
    walk.decide("leader")
    walk.write("registrar", "told", state="transferred")


def test_only_a_complaint_is_handed_to_the_complaints_office() -> None:
    with pytest.raises(StepMissing, match="complaint"):
        turned_away("12388").write("registrar", "complaint_handed", sent_on=DAY)
    turned_away("complaints").write("registrar", "complaint_handed", sent_on=DAY)


def test_new_evidence_is_checked_again_after_the_archive_too() -> None:
    walk = concluded()
    walk.answer()
    walk.write("registrar", "answered", state="concluded")
    walk.write("registrar", "contents", main=1, second=1)
    walk.write("registrar", "archive", keep="years_10")
    with pytest.raises(StepMissing, match="other_checker"):
        walk.write("investigator", "recheck", result="stands")
    walk.write("leader", "recheck", result="stands")
    walk.write("registrar", "retaliation_check", days=30)
