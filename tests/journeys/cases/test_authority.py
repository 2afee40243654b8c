"""A case that goes up to the authority, is worked on there to its end, and comes back."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.cases.people import MARK, SAID, People
from tests.journeys.cases.steps import LATER, PARTS, Trio

SUMMARY = f"{MARK}骨科主任 䶮 属上级管理的干部"
RESULT = f"{MARK}查实，给予警告 㛃"
ABOVE = f"{MARK}区卫健委行风办"
HANDED_ON = f"{MARK}这件由上级单位接着办，有结果告诉您"
ANSWER = f"{MARK}上级单位查实，已处理"


def test_one_that_goes_up_and_comes_back(people: People) -> None:
    box = people.reporter()
    ours = Trio.of(people)
    desk = ours.desk
    case = desk.take_up(SAID.who, **PARTS)
    box.hears("他们打开了")
    box.hears("正在看该由谁办")
    ours.make_a_lead()
    ours.decide_how("transfer")
    expect(desk.stage).to_contain_text("处理")
    desk.ask(
        ours.leader,
        "transfer",
        destination="01",
        to="区卫健委",
        grounds="管理权限",
        summary=SUMMARY,
        due_on=LATER,
    )
    box.shows("正在看该由谁办", owed=True)
    there = desk.page.locator("#transfers")
    there.get_by_role("button", name="签名、加密，送出", exact=True).click()
    expect(there).to_contain_text("对方还没有登记")
    desk.tell(HANDED_ON, "transferred", to=ABOVE)
    box.hears(f"已转给{ABOVE}办", HANDED_ON, ABOVE)
    box.shows(f"已转给{ABOVE}办", owed=False)

    conclude_there(Trio.of(people, "authority"))
    box.shows(f"已转给{ABOVE}办", owed=False)

    desk.open(case)
    expect(there.locator("blockquote")).to_have_text(RESULT)
    before = desk.page.locator("#entries > li").count()
    there.get_by_role("button", name="写进案件：移送的结果", exact=True).click()
    desk.page.locator("#entry-send").click()
    expect(desk.page.locator("#entries > li")).to_have_count(before + 1)
    desk.write("conclusion")
    desk.tell(ANSWER, "concluded")
    expect(desk.stage).to_contain_text("整改")
    box.hears("办完了，请看答复", ANSWER)
    box.shows("办完了，请看答复", owed=False)
    ours.archive()
    box.shows("办完了，请看答复", owed=False)
    people.typed.is_nowhere_on(people.server)


def conclude_there(above: Trio) -> None:
    """The authority registers what was handed to it, proves it, sends its result, archives it."""
    desk = above.desk
    desk.take_up(SUMMARY[:8], **PARTS)
    above.make_a_lead()
    above.decide_how("verify")
    above.verify("proven")
    above.hand_out("2")
    desk.write("conclusion")
    box = desk.page.locator("#transfers")
    box.locator("textarea").fill(RESULT)
    box.get_by_role("button", name="签名、加密，送回结果", exact=True).click()
    expect(box).to_contain_text("结果已在")
    desk.write("no_answer", reason="no_contact")
    above.archive()
