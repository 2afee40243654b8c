"""A report whose answer from the server was lost, and what is said and sent afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from tests.files.photos import jpeg
from tests.journeys.reporter import PhoneReporter, Report, shown_code
from tests.journeys.server import Server
from tests.journeys.watch import Watch

Written = Callable[..., PhoneReporter]


@pytest.fixture
def written(phone: BrowserContext, server: Server, tmp_path: Path) -> Written:
    """Somebody before the large button, who has written this and added a photo."""

    def write(words: str) -> PhoneReporter:
        (tmp_path / "photo.jpg").write_bytes(jpeg())
        reporter = PhoneReporter(phone, server)
        reporter.begin()
        reporter.answer(Report(words=words, files=(tmp_path / "photo.jpg",)))
        reporter.write_down_the_code()
        reporter.step("check")
        return reporter

    return write


def lose(reporter: PhoneReporter, watch: Watch, *, stored: bool) -> None:
    """Send once; the answer is lost after the server stored it, or the report on its way."""
    watch.expect("ERR_FAILED")
    lost: list[int] = []

    def lose_once(route: Route) -> None:
        if lost:
            return route.fallback()
        lost.append(route.fetch().status if stored else 0)
        return route.abort()

    reporter.page.route("**/reports", lose_once)
    reporter.page.locator("#send").click()
    expect(reporter.page.locator("#errors:visible")).to_contain_text("网络不通")
    assert lost == [201 if stored else 0]


def refuse(reporter: PhoneReporter, watch: Watch, error: str) -> None:
    """Send once, and have the server refuse it."""
    watch.expect("409 (Conflict)")
    answers = [{"status": 409, "json": {"error": error, "message": ""}}]

    def refuse_once(route: Route) -> None:
        route.fulfill(**answers.pop()) if answers else route.fallback()  # type: ignore[arg-type]

    reporter.page.route("**/reports", refuse_once)
    reporter.page.locator("#send").click()


def rewrite(reporter: PhoneReporter, words: str) -> None:
    """Change the words from the check page."""
    reporter.page.get_by_role("button", name="修改：用您自己的话说", exact=True).click()
    reporter.fill(words=words)
    reporter.go_on("words")
    reporter.step("check")


def send_elsewhere(reporter: PhoneReporter) -> None:
    """Change on the check page to whom it goes."""
    reporter.page.get_by_role("button", name="修改：交给谁来查？", exact=True).click()
    reporter.choose_addressee("authority")
    reporter.step("check")


def with_words(server: Server, words: str) -> list[str]:
    """The offices that have a report with these words, and its attachments."""
    reports = [*server.reports(), *server.reports("authority")]
    found = [one for one in reports if words in json.dumps(one, ensure_ascii=False)]
    assert all(len(one["attachments"]) == 1 for one in found)
    return [one["office"] for one in found]


def test_what_was_changed_after_a_lost_answer_can_be_added_with_the_code(
    written: Written, server: Server, watch: Watch
) -> None:
    reporter = written("答复丢了，原来写的")
    lose(reporter, watch, stored=True)
    watch.expect("409 (Conflict)")
    rewrite(reporter, "答复丢了，后来改的")
    reporter.send()
    page = reporter.page
    expect(page.locator("#as-first:visible")).to_contain_text("后来改的不在里面")
    assert shown_code(page, "#code-again") == reporter.code
    assert with_words(server, "答复丢了") == ["demo"]
    assert with_words(server, "原来写的") == ["demo"]
    page.locator("#as-first a").click()
    reporter.page.locator("#code").fill(reporter.code)
    reporter.page.locator("[data-part=enter] button.go").click()
    reporter.write_more("改的补上")


def test_every_lost_answer_is_remembered(written: Written, server: Server, watch: Watch) -> None:
    reporter = written("第一遍没有到")
    lose(reporter, watch, stored=False)
    rewrite(reporter, "第二遍到了")
    lose(reporter, watch, stored=True)
    watch.expect("409 (Conflict)")
    rewrite(reporter, "第三遍没有用")
    reporter.send()
    expect(reporter.page.locator("#as-first")).to_be_visible()
    assert with_words(server, "第二遍到了") == ["demo"]
    assert with_words(server, "第一遍没有到") + with_words(server, "第三遍没有用") == []


def test_the_confirmation_names_whoever_has_it(
    written: Written, server: Server, watch: Watch
) -> None:
    reporter = written("先给了医院")
    lose(reporter, watch, stored=True)
    watch.expect("409 (Conflict)")
    send_elsewhere(reporter)
    reporter.send()
    name = server.get("/o/demo/office.json")["name"]
    expect(reporter.page.locator("#delivered")).to_contain_text(f"只有{name}能看")
    expect(reporter.page.locator("#as-first")).to_be_visible()
    assert with_words(server, "先给了医院") == ["demo"]


def test_what_never_arrived_is_sent_as_it_is_now_and_to_nobody_else(
    written: Written, server: Server, watch: Watch
) -> None:
    reporter = written("没有到医院")
    lose(reporter, watch, stored=False)
    send_elsewhere(reporter)
    rewrite(reporter, "没有到医院，给上级")
    reporter.send()
    expect(reporter.page.locator("#as-first")).to_be_hidden()
    assert with_words(server, "没有到医院") == ["authority"]


def test_what_was_changed_back_is_what_arrived(
    written: Written, server: Server, watch: Watch
) -> None:
    reporter = written("改了又改回来")
    lose(reporter, watch, stored=True)
    rewrite(reporter, "改了")
    rewrite(reporter, "改了又改回来")
    reporter.send()
    expect(reporter.page.locator("#as-first")).to_be_hidden()
    assert with_words(server, "改了又改回来") == ["demo"]


def test_nothing_is_said_of_a_code_in_use_but_that_there_is_a_new_one(
    written: Written, server: Server, watch: Watch
) -> None:
    reporter = written("查询码用过了")
    refuse(reporter, watch, "mailbox_taken")
    reporter.step("receipt")
    expect(reporter.page.locator("#replaced:visible")).to_contain_text("旧的先留着")
    first = reporter.code
    assert reporter.write_down_the_code() != first
    reporter.send()
    assert with_words(server, "查询码用过了") == ["demo"]


def test_files_that_were_swept_meanwhile_are_uploaded_again(
    written: Written, server: Server, watch: Watch
) -> None:
    reporter = written("页面开了三天")
    refuse(reporter, watch, "attachment_unknown")
    expect(reporter.page.locator("#errors:visible")).to_contain_text("正在重新上传")
    reporter.send()
    assert with_words(server, "页面开了三天") == ["demo"]
    assert len(watch.posts("/attachments")) == 2
