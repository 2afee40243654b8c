"""A case goes up whole; its reporter finds the mailbox there and is answered from there."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import BrowserContext, expect

from tests.journeys.casework import CaseDesk
from tests.journeys.conftest import OpenContext
from tests.journeys.reporter import PhoneReporter, Report
from tests.journeys.server import Server
from tests.journeys.test_case import register
from tests.journeys.test_transfer import at_desk

WORDS = "设备科䶮采购收钱"
LETTER = "补一句：是在办公室给的 㛃"
OURS = "医院写的答复"
ANSWER = "省得您担心：上级在查"
AGAIN = "谢谢，还有一位证人"
NOTE = "只给本单位看的一句"


def test_up_and_answered_from_there(
    opened: OpenContext, phone: BrowserContext, server: Server, tmp_path: Path
) -> None:
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
    above.page.reload()
    above.see_report()
    expect(above.page.locator("#letters")).to_contain_text(AGAIN)
    desk.page.reload()
    expect(line).to_contain_text("登记")
    expect(line).not_to_contain_text("还没有")
