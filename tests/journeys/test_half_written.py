"""An answer that is written but not sent is not lost without a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.inspector import Inspector
from tests.journeys.reporter import PhoneReporter, Report
from tests.journeys.server import Server
from tests.journeys.watch import Watch


def test_locking_keeps_words_and_asks_for_files_and_a_deleted_mailbox_leaves_the_words(
    phone: BrowserContext, desk: BrowserContext, server: Server, watch: Watch, tmp_path: Path
) -> None:
    reporter = PhoneReporter(phone, server)
    code = reporter.report(Report(who="写了一半"))
    inspector = Inspector(desk, server)
    inspector.sign_in()
    row = inspector.row("写了一半")
    expect(row).to_contain_text("还没答复")
    expect(row).not_to_contain_text("期钥匙")
    inspector.open("写了一半")
    page = inspector.page
    page.locator("#words-to-send").fill("正在写")
    inspector.lock()
    inspector.unlock()
    expect(page.locator("#words-to-send")).to_have_value("正在写")
    chosen = tmp_path / "notes.txt"
    chosen.write_text("附上")
    page.locator("#answer-evidence [data-pick]").last.set_input_files(chosen)
    expect(page.locator("#answer-evidence li")).to_contain_text("notes.txt")
    page.locator("#lock").click()
    expect(page.locator("#unsent-words:visible")).to_contain_text("文字已经存着")
    page.locator("#keep").click()
    expect(page.locator("#words-to-send")).to_be_focused()
    page.locator("#answer-evidence").get_by_role("button", name="移除 notes.txt").click()
    expect(page.locator("#answer-evidence li")).to_have_count(0)

    reporter.read_box(code)
    reporter.delete()
    watch.expect("404 (Not Found)")
    page.locator("#send").click()
    expect(page.locator("#errors")).to_contain_text("举报人刚刚删除了信箱")
    expect(page.locator("#words-to-send")).to_have_value("正在写")
    expect(page.locator("#words-to-send")).not_to_be_editable()
    expect(page.locator("#send")).to_be_hidden()
    expect(page.locator("#letters h3")).to_contain_text("举报人删除了信箱")

    inspector.lock()
    inspector.unlock()
    expect(page.locator("#words-to-send")).to_have_value("正在写")
    expect(page.locator("#words-to-send")).not_to_be_editable()
    page.goto(server.casework)
    row = inspector.row("写了一半")
    expect(row).not_to_contain_text("还没答复")
    expect(row).not_to_contain_text("举报人有补充")


def test_another_tab_and_an_empty_form_say_what_is_missing(
    desk: BrowserContext, server: Server
) -> None:
    inspector = Inspector(desk, server)
    inspector.page.goto(f"{server.casework}sign-in")
    button = inspector.page.locator("#ready button")
    for id, words in (("office", "单位代号"), ("name", "登录名"), ("passphrase", "口令")):
        button.click()
        expect(inspector.page.locator("#errors p")).to_have_text(f"请填{words}")
        inspector.page.locator(f"#{id}").fill("x")
    inspector.sign_in()
    other = desk.new_page()
    other.goto(server.casework)
    expect(other.locator("#locked-new")).to_be_visible()
    expect(other.locator("#locked-lost")).to_be_hidden()


def test_leaving_with_unsent_words_asks_first(
    phone: BrowserContext, desk: BrowserContext, server: Server
) -> None:
    PhoneReporter(phone, server).report(Report(who="要离开"))
    inspector = Inspector(desk, server)
    inspector.sign_in()
    inspector.open("要离开")
    # Browsers ask only somebody who has touched the page: a real click, then words.
    inspector.page.locator("#words-to-send").click()
    inspector.page.locator("#words-to-send").fill("正在写")
    with inspector.page.expect_event("dialog") as asked:
        inspector.page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    expect(inspector.page.locator("#words-to-send")).to_have_value("正在写")


@pytest.mark.parametrize("place", ["words", "letters"])
def test_an_error_of_the_page_accuses_nobody(
    phone: BrowserContext, desk: BrowserContext, server: Server, place: str
) -> None:
    PhoneReporter(phone, server).report(Report(who=f"出错{place}"))
    inspector = Inspector(desk, server)
    inspector.sign_in()
    inspector.row(f"出错{place}")
    desk.add_init_script(
        "const { append } = Element.prototype; Element.prototype.append = function (...nodes) {"
        f"if (this.id === '{place}') throw new TypeError('drawing');"
        "return append.apply(this, nodes); };"
    )
    inspector.row(f"出错{place}").locator("a").click()
    shown = inspector.page.locator("#title" if place == "words" else "#errors p")
    expect(shown).to_contain_text("页面出了错，来件没有问题")
    expect(inspector.page.locator("#unopened")).to_be_hidden()
