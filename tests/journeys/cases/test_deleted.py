"""A case of the archive that must not be kept: destroyed by two, and gone for everybody."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.journeys.cases.people import MARK, SAID, People
from tests.journeys.cases.steps import PARTS, Trio
from tests.journeys.watch import Watch

DOOR = f"{MARK}医患关系办公室"
ANSWER = f"{MARK}服务态度归医患办管"


def test_destroyed_by_two(people: People, watch: Watch) -> None:
    for refusal in ("409 (Conflict)", "404 (Not Found)"):
        watch.expect(refusal)
    box = people.reporter()
    trio = Trio.of(people)
    desk, leader = trio.desk, trio.leader
    case = desk.take_up(SAID.who, **PARTS)
    trio.assess("T10")
    desk.ask(leader, "not_ours", door="complaints", reason="反映服务态度")
    desk.tell(ANSWER, "not_ours", to=DOOR)
    trio.archive()

    desk.refused("deletion", "保管期限", reason="over", text="早该销毁")
    desk.write("deletion", reason="unlawful", text="收了不该收的个人信息")
    expect(desk.page.locator(".decide")).to_have_count(0)
    leader.open(case)
    expect(leader.page.locator("#entries > li").first).to_contain_text("收了不该收的个人信息")
    ask = leader.page.locator(".decide").first
    ask.locator("textarea").fill(f"{MARK}同意销毁")
    ask.get_by_role("button", name="同意", exact=True).click()
    leader.page.wait_for_url(re.compile(r"/casework/cases$"))
    for one in (desk, trio.colleague, leader):
        assert one.page.request.get(case).status == 404
    desk.page.goto(case)
    expect(desk.page.locator("main")).not_to_contain_text(SAID.who)
    box.reporter.look_up(box.reporter.code)
    expect(box.reporter.page.locator("[role=alert]:visible")).to_contain_text(
        "没有这个查询码的信箱"
    )
    people.typed.is_nowhere_on(people.server)
