"""Letters go both ways, with what they mean; nothing written is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.inspector import Inspector
from tests.journeys.reporter import PhoneReporter
from tests.journeys.server import Server
from tests.journeys.watch import Watch
from tests.reporter import Reporter


@pytest.fixture
def reporter(phone: BrowserContext, server: Server) -> PhoneReporter:
    """The reporter's phone."""
    return PhoneReporter(phone, server)


def test_a_rating_and_an_objection_arrive_as_what_they_are(
    inspector: Inspector, reporter: PhoneReporter, writer: Reporter
) -> None:
    inspector.answer("已受理", "accepted")
    inspector.answer("查过了，不属实", "concluded")
    reporter.read_box(writer.code)
    page = reporter.page
    expect(page.locator("#now")).to_have_text("办完了，请看答复")
    expect(page.locator("#dates")).to_contain_text("他们打开了")
    page.locator("#rating-2").click()
    page.locator("[data-part=write] button.go").click()
    expect(page.locator("#errors")).to_contain_text("请先选一个")
    page.locator("label:has(#rating-satisfied)").click()
    page.locator("label:has(#rating-partly)").click()
    page.locator("#more").fill("第二件没有说")
    reporter.send_letter()
    expect(page.locator("#rating-2")).to_be_hidden()
    page.locator("#objection-2").click()
    page.locator("#more").fill("有新的证据")
    reporter.send_letter()

    inspector.page.reload()
    inspector.see_report()
    letters = inspector.page.locator("#letters > li.reporter")
    expect(letters.nth(0).locator("h3")).to_contain_text("举报人评价第 2 次答复")
    expect(letters.nth(0).locator(".says")).to_have_text("部分满意")
    expect(letters.nth(1).locator("h3")).to_contain_text("对第 2 次答复有意见")
    assert inspector.letters()[2:] == ["第二件没有说", "有新的证据"]


def test_back_leads_to_the_box_and_a_reload_asks_for_the_code(
    reporter: PhoneReporter, writer: Reporter
) -> None:
    reporter.read_box(writer.code)
    page = reporter.page
    page.locator("#to-delete").click()
    expect(page.locator("[data-part=delete]")).to_be_visible()
    page.go_back()
    expect(page.locator("[data-part=box]")).to_be_visible()
    page.locator("#to-delete").click()
    page.locator("[data-part=delete] [data-back]").click()
    expect(page.locator("[data-part=box]")).to_be_visible()
    expect(page.locator("#again")).to_be_hidden()
    page.reload()
    expect(page.locator("#again")).to_be_visible()
    expect(page.locator("#again")).to_contain_text("请再输一次查询码")
    expect(page.locator("[data-part=enter]")).to_be_visible()


def test_a_letter_that_was_not_sent_is_still_there_and_then_sent_once(
    inspector: Inspector, reporter: PhoneReporter, writer: Reporter, watch: Watch
) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    reporter.read_box(writer.code)
    page = reporter.page
    page.locator("#to-write").click()
    page.locator("#more").fill("断网时写的")
    page.context.set_offline(True)
    page.locator("[data-part=write] button.go").click()
    expect(page.locator("#errors")).to_contain_text("没有送出去：网络不通")
    page.locator("[data-part=write] [data-back]").click()
    page.locator("#to-write").click()
    expect(page.locator("#more")).to_have_value("断网时写的")
    page.context.set_offline(False)
    reporter.send_letter()
    inspector.page.reload()
    inspector.see_report()
    assert inspector.letters() == ["断网时写的"]


def test_leaving_with_unsent_words_asks(reporter: PhoneReporter, writer: Reporter) -> None:
    reporter.read_box(writer.code)
    page: Page = reporter.page
    page.locator("#to-write").click()
    page.locator("#more").click()
    page.locator("#more").fill("还没写完")
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    expect(page.locator("#more")).to_have_value("还没写完")
