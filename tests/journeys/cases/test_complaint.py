"""A letter that is a complaint: not ours, told the right door, archived; its words nowhere."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.cases.people import MARK, SAID, People
from tests.journeys.cases.steps import PARTS, Trio

WARD = f"{MARK}医患关系办公室"
ANSWER = f"{MARK}态度问题归医患办管，门诊一楼"


def test_a_complaint_is_shown_the_right_door(people: People) -> None:
    box = people.reporter()
    box.shows("已送到，还没打开", owed=True)
    trio = Trio.of(people)
    desk = trio.desk
    desk.take_up(SAID.who, **PARTS)
    box.hears("他们打开了")
    box.hears("正在看该由谁办")
    box.shows("正在看该由谁办", owed=True)

    trio.assess("T10")
    desk.write("not_ours", door="complaints", reason="反映服务态度，不是廉洁问题")
    box.shows("正在看该由谁办", owed=True)
    trio.leader.open(desk.page.url)
    trio.leader.decide(opinion="同意")
    desk.open(desk.page.url)
    expect(desk.stage).to_contain_text("反馈")
    expect(desk.page.locator("#lead")).not_to_contain_text("线字")
    box.shows("正在看该由谁办", owed=True)

    desk.tell(ANSWER, "not_ours", to=WARD)
    box.hears(f"不归这里管，请找{WARD}", ANSWER, WARD)
    box.shows(f"不归这里管，请找{WARD}", owed=False)
    trio.archive()
    box.shows(f"不归这里管，请找{WARD}", owed=False)
    desk.leave_half_written()
    people.typed.is_nowhere_on(people.server)
