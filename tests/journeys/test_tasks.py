"""An inspector asks the pharmacy, a helper answers on a phone, the inspector takes it over."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import BrowserContext, Page, expect

from portal.days import today
from tests.journeys.casework import CaseDesk
from tests.journeys.conftest import PHONE, OpenContext
from tests.journeys.inspector import Inspector
from tests.journeys.look import Sheets
from tests.journeys.server import Server
from tests.journeys.test_case import register
from tests.journeys.test_search import send
from tests.journeys.ways import CHINESE_PHONE, ENGLISH_PHONE, Way, looked_at

LATER = (today() + timedelta(days=20)).isoformat()
WAYS = looked_at(CHINESE_PHONE, ENGLISH_PHONE)
QUESTION = "请列出十月骨科高值耗材的领用量 䶮"
ANSWER = "十月领用 41 件，出处：耗材系统 㛃"


def asked(registrar: Inspector, words: str) -> CaseDesk:
    """A case from which the pharmacy was asked."""
    send(registrar.server, words)
    registrar.page.goto(registrar.server.casework)
    registrar.open(words)
    register(registrar.page)
    desk = CaseDesk(registrar.page)
    desk.write("task", member="helper", due_on=LATER, question=f"{QUESTION} {words[-4:]}")
    return desk


def come(opened: OpenContext, server: Server, language: str = "zh-Hans") -> Page:
    """The helper on a phone, at what they are asked."""
    helper = Inspector(opened(PHONE), server, "helper", language)
    helper.fill_in(server.passphrase("helper"))
    helper.page.wait_for_url("**/casework/tasks")
    expect(helper.page.locator("#work")).to_be_visible()
    return helper.page


def test_asked_answered_on_a_phone_and_taken_over(
    desk: BrowserContext, opened: OpenContext, server: Server
) -> None:
    registrar = Inspector(desk, server)
    registrar.sign_in()
    page = asked(registrar, "领药的事甲乙丙丁").page
    box = page.locator("#tasks")
    expect(box).to_contain_text("孙药师")
    expect(box).to_contain_text("还没有答复")

    phone = come(opened, server)
    expect(phone.locator("#tasks")).to_contain_text(QUESTION)
    expect(phone.locator("body")).not_to_contain_text("领药的事")
    item = phone.locator("#tasks > li").filter(has_text="甲乙丙丁")
    item.locator("textarea").fill(ANSWER)
    phone.locator("#lock").click()
    expect(phone.locator("#locked")).to_be_visible()
    phone.locator("#passphrase").fill(server.passphrase("helper"))
    phone.locator("#locked form button").click()
    expect(item.locator("textarea")).to_have_value(ANSWER)
    item.get_by_role("button", name="签名、加密，送出", exact=True).click()
    expect(phone.locator("#told")).to_contain_text("送回提问的人")
    expect(item).to_contain_text("已答复")
    expect(item.locator("textarea")).to_have_count(0)
    ((sealed,),) = server.rows("select answer from tasks where answer is not null")
    assert "领用".encode() not in sealed

    page.goto(f"{server.casework}today")
    expect(page.locator("#tasks")).to_contain_text("领药的事")
    page.locator("#tasks a").first.click()
    expect(box).to_contain_text(ANSWER)
    before = page.locator("#entries > li").count()
    box.get_by_role("button", name="写进案件：协办的答复", exact=True).click()
    expect(page.locator("#entries > li")).to_have_count(before + 1)
    expect(page.locator("#entries")).to_contain_text(ANSWER)
    expect(box).to_be_hidden()


@WAYS
def test_every_state_of_the_page(
    desk: BrowserContext, opened: OpenContext, server: Server, sheets: Sheets, way: Way
) -> None:
    registrar = Inspector(desk, server)
    registrar.sign_in()
    mark = {"zh-Hans": "甲甲甲甲", "en": "乙乙乙乙"}[way.language]
    asked(registrar, f"看页面的事{mark}")
    page = come(opened, server, way.language)
    look = way.look(page, sheets, "tasks")
    item = page.locator("#tasks > li").filter(has_text=mark).last
    item.locator("textarea").wait_for()
    look.at("asked")
    item.locator("button").click()
    expect(page.locator("[role=alert]:visible")).to_have_count(1)
    look.at("nothing written")
    item.locator("textarea").fill(ANSWER)
    item.locator("button").click()
    expect(page.locator("#told")).not_to_be_empty()
    look.at("answered")
    assert look.found == []
