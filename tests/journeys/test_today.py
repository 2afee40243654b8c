"""Today in a real browser: what waits is opened, decided and sent together."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.casework import CaseDesk
from tests.journeys.conftest import DESK, OpenContext
from tests.journeys.inspector import Inspector
from tests.journeys.look import Sheets
from tests.journeys.server import Server
from tests.journeys.test_case import register
from tests.journeys.test_search import send
from tests.journeys.watch import Watch
from tests.journeys.ways import (
    CHINESE_DESK,
    CHINESE_PHONE,
    ENGLISH_DESK,
    ENGLISH_PHONE,
    Way,
    looked_at,
)

WAYS = looked_at(CHINESE_PHONE, CHINESE_DESK, ENGLISH_PHONE, ENGLISH_DESK)


def ask_to_refuse(registrar: Inspector, words: str, reason: str, asking: CaseDesk) -> str:
    """A report becomes a case, and a colleague asks a leader to refuse it; gives its address."""
    send(registrar.server, words)
    registrar.page.goto(registrar.server.casework)
    registrar.open(words)
    register(registrar.page, leader="granted", investigator="granted")
    case = registrar.page.url
    CaseDesk(registrar.page).write(
        "assessment",
        category="T01",
        level="own",
        accused=[{"name": "王某"}],
        detriment="low",
        summary=f"{words}，是服务态度",
        opinion="不归这里",
    )
    asking.open(case)
    asking.write("not_ours", door="hotline", reason=reason)
    return case


def go_today(page: Page, server: Server) -> None:
    """Open Today and wait until every title is there."""
    page.goto(f"{server.casework}today")
    expect(page.locator("#decide-total")).not_to_have_text("等我决定")
    expect(page.locator("b").filter(has_text="解密中")).to_have_count(0)


@pytest.fixture
def leader(opened: OpenContext, server: Server) -> Inspector:
    """The leader at another desk."""
    leader = Inspector(opened(DESK), server, "leader")
    leader.sign_in()
    return leader


def test_a_leader_decides_two_requests_at_once(
    desk: BrowserContext, leader: Inspector, server: Server
) -> None:
    registrar = Inspector(desk, server)
    registrar.sign_in()
    own = CaseDesk(registrar.page)
    first = ask_to_refuse(registrar, "排队太久甲", "甲是投诉", own)
    second = ask_to_refuse(registrar, "排队太久乙", "乙是投诉", own)
    mine = ask_to_refuse(registrar, "自己提的丙", "丙是投诉", CaseDesk(leader.page))

    page = leader.page
    go_today(page, server)
    expect(page.locator("#decide-total")).to_have_text("等我决定 2")
    expect(page.locator("#decide b")).to_contain_text(["排队太久", "排队太久"])
    expect(page.locator("#decide")).not_to_contain_text("自己提的丙")
    for _ in range(2):
        page.get_by_role("button", name="打开来批").first.click()
    yes = page.locator("#decide > li").filter(has_text="排队太久甲")
    no = page.locator("#decide > li").filter(has_text="排队太久乙")
    expect(yes).to_contain_text("甲是投诉")
    expect(yes.locator("details")).to_contain_text("排队太久甲，是服务态度")
    yes.get_by_label("同意").check()
    no.get_by_label("退回").check()
    page.locator("#send-chosen").click()
    expect(page.locator("[role=alert]:visible")).to_contain_text("退回要写理由")
    no.locator("textarea").fill("先补一份材料")
    leader.lock()
    leader.unlock()
    page.get_by_role("button", name="打开来批").first.wait_for()
    for _ in range(2):
        page.get_by_role("button", name="打开来批").first.click()
    expect(no.locator("textarea")).to_have_value("先补一份材料")
    yes.get_by_label("同意").check()
    no.get_by_label("退回").check()
    page.locator("#send-chosen").click()
    expect(page.locator("#send-told")).to_have_text("办好 2 件，没有办成 0 件。")
    expect(yes).to_contain_text("已同意")
    expect(no).to_contain_text("已退回")

    own.open(first)
    expect(own.stage).to_contain_text("反馈")
    own.open(second)
    expect(own.stage).to_contain_text("研判")
    expect(own.page.locator("#entries")).to_contain_text("先补一份材料")
    own.open(mine)
    expect(own.stage).to_contain_text("研判")
    expect(own.page.locator("#deadlines .due").first).to_be_visible()


def test_one_that_fails_stops_no_other(
    desk: BrowserContext, leader: Inspector, server: Server, watch: Watch
) -> None:
    watch.expect("status of 409")
    registrar = Inspector(desk, server)
    registrar.sign_in()
    own = CaseDesk(registrar.page)
    first = ask_to_refuse(registrar, "不行的丁", "丁是投诉", own)
    ask_to_refuse(registrar, "可以的戊", "戊是投诉", own)
    page = leader.page
    go_today(page, server)
    for _ in range(page.get_by_role("button", name="打开来批").count()):
        page.get_by_role("button", name="打开来批").first.click()
    failing = page.locator("#decide > li").filter(has_text="不行的丁")
    going = page.locator("#decide > li").filter(has_text="可以的戊")
    failing.get_by_label("退回").check()
    failing.locator("textarea").fill("缺材料")
    going.get_by_label("同意").check()
    own.open(first)
    own.page.get_by_role("button", name="撤回", exact=True).click()
    expect(own.page.locator("#entries > li")).to_have_count(3)
    page.locator("#send-chosen").click()
    expect(page.locator("#send-told")).to_have_text("办好 1 件，没有办成 1 件。")
    expect(going).to_contain_text("已同意")
    expect(failing).to_contain_text("没有办成")
    expect(failing.locator("textarea")).to_have_value("缺材料")


def test_filters_are_asked_for_by_codes_and_kept_by_name(
    desk: BrowserContext, server: Server
) -> None:
    registrar = Inspector(desk, server)
    registrar.sign_in()
    send(server, "要筛的己")
    registrar.page.goto(server.casework)
    registrar.open("要筛的己")
    register(registrar.page)
    page = registrar.page
    registrar.see_titles_or_none()
    expect(page.locator("#cases")).to_contain_text("要筛的己")
    page.locator("#by-stage").select_option("assessment")
    page.wait_for_url("**/cases?stage=assessment")
    expect(page.locator("#cases")).to_contain_text("要筛的己")
    page.locator("#views summary").click()
    page.locator("#view-name").fill("还在研判的")
    page.locator("#view-keep").click()
    expect(page.locator("#view-told")).to_contain_text("存好了")
    page.locator("#by-stage").select_option("archived")
    expect(page.locator("#none")).to_be_visible()
    page.locator("#views summary").click()
    page.locator("#view").select_option("还在研判的")
    page.wait_for_url("**/cases?stage=assessment")
    rows = server.rows("select sealed from drafts where subject like 'view/%'")
    assert len(rows) == 1 and "还在研判的".encode() not in rows[0][0]


@WAYS
def test_every_state_of_today(
    opened: OpenContext, leader: Inspector, server: Server, sheets: Sheets, way: Way
) -> None:
    registrar = Inspector(opened(DESK), server)
    registrar.sign_in()
    words = f"今天看的{way}"
    ask_to_refuse(registrar, words, "是投诉", CaseDesk(registrar.page))
    send(server, f"新来的{way}")
    member = Inspector(opened(way.device), server, "leader", way.language)
    member.sign_in()
    page = member.page
    look = way.look(page, sheets, "today")
    page.goto(f"{server.casework}today")
    expect(page.locator("#decide")).to_contain_text(words)
    look.at("today")
    page.locator("#decide > li").filter(has_text=words).get_by_role("button").click()
    expect(page.locator("#send")).to_be_visible()
    look.at("a request opened")
    page.locator("#decide input[type=radio]").nth(1).check()
    page.locator("#send-chosen").click()
    expect(page.locator("#decide .told")).to_be_visible()
    look.at("sent")
    member.see_titles_or_none()
    look.at("cases")
    page.goto(f"{server.casework}cases?stage=archived")
    expect(page.locator("#none")).to_be_visible()
    look.at("no case fits")
    assert look.found == []
