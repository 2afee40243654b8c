"""A report travels from a phone to the inspector, and the answer back."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.inspector import Inspector
from tests.journeys.reporter import PhoneReporter, Report, shown_code
from tests.journeys.server import Server
from tests.journeys.watch import Watch

LINE = "术前一天，有人到病房说“主任那边要表示一下”，给了两千元，装在牛皮纸信封里。\n"
LONG = (LINE * 40)[:1049] + "完"


def opened_offline(server: Server, file: Path) -> dict[str, object]:
    """A sealed file as `qingfeng open` gives it out."""
    command = [Path(sys.executable).with_name("qingfeng"), "open", "-i", server.identity, file]
    opened = subprocess.run(command, check=True, capture_output=True).stdout
    inside: dict[str, object] = json.loads(opened)
    return inside


KEYBOARD = {
    "who": ["who"],
    "addressee": [],
    "where": ["where", "when"],
    "benefit": [],
    "occasion": [],
    "words": ["words"],
    "evidence": [],
    "delivery": [],
    "name": [],
}


def test_a_long_chinese_report_is_read_answered_and_continued(
    phone: BrowserContext, desk: BrowserContext, server: Server, watch: Watch, tmp_path: Path
) -> None:
    assert len(LONG.encode()) >= 3000
    reporter = PhoneReporter(phone, server)
    code = reporter.report(Report(tiles=("asked", "took_gifts"), who="骨科王主任", words=LONG))
    assert shown_code(reporter.page, "#code-again") == code

    inspector = Inspector(desk, server)
    inspector.sign_in()
    inspector.open("骨科王主任")
    assert inspector.words() == {
        "发生了什么？": "收了红包、礼品、购物卡或吃请\n开口要、暗示要好处",
        "是谁？": "骨科王主任",
        "科室、病房或别的地方": "住院部三楼",
        "时间": "上个月",
        "用您自己的话说": LONG,
        "名字": "不写",
        "联系方式": "不留",
    }
    report = opened_offline(server, inspector.save_original(tmp_path))
    assert [answer["text"] for answer in report["answers"] if answer["id"] == "words"] == [LONG]

    inspector.answer("已受理。请问是哪一天？")
    reporter.read_box(code)
    expect(reporter.page.locator("#letters .letter")).to_have_text("已受理。请问是哪一天？")
    expect(reporter.page.locator("#distrust")).to_be_hidden()
    reporter.write_more("上月初三。\n还有一位护士知道。")

    inspector.page.reload()
    inspector.see_report()
    assert inspector.letters() == ["已受理。请问是哪一天？", "上月初三。\n还有一位护士知道。"]
    expect(inspector.page.locator("[data-notice]:visible")).to_have_count(0)

    reporter.delete()
    watch.expect("404 (Not Found)")
    reporter.look_up(code)
    expect(reporter.page.locator("#errors")).to_contain_text("没有这个查询码的信箱")
    inspector.page.reload()
    inspector.see_report()
    expect(inspector.page.locator("[data-closed=deleted]")).to_be_visible()
    expect(inspector.page.locator("#answer")).to_be_hidden()


def test_a_hand_in_reaches_the_inspector_as_one(
    phone: BrowserContext, desk: BrowserContext, server: Server
) -> None:
    reporter = PhoneReporter(phone, server)
    reporter.hand_in("三千元", "姓钱的家属")
    expect(reporter.page.locator("[data-step=done]")).to_contain_text("行政楼二楼 203 室")

    inspector = Inspector(desk, server)
    inspector.sign_in()
    expect(inspector.row("姓钱的家属")).to_contain_text("主动上交")
    inspector.open("姓钱的家属")
    assert "三千元" in inspector.words()["是什么东西？"]


@pytest.mark.parametrize(
    ("prefix", "heading", "language"),
    [
        ("/en", "Only the Demo Hospital Discipline Office can read it", "en"),
        ("/elder", "已送到，只有示范医院", "zh-Hans"),
        ("/en/elder", "Only the Demo Hospital Discipline Office can read it", "en"),
    ],
)
def test_every_language_and_mode_sends_a_report(
    phone: BrowserContext, server: Server, prefix: str, heading: str, language: str
) -> None:
    reporter = PhoneReporter(phone, server, prefix)
    code = reporter.report(Report(words=f"sent from {prefix}"))
    expect(reporter.page.locator("[data-step=done] h1")).to_contain_text(heading)
    reporter.read_box(code)
    (report,) = [one for one in server.reports() if f"sent from {prefix}" in str(one)]
    assert report["language"] == language


def test_a_report_can_be_sent_from_the_keyboard_alone(
    phone: BrowserContext, server: Server
) -> None:
    reporter = PhoneReporter(phone, server)
    page, keys = reporter.page, reporter.page.keyboard

    def press_on(selector: str, key: str = "Enter") -> None:
        tab_to(page, selector)
        keys.press(key)

    reporter.open("/o/demo/")
    press_on("a.door[href*='/report']")
    page.wait_for_url("**/report")
    press_on("[data-begin]")
    reporter.step("what")
    press_on("[data-choice=asked]", "Space")
    press_on("[data-step=what] button.go")
    for step, fields in KEYBOARD.items():
        reporter.step(step)
        for field in fields:
            tab_to(page, f"#field-{field}")
            keys.type(f"从键盘写的 {field}")
        if step == "delivery":
            tab_to(page, "[data-choice=now]")
            keys.press("ArrowDown")
            keys.press("ArrowDown")
            keys.press("ArrowUp")
        press_on(f"[data-step={step}] button.go")
    reporter.step("receipt")
    shown_code(page, "#code")
    press_on("#written-down", "Space")
    press_on("[data-step=receipt] button.go")
    reporter.step("check")
    press_on("#send")
    reporter.step("done")
    (report,) = [one for one in server.reports() if "从键盘写的 words" in str(one)]
    said = [answer["id"] for answer in report["answers"]]
    assert said == ["what", "who", "where", "when", "words", "named", "reachable"]
    assert report["wishes"] == {"deliver": "2wk"}


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until this has the focus, and shows it."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            focus = "getComputedStyle(document.activeElement)"
            width = page.evaluate(f"parseFloat({focus}.outlineWidth)")
            assert width >= 2 or page.evaluate(f"{focus}.boxShadow") != "none", selector
            return
    raise AssertionError(f"Tab does not reach {selector}")


def test_a_phone_keeps_nothing_of_the_whole_way(phone: BrowserContext, server: Server) -> None:
    reporter = PhoneReporter(phone, server)
    code = reporter.report()
    assert kept(reporter.page) == NOTHING
    reporter.read_box(code)
    reporter.write_more("还有一件事")
    assert kept(reporter.page) == NOTHING
    reporter.delete()
    assert kept(reporter.page) == NOTHING
    assert phone.cookies() == []


NOTHING = {"local": 0, "session": 0, "databases": [], "caches": [], "workers": 0, "cookie": ""}


def kept(page: Page) -> object:
    """What a page of the public area has left in this browser."""
    return page.evaluate(
        """async () => ({
          local: localStorage.length,
          session: sessionStorage.length,
          databases: await indexedDB.databases(),
          caches: await caches.keys(),
          workers: (await navigator.serviceWorker.getRegistrations()).length,
          cookie: document.cookie,
        })"""
    )
