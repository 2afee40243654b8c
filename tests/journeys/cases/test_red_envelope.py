"""A proven red envelope: second form, education, rectification; from the poster to the archive."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.cases.people import MARK, SAID, People
from tests.journeys.cases.steps import DAY, LATER, PARTS, Trio

ACCEPTED = f"{MARK}已受理，我们正在核实"
ANSWER = f"{MARK}查清了：属实，已处理。谢谢您"


def test_a_proven_red_envelope(people: People) -> None:
    box = people.reporter()
    trio = Trio.of(people)
    desk = trio.desk
    desk.take_up(SAID.who, **PARTS)
    box.hears("他们打开了")
    box.hears("正在看该由谁办")
    box.shows("正在看该由谁办", owed=True)

    trio.make_a_lead()
    desk.tell(ACCEPTED, "accepted")
    box.hears("已受理，正在核实", ACCEPTED)
    box.shows("已受理，正在核实", owed=False)

    trio.decide_how("verify")
    trio.verify("proven", talks=True)
    trio.hand_out("2", "education", "rectification")
    desk.write("conclusion")
    expect(desk.stage).to_contain_text("反馈")
    box.shows("已受理，正在核实", owed=False)

    desk.tell(ANSWER, "concluded")
    expect(desk.stage).to_contain_text("整改")
    box.hears("办完了，请看答复", ANSWER)
    box.shows("办完了，请看答复", owed=False)

    follow_up(trio)
    trio.archive()
    box.shows("办完了，请看答复", owed=False)
    people.typed.is_nowhere_on(people.server)


def follow_up(trio: Trio) -> None:
    """What the outcome left to be done."""
    desk = trio.desk
    desk.write("rectification", goal="不再发生", steps="术前告知", responsible="骨科", due_on=LATER)
    desk.write("rectified", on=desk.newest, tested="抽查二十份", told_back="已反馈科室")
    desk.write("education", held_on=DAY, form_of_it="大会", audience="骨科全体", attendees="42")
