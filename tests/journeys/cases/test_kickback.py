"""A kickback with a company and a suspected crime: handed to outside, a reply, the archive."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.journeys.cases.people import MARK, SAID, People
from tests.journeys.cases.steps import DAY, LATER, PARTS, Trio
from tests.journeys.watch import Watch

ACCEPTED = f"{MARK}已受理，先查账"
ELSEWHERE = f"{MARK}市纪委监委"
HANDED_ON = f"{MARK}涉嫌犯罪的部分已经移送"
ANSWER = f"{MARK}已查实，涉嫌犯罪的由市纪委监委接着办"
COMPANY = "某医疗器械公司"


def test_a_kickback_with_a_company_and_a_suspected_crime(people: People, watch: Watch) -> None:
    watch.expect("status of 409")
    box = people.reporter()
    trio = Trio.of(people)
    desk = trio.desk
    desk.take_up(SAID.who, **PARTS)
    box.hears("他们打开了")
    box.hears("正在看该由谁办")

    trio.make_a_lead("T02")
    desk.write("company", company=COMPANY, product="吻合器", text="按用量结算")
    desk.tell(ACCEPTED, "accepted")
    box.hears("已受理，正在核实", ACCEPTED)
    trio.decide_how("verify")
    trio.verify("proven")
    trio.hand_out("4", "transfer", "company_report")
    expect(desk.page.locator("#next-missing")).to_contain_text("要先移送")
    desk.refused("conclusion", "要先移送")
    box.shows("已受理，正在核实", owed=False)

    transfer = hand_over(trio)
    desk.tell(HANDED_ON, "transferred", to=ELSEWHERE)
    box.hears(f"已转给{ELSEWHERE}办", HANDED_ON, ELSEWHERE)
    box.shows(f"已转给{ELSEWHERE}办", owed=False)
    desk.write("conclusion")
    desk.write("transfer_reminder", on=transfer, text="请函告结果")
    desk.tell(ANSWER, "concluded")
    expect(desk.stage).to_contain_text("整改")
    box.hears("办完了，请看答复", ANSWER)
    box.shows("办完了，请看答复", owed=False)

    desk.write("company_report", company=COMPANY, behaviour="给回扣", to="上级卫健委", sent_on=DAY)
    desk.write("contents", main=[{"what": "核实报告"}], second=[{"what": "来件"}])
    desk.refused("archive", "移送的结果", keep="permanent", received_by="赵某")
    desk.write("transfer_result", on=transfer, answered_on=DAY, text="已立案")
    desk.write("archive", keep="permanent", received_by="档案室 赵某")
    expect(desk.stage).to_contain_text("归档")
    box.shows("办完了，请看答复", owed=False)
    people.typed.is_nowhere_on(people.server)


def hand_over(trio: Trio) -> str:
    """The transfer to the supervisory commission: its letter, sent, received; its id."""
    desk = trio.desk
    transfer = desk.ask(
        trio.leader,
        "transfer",
        destination="03",
        to="某市纪委监委",
        document_no="院纪移〔2026〕1号",
        grounds="涉嫌犯罪",
        summary="收受回扣",
        list=[{"what": "核实报告", "pages": "一份八页"}],
        contact="监督室",
        due_on=LATER,
    )
    desk.write("transfer_sent", on=transfer, sent_on=DAY, how="专人送达")
    desk.write("transfer_received", on=transfer, received_on=DAY, received_by="赵某")
    return transfer
