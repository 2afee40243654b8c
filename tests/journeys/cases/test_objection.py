"""One that cannot be proven: its reporter objects, adds evidence, is heard by somebody else."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.cases.people import MARK, SAID, People
from tests.journeys.cases.steps import PARTS, Trio
from tests.journeys.watch import Watch

ANSWER = f"{MARK}现有材料查不实"
OBJECTION = f"{MARK}我还有一张转账截图"
EVIDENCE = f"{MARK}录音里的话"
EXPLAINED = f"{MARK}截图已由另一人复查，是别人的账户"


def test_an_unproven_one_whose_reporter_objects(
    people: People, watch: Watch, tmp_path: Path
) -> None:
    watch.expect("status of 409")
    box = people.reporter()
    trio = Trio.of(people)
    desk, leader = trio.desk, trio.leader
    case = desk.take_up(SAID.who, **PARTS)
    box.hears("他们打开了")
    box.hears("正在看该由谁办")
    trio.make_a_lead()
    trio.decide_how("verify")
    trio.verify("unclear")
    desk.ask(leader, "opinion", proposal="close", text="了结")
    expect(desk.stage).to_contain_text("反馈")
    box.shows("正在看该由谁办", owed=True)
    desk.tell(ANSWER, "concluded")
    expect(desk.stage).to_contain_text("整改")
    box.hears("办完了，请看答复", ANSWER)
    box.shows("办完了，请看答复", owed=False)

    recording = tmp_path / f"{MARK}录音.bin"
    recording.write_bytes(EVIDENCE.encode() * 9)
    page = box.reporter.page
    page.get_by_role("button", name="对这次答复有意见").click()
    page.locator("#more").fill(OBJECTION)
    page.locator("#letter-evidence [data-pick]").last.set_input_files(recording)
    page.get_by_role("button", name="照样上传").click()
    expect(page.locator("#letter-evidence li")).to_contain_text("已上传")
    box.reporter.send_letter()
    people.typed.words["reporter"] |= {EVIDENCE, recording.stem}
    box.wrote(1)
    box.shows("办完了，请看答复", owed=False)

    desk.open(case)
    letter = desk.page.locator("#letters > li.reporter").last
    expect(letter).to_contain_text(OBJECTION)
    expect(letter.locator(".files li")).to_have_count(1)
    before = desk.page.locator("#entries > li").count()
    desk.page.get_by_role("button", name="记进案件：举报人的异议").click()
    expect(desk.page.locator("#entries > li")).to_have_count(before + 1)
    objection = desk.newest
    desk.write("contents", main=[{"what": "核实报告"}])
    desk.refused("archive", "对异议的说明", keep="years_10", received_by="赵某")
    desk.refused("recheck", "没有参加核实", result="stands", text="自己查自己")
    leader.open(case)
    leader.write("recheck", result="stands", text="录音是别人的")
    desk.open(case)
    desk.tell(EXPLAINED, noted=False)
    box.hears("他们回复了", EXPLAINED)
    box.shows("办完了，请看答复", owed=False)
    desk.write("objection_explained", on=objection, text="已书面说明")
    desk.write("archive", keep="years_10", received_by="档案室 赵某")
    expect(desk.stage).to_contain_text("归档")
    box.shows("办完了，请看答复", owed=False)

    leader.open(case)
    leader.write("reopening", to="verification", reason="又有新证据")
    desk.open(case)
    expect(desk.stage).to_contain_text("归档")
    people.typed.is_nowhere_on(people.server)
