"""Searching in a real browser: what is typed is found there, and goes nowhere."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, Request, expect

from tests.journeys.conftest import DESK, OpenContext
from tests.journeys.inspector import Inspector
from tests.journeys.look import Sheets
from tests.journeys.post import prepare
from tests.journeys.server import Server
from tests.journeys.test_case import register
from tests.journeys.traces import found_below, found_in
from tests.journeys.ways import (
    CHINESE_DESK,
    CHINESE_PHONE,
    ENGLISH_DESK,
    ENGLISH_PHONE,
    Way,
    looked_at,
)
from tests.reporter import Reporter

SAID = "鹈鹕主任收了蝴蝶兰 zqsaid-Bn4"
TYPED = "zqtyped-Bn4"
WORDS = {"said": SAID, "found": "zqsaid-Bn4", "bird": "鹈鹕", "typed": TYPED}
LONG = "每年签合同以前都要先去吃一顿饭，吃饭的地方在江边，由器械商每个月送来两万元，有人看见。"
WAYS = looked_at(CHINESE_PHONE, CHINESE_DESK, ENGLISH_PHONE, ENGLISH_DESK)


def send(server: Server, words: str) -> None:
    """Send a report with whatever tool."""
    writer = Reporter(server.get("/o/demo/office.json"), server.get("/challenge"))
    assert prepare("/reports", writer.report(words)).send(server)[0] == 201


def registered(inspector: Inspector, words: str) -> None:
    """Turn a report of these words into a case."""
    send(inspector.server, words)
    inspector.page.goto(inspector.server.casework)
    inspector.open(words.split(" ")[0])
    register(inspector.page)


def go_searching(page: Page, server: Server) -> None:
    """Open the page to search on and wait until every case is in the index."""
    page.goto(f"{server.casework}search")
    expect(page.locator("#index")).to_have_text(re.compile("索引里有|Cases in the index"))


@pytest.fixture
def sent(desk: BrowserContext) -> list[bytes]:
    """Everything that the desk's browser sends."""
    sent: list[bytes] = []

    def keep(request: Request) -> None:
        head = f"{request.method} {request.url} {request.headers}"
        sent.append(head.encode() + (request.post_data_buffer or b""))

    desk.on("request", keep)
    return sent


def test_what_is_typed_is_found_and_goes_nowhere(
    desk: BrowserContext, server: Server, sent: list[bytes]
) -> None:
    inspector = Inspector(desk, server)
    inspector.sign_in()
    registered(inspector, SAID)
    case = inspector.page.url
    page = inspector.page
    go_searching(page, server)
    expect(page.locator("#idle")).to_be_visible()
    page.keyboard.type(TYPED)
    expect(page.locator("#none")).to_be_visible()
    page.locator("#query").fill("蝴蝶兰 zqsaid-bn4")
    expect(page.locator("#hits li")).to_have_count(1)
    expect(page.locator("#found")).to_have_text("查到 1 件")
    page.locator("#query").press("Enter")
    page.keyboard.press("Tab")
    assert page.url == f"{server.casework}search"
    page.locator("#hits a").click()
    page.wait_for_url(case)
    inspector.see_report()
    assert any(b"PUT" in each and b"/casework/index/" in each for each in sent)
    assert found_in(b"\n".join(sent), WORDS) == []
    assert found_below(server.folder, WORDS) == []
    kept = page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert found_in(kept.encode(), WORDS) == []


def test_an_answer_is_found_after_it_was_read(desk: BrowserContext, server: Server) -> None:
    inspector = Inspector(desk, server)
    inspector.sign_in()
    registered(inspector, "要答复的来件 zqanswered")
    inspector.answer("蒹葭苍苍")
    with inspector.page.expect_response(
        lambda response: "/index/" in response.url and response.request.method == "PUT"
    ):
        inspector.page.reload()
    go_searching(inspector.page, server)
    inspector.page.locator("#query").fill("蒹葭")
    expect(inspector.page.locator("#hits .why")).to_contain_text("往来信件")
    expect(inspector.page.locator("#hits mark")).to_have_text("蒹葭")


def test_whoever_steps_aside_finds_it_no_more(
    desk: BrowserContext, opened: OpenContext, server: Server
) -> None:
    inspector = Inspector(desk, server)
    inspector.sign_in()
    send(server, "要回避的来件 zqaside")
    inspector.page.goto(server.casework)
    inspector.open("要回避的来件")
    register(inspector.page, leader="granted")
    case = inspector.page.url
    leader = Inspector(opened(DESK), server, "leader")
    leader.sign_in()
    go_searching(leader.page, server)
    leader.page.locator("#query").fill("zqaside")
    expect(leader.page.locator("#hits li")).to_have_count(1)
    leader.page.goto(case)
    leader.see_report()
    leader.page.locator("#step-aside").click()
    leader.page.locator("#aside-yes").click()
    leader.page.wait_for_url(server.casework)
    go_searching(leader.page, server)
    leader.page.locator("#query").fill("zqaside")
    expect(leader.page.locator("#none")).to_be_visible()


@WAYS
def test_every_state_of_searching(
    opened: OpenContext, server: Server, sheets: Sheets, way: Way
) -> None:
    inspector = Inspector(opened(way.device), server, "registrar", way.language)
    inspector.sign_in()
    registered(inspector, f"药剂科采购的回扣{way} {LONG}")
    page = inspector.page
    look = way.look(page, sheets, "search")
    go_searching(page, server)
    look.at("nothing asked")
    page.locator("#query").fill("器械商 两万元")
    expect(page.locator("#hits li").first).to_be_visible()
    look.at("found")
    page.locator("#query").fill("没有这样的话")
    expect(page.locator("#none")).to_be_visible()
    look.at("nothing found")
    assert look.found == []
