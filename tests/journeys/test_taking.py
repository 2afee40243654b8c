"""A call, a letter or a task from above is written down, sealed, registered, and read again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portal.days import today
from tests.journeys.conftest import DESK, PHONE, OpenContext
from tests.journeys.inspector import UPLOADED, Inspector
from tests.journeys.look import Look, Sheets
from tests.journeys.server import Server
from tests.journeys.watch import Watch

CALLER, TELEPHONE = "柳阿姨䶮", "13900001111"
WORDS = "外科张主任在走廊里收了两千元，说是加床费"


def begin(inspector: Inspector) -> Page:
    """The empty form."""
    page = inspector.page
    page.goto(inspector.server.casework)
    page.get_by_role("link", name="记下电话").or_(
        page.get_by_role("link", name="Take down")
    ).click()
    expect(page.locator("#store")).to_be_visible()
    return page


def write_down(page: Page) -> None:
    """A call by somebody who says who they are."""
    page.locator("#channel").select_option("phone")
    page.locator("#received").fill((today() - timedelta(days=1)).isoformat())
    page.locator("#naming").select_option("named")
    page.locator("#caller-name").fill(CALLER)
    page.locator("#caller-phone").fill(TELEPHONE)
    page.locator("#said-what-took_gifts").check()
    page.locator("#said-who").fill("外科张主任")
    page.locator("#said-where").fill("外科走廊")
    page.locator("#said-benefit-cash").check()
    page.locator("#said-words").fill(WORDS)


def in_tables(server: Server, *words: str) -> list[str]:
    """Those of these words that stand in the database file or the files beside it."""
    stored = b"".join(path.read_bytes() for path in server.data.glob("qingfeng.sqlite*"))
    return [word for word in words if word.encode() in stored]


@pytest.mark.parametrize("device", [DESK, PHONE], ids=["desk", "phone"])
def test_a_call_is_taken_down_registered_and_shown(
    opened: OpenContext, server: Server, sheets: Sheets, device: dict[str, object]
) -> None:
    inspector = Inspector(opened(device), server)
    look = Look(inspector.page, sheets, f"taking-{'phone' if device is PHONE else 'desk'}")
    inspector.sign_in()
    page = begin(inspector)
    look.at("an empty form")
    write_down(page)
    look.at("a call written down")
    page.locator("#store").click()
    inspector.see_report()
    expect(page.locator("#title")).to_contain_text("外科张主任")
    expect(page.locator("#number")).to_contain_text(f"收字〔{today().year}〕")
    expect(page.locator("#facts")).to_contain_text("张登记")
    expect(page.locator("#facts")).to_contain_text(TELEPHONE)
    assert WORDS in inspector.words().values()
    look.at("a call that was taken down")
    number = page.locator("#number").text_content()
    page.goto(server.casework)
    inspector.see_titles()
    row = page.locator("#reports li").filter(has_text=str(number))
    expect(row).to_contain_text("电话")
    expect(row).to_contain_text("个工作日答复")
    look.at("the list with a call")
    row.locator("a").click()
    inspector.see_report()
    page.locator("#to-register").click()
    page.locator("#register").click()
    page.wait_for_url("**/cases/*")
    expect(page.locator("#facts")).to_contain_text(CALLER)
    assert WORDS in inspector.words().values()
    assert in_tables(server, WORDS, CALLER, TELEPHONE) == []
    assert look.found == []


def test_locking_loses_nothing_and_what_was_stored_is_not_there_again(
    opened: OpenContext, server: Server
) -> None:
    inspector = Inspector(opened(DESK), server)
    inspector.sign_in()
    page = begin(inspector)
    write_down(page)
    inspector.lock()
    inspector.unlock()
    expect(page.locator("#said-words")).to_have_value(WORDS)
    expect(page.locator("#caller-name")).to_have_value(CALLER)
    expect(page.locator("#said-what-took_gifts")).to_be_checked()
    expect(page.locator("#channel")).to_have_value("phone")
    page.locator("#store").click()
    inspector.see_report()
    begin(inspector)
    expect(page.locator("#said-words")).to_have_value("")


def test_a_scanned_task_from_above_says_what_is_missing_and_keeps_the_rest(
    opened: OpenContext, server: Server, tmp_path: Path
) -> None:
    inspector = Inspector(opened(DESK), server)
    inspector.sign_in()
    page = begin(inspector)
    page.locator("#channel").select_option("above")
    page.locator("#task-from").fill("省卫健委")
    page.locator("#task-number").fill("卫交〔2026〕7号")
    page.locator("#task-due").fill((today() + timedelta(days=30)).isoformat())
    page.locator("#store").click()
    expect(page.locator("#errors")).to_contain_text("请写反映了什么")
    page.locator("#said-words").fill("上级转来的信")
    scan = tmp_path / "scan.txt"
    scan.write_text("一封信")
    page.locator("#taking-evidence [data-pick]").last.set_input_files(scan)
    page.get_by_role("button", name="照样上传").click()
    expect(page.locator("#taking-evidence li")).to_contain_text(UPLOADED)
    page.locator("#store").click()
    inspector.see_report()
    expect(page.locator("#facts")).to_contain_text("卫交〔2026〕7号")
    assert inspector.files() == [scan.read_bytes()]


def test_a_failed_send_keeps_everything_and_stores_once(
    opened: OpenContext, server: Server, watch: Watch
) -> None:
    watch.expect("Failed to load resource")
    inspector = Inspector(opened(DESK), server)
    inspector.sign_in()
    page = begin(inspector)
    write_down(page)
    before = server.rows("select count(*) from reports")
    page.route("**/casework/reports", lambda route: (route.fetch(), route.abort()), times=1)
    page.locator("#store").click()
    expect(page.locator("#errors")).to_contain_text("连不上服务器")
    expect(page.locator("#said-words")).to_have_value(WORDS)
    page.locator("#store").click()
    inspector.see_report()
    assert server.rows("select count(*) from reports") == [(before[0][0] + 1,)]


def test_the_list_is_filtered_by_channel_and_sorted_by_what_is_due(
    opened: OpenContext, server: Server
) -> None:
    inspector = Inspector(opened(DESK), server, language="en")
    inspector.sign_in()
    page = begin(inspector)
    page.locator("#channel").select_option("box")
    page.locator("#received").fill("2026-01-05")
    page.locator("#said-words").fill("意见箱里的信")
    page.locator("#store").click()
    inspector.see_report()
    expect(page.locator(".no .overdue")).to_contain_text("overdue")
    page.goto(server.casework)
    inspector.see_titles()
    expect(page.locator("#overdue")).to_contain_text("1 answers overdue")
    page.locator("#by-order").select_option("due")
    page.wait_for_url("**/?sort=due*")
    inspector.see_titles()
    expect(page.locator("#reports li").first).to_contain_text("意见箱里的信")
    page.locator("#by-channel").select_option("box")
    page.wait_for_url("**channel=box*")
    inspector.see_titles()
    expect(page.locator("#reports li")).to_have_count(1)
    page.locator("#by-kind").select_option("surrender")
    expect(page.locator("#reports li").locator("visible=true")).to_have_count(0)
    expect(page.locator("#none-of-kind")).to_have_text("None of this kind on this page")
