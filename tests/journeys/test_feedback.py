"""Answers drafted and signed, objections recorded with one click, asking after retaliation."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.casework import CaseDesk, at_desk, start, verify
from tests.journeys.conftest import OpenContext
from tests.journeys.inspector import Inspector
from tests.journeys.reporter import PhoneReporter
from tests.journeys.server import Server
from tests.journeys.test_case import register
from tests.journeys.watch import Watch
from tests.reporter import Reporter

DRAFT = "查清了：没有查实，谢谢您。"


@pytest.fixture
def reporter(phone: BrowserContext, server: Server) -> PhoneReporter:
    """The reporter's phone."""
    return PhoneReporter(phone, server)


def closed_case(desk: CaseDesk, colleague: CaseDesk, leader: CaseDesk, case: str) -> None:
    """From registration to the answer that is owed."""
    start(desk)
    verify(desk, colleague, leader, case, "unclear")
    desk.write("opinion", proposal="close", text="了结")
    leader.open(case)
    leader.decide()


def test_a_draft_is_signed_objected_to_explained_and_followed_up(
    inspector: Inspector,
    opened: OpenContext,
    server: Server,
    reporter: PhoneReporter,
    writer: Reporter,
) -> None:
    register(inspector.page, leader="granted", investigator="granted")
    case = inspector.page.url
    desk = CaseDesk(inspector.page)
    chief = at_desk(opened, server, "leader")
    leader = CaseDesk(chief.page)
    colleague = CaseDesk(at_desk(opened, server, "investigator").page)
    closed_case(desk, colleague, leader, case)

    # Who holds no keys drafts; only what is true may be told by now.
    colleague.open(case)
    page = colleague.page
    expect(page.locator("#answer")).to_contain_text("在这里起草")
    expect(page.locator("#answer-evidence")).to_be_hidden()
    options = page.locator("#state option").evaluate_all("all => all.map((one) => one.value)")
    assert options == ["", "supplement", "concluded"]
    page.locator("#words-to-send").fill(DRAFT)
    page.locator("#state").select_option("concluded")
    page.locator("#send").click()
    expect(page.locator("#sent")).to_contain_text("草稿已写进案件")
    expect(page.locator("#proposed-words")).to_have_text(DRAFT)
    expect(page.locator("#proposed-take")).to_be_hidden()

    # A keyholder finds it on the first page, takes it over, changes it, signs.
    chief.page.goto(f"{server.casework}today")
    expect(chief.page.locator("#drafts-total")).to_contain_text("1")
    chief.page.locator("#drafts a").click()
    expect(chief.page.locator("#also")).to_contain_text("起草了答复")
    chief.page.locator("#proposed-take").click()
    expect(chief.page.locator("#words-to-send")).to_have_value(DRAFT)
    expect(chief.page.locator("#state")).to_have_value("concluded")
    chief.page.locator("#words-to-send").fill(DRAFT + "（已核对）")
    chief.page.locator("#send").click()
    expect(leader.stage).to_contain_text("整改")
    expect(chief.page.locator("#proposed")).to_be_hidden()

    # The reporter objects: one click records it, and it is explained.
    reporter.read_box(writer.code)
    expect(reporter.page.locator("#now")).to_have_text("办完了，请看答复")
    reporter.page.locator("[id^=objection-]").last.click()
    reporter.page.locator("#more").fill("病房里还有人看见")
    reporter.send_letter()
    desk.open(case)
    expect(desk.page.locator("#also")).to_contain_text("是异议，还没有记进案件")
    desk.page.locator("#entry-kind").select_option("archive")
    expect(desk.page.locator("#entry-warning")).to_contain_text("还没有记进案件：第 1 次补充")
    expect(desk.page.locator("[data-field=objection_left]")).to_be_visible()
    desk.page.locator("#entry-no").click()
    desk.page.get_by_role("button", name="记进案件：举报人的异议").click()
    newest = desk.page.locator("#entries > li").first
    expect(newest).to_contain_text("举报人的异议")
    expect(newest).to_contain_text("病房里还有人看见")
    expect(desk.page.locator("#also")).to_be_hidden()
    desk.write("objection_explained", on=desk.newest, text="已说明")

    # New evidence after that is checked by somebody who took no part.
    reporter.page.locator("#to-write").click()
    reporter.page.locator("#more").fill("补一张照片")
    reporter.send_letter()
    desk.open(case)
    expect(desk.page.locator("#letters")).to_contain_text("要由没有参加核实的人来复查")
    leader.open(case)
    chief.page.get_by_role("button", name="复查这份补充").click()
    chief.page.locator("#entry-fields [data-field=result] select").select_option("stands")
    chief.page.locator("#entry-fields [data-field=text] textarea").fill("照片是别的科室")
    chief.page.locator("#entry-send").click()
    expect(chief.page.locator("#entries > li").first).to_contain_text("第 2 次补充")

    # Asking after retaliation goes into the mailbox and changes nothing of how it stands.
    desk.open(case)
    desk.write("contents", main=[{"what": "核实报告"}])
    desk.write("archive", keep="years_10", received_by="赵")
    desk.page.locator("#entry-kind").select_option("retaliation_check")
    letter = desk.page.locator("[data-field=letter_words] textarea")
    assert letter.input_value().startswith("我们想问问您的情况")
    desk.page.locator("#entry-no").click()
    desk.write("retaliation_check", days="30")
    reporter.read_box(writer.code)
    expect(reporter.page.locator("#now")).to_have_text("办完了，请看答复")
    expect(reporter.page.locator("body")).to_contain_text("有没有人因此在工作或看病上为难您")


def test_what_is_not_ours_is_answered_with_the_right_door(
    inspector: Inspector,
    opened: OpenContext,
    server: Server,
    reporter: PhoneReporter,
    writer: Reporter,
    watch: Watch,
) -> None:
    register(inspector.page, leader="granted")
    case = inspector.page.url
    desk = CaseDesk(inspector.page)
    leader = CaseDesk(at_desk(opened, server, "leader").page)
    desk.write("preservation")
    desk.write(
        "assessment",
        category="T02",
        level="own",
        accused=[{"name": "李某"}],
        detriment="low",
        summary="挂号排队太久",
        opinion="属投诉",
    )
    desk.write("not_ours", door="insurance", reason="不是违纪问题", told_reason="是报销的问题")
    leader.open(case)
    leader.decide()
    desk.open(case)
    expect(desk.page.locator("#proposed-words")).to_contain_text("联系方式：12393")
    expect(desk.page.locator("#proposed-words")).to_contain_text("理由：是报销的问题")
    desk.page.locator("#proposed-take").click()
    expect(desk.page.locator("#to")).to_have_value("医疗保障局")
    desk.page.locator("#send").click()
    expect(desk.stage).to_contain_text("整改")
    reporter.read_box(writer.code)
    expect(reporter.page.locator("#now")).to_have_text("不归这里管，请找医疗保障局")
