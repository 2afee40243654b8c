"""A case goes up whole; its reporter finds the mailbox there and is answered from there."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.casework import CaseDesk
from tests.journeys.conftest import OpenContext
from tests.journeys.reporter import PhoneReporter, Report
from tests.journeys.server import Server
from tests.journeys.test_case import register
from tests.journeys.test_transfer import at_desk
from tests.journeys.watch import Watch

WORDS = "设备科䶮采购收钱"
LETTER = "补一句：是在办公室给的 㛃"
OURS = "医院写的答复"
ANSWER = "省得您担心：上级在查"
AGAIN = "谢谢，还有一位证人"
MEANWHILE = "页面一直开着，这句写给谁"
NOTE = "只给本单位看的一句"


def write_from_the_page_left_open(page: Page, above: str) -> None:
    """It says whom it would go to now; what was written is still there, and arrives there."""
    page.locator("[data-part=write] button.go").click()
    expect(page.locator("#told")).to_contain_text("没有送出")
    expect(page.locator("#told")).to_contain_text(above)
    expect(page.locator("#office")).to_contain_text(above)
    page.locator("#to-write").click()
    expect(page.locator("#more")).to_have_value(MEANWHILE)
    page.locator("[data-part=write] button.go").click()
    expect(page.locator("#told")).to_contain_text("送到了")


def test_up_and_answered_from_there(
    opened: OpenContext, phone: BrowserContext, server: Server, watch: Watch, tmp_path: Path
) -> None:
    watch.expect("409 (Conflict)")
    Image.new("RGB", (64, 48), "teal").save(tmp_path / "ward.png")
    reporter = PhoneReporter(phone, server)
    asked = Report(words=WORDS, files=(tmp_path / "ward.png",))
    code = reporter.report(asked)
    registrar = at_desk(opened, server, "registrar", "demo")
    registrar.open("骨科主任")
    registrar.answer(OURS)
    reporter.read_box(code)
    expect(reporter.page.locator("#letters")).to_contain_text(OURS)
    reporter.write_more(LETTER)
    waiting = PhoneReporter(phone, server)
    waiting.read_box(code)
    waiting.page.locator("#to-write").click()
    waiting.page.locator("#more").fill(MEANWHILE)
    waiting.page.locator("#letter-evidence [data-pick]").last.set_input_files(tmp_path / "ward.png")

    registrar.page.reload()
    registrar.see_report()
    sent_file = registrar.files()
    register(registrar.page, leader="granted")
    case = registrar.page.url
    desk = CaseDesk(registrar.page)
    leader = CaseDesk(at_desk(opened, server, "leader", "demo").page)
    desk.write("note", text=NOTE)
    desk.write(
        "assessment",
        category="T01",
        level="above",
        accused=[{"name": "王䶮", "unit": "院部"}],
        detriment="low",
        summary="院级干部",
        opinion="报上级",
    )
    desk.write("pass_up", reason="院级干部归上级管")
    expect(desk.page.locator("#passing")).to_be_hidden()
    leader.open(case)
    leader.decide(opinion="同意")

    desk.open(case)
    box = desk.page.locator("#passing")
    go = box.get_by_role("button", name="签名、加密，报上级", exact=True)
    go.click()
    expect(desk.page.locator("[role=alert]:visible")).to_contain_text("请先打勾")
    box.locator("#passing-sure").check()
    go.click()
    desk.page.wait_for_url("**/cases?stage=passed_up")
    line = desk.page.locator("#passed-cases li")
    expect(line).to_contain_text("上级还没有登记")
    expect(line).to_have_text(re.compile(r"^收字〔\d{4}〕"))
    expect(desk.page.locator("#work")).not_to_contain_text(WORDS)
    assert desk.page.request.get(case).status == 404

    authority = server.get("/o/authority/office.json")
    reporter.read_box(code)
    page = reporter.page
    expect(page.locator("[data-part=box]")).to_contain_text(authority["name"])
    expect(page.locator("[data-part=box]")).not_to_contain_text(OURS)
    expect(page.locator("[role=alert]:visible")).to_have_count(0)

    above = at_desk(opened, server, "registrar", "authority")
    above.open("骨科主任")
    expect(above.page.locator("[data-transferred=passed]")).to_be_visible()
    expect(above.page.locator("#facts")).to_contain_text("院级干部归上级管")
    assert above.files() == sent_file
    assert LETTER in above.letters()
    register(above.page)
    assert LETTER in above.letters()
    expect(above.page.locator("#work")).not_to_contain_text(NOTE)
    above.answer(ANSWER)

    reporter.read_box(code)
    expect(page.locator("#letters")).to_contain_text(ANSWER)
    expect(page.locator("[role=alert]:visible")).to_have_count(0)
    reporter.write_more(AGAIN)
    write_from_the_page_left_open(waiting.page, authority["name"])
    above.page.reload()
    above.see_report()
    expect(above.page.locator("#letters")).to_contain_text(AGAIN)
    expect(above.page.locator("#letters")).to_contain_text(MEANWHILE)
    desk.page.reload()
    expect(line).to_contain_text("登记")
    expect(line).not_to_contain_text("还没有")
