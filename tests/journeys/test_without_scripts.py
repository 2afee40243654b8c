"""Without scripts there is nothing to type into; three other ways are offered (invariant 1)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import DESK, PHONE, OpenContext
from tests.journeys.inspector import Inspector
from tests.journeys.server import Server
from tests.journeys.watch import Watch

PAGES = ("/", "/o/demo/", "/o/demo/report", "/o/demo/surrender", "/mailbox")
TYPING = "textarea, input:not([type=file]), select"
POSTING = "form:not(:has(input[type=file]))"
WORDS = "用自己的工具加密的话：药房有人收卡。"


@pytest.fixture
def scriptless(opened: OpenContext) -> Page:
    """A phone whose browser runs no scripts."""
    return opened(PHONE, java_script_enabled=False).new_page()


def test_nothing_can_be_typed_and_nothing_is_posted(
    scriptless: Page, server: Server, watch: Watch
) -> None:
    for path in PAGES:
        address = server.portal + path
        scriptless.goto(address)
        expect(scriptless.locator(f":is({TYPING}):visible")).to_have_count(0)
        for number in range(scriptless.locator(POSTING).count()):
            scriptless.goto(address)
            fill_in_by_force(scriptless)
            with scriptless.expect_navigation():
                scriptless.locator(POSTING).nth(number).evaluate("form => form.submit()")
    sent = [request.url + (request.post_data or "") for request in watch.requests]
    assert len(sent) > len(PAGES)
    assert not any("zq-typed" in one or "=on" in one for one in sent)


def fill_in_by_force(page: Page) -> None:
    """Show what is hidden and write in it, as no visitor can."""
    page.evaluate(
        """typing => {
          for (const part of document.querySelectorAll('[hidden]')) part.hidden = false;
          for (const field of document.querySelectorAll(typing)) {
            if (field.type === 'checkbox') field.checked = true;
            else field.value = 'zq-typed-Vx7';
          }
        }""",
        TYPING,
    )


def test_the_page_says_why_and_offers_three_other_ways(scriptless: Page, server: Server) -> None:
    scriptless.goto(f"{server.portal}/o/demo/report")
    expect(scriptless.locator("noscript p").first).to_contain_text("这要靠脚本")
    ways = scriptless.locator("noscript ol > li")
    expect(ways).to_have_count(3)
    expect(ways.nth(0)).to_contain_text("打开脚本（JavaScript）")
    expect(ways.nth(1)).to_contain_text("010-5550-0123")
    expect(ways.nth(1)).to_contain_text("信箱")
    expect(ways.nth(2)).to_contain_text("没有查询码，看不到回复")
    expect(scriptless.locator("noscript pre")).to_contain_text("age -R recipient.txt")
    statement = server.get("/o/demo/office.json")["statement"]
    assert offered_recipient(scriptless) == statement["recipient"]


def offered_recipient(page: Page) -> str:
    """The recipient that the page links to, as it is saved to a file."""
    link = page.locator("noscript ol a[href$='/recipient.txt']").get_attribute("href")
    return page.request.get(urljoin(page.url, link)).text().strip()


def test_a_file_sealed_by_hand_reaches_the_inspector_as_plain_text(
    scriptless: Page, desk: BrowserContext, server: Server, tmp_path: Path
) -> None:
    sealed = tmp_path / "report.age"
    scriptless.goto(f"{server.portal}/o/demo/report")
    recipient = offered_recipient(scriptless)
    command = [Path(sys.executable).with_name("qingfeng"), "seal", "-r", recipient]
    with sealed.open("wb") as file:
        subprocess.run(command, check=True, input=WORDS.encode(), stdout=file)
    scriptless.locator("#sealed").set_input_files(sealed)
    scriptless.locator("noscript button").click()
    expect(scriptless.locator("h1")).to_have_text("文件收到了")
    expect(scriptless.locator("main")).to_contain_text("没有查询码，看不到回复")

    inspector = Inspector(desk, server)
    inspector.sign_in()
    inspector.open("药房有人收卡")
    expect(inspector.page.locator("#words blockquote")).to_have_text(WORDS)
    expect(inspector.page.locator("#plain")).to_be_visible()
    expect(inspector.page.locator("[data-closed=no_mailbox]")).to_be_visible()
    expect(inspector.page.locator("textarea:visible")).to_have_count(0)


def test_casework_says_that_it_needs_scripts(opened: OpenContext, server: Server) -> None:
    page = opened(DESK, java_script_enabled=False).new_page()
    page.goto(server.casework + "sign-in")
    expect(page.locator("noscript p:visible")).to_contain_text("在浏览器设置里打开脚本")
    expect(page.locator("input:visible")).to_have_count(0)
