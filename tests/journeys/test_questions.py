"""The questions of a report, as somebody walks through them."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator
from playwright.sync_api import BrowserContext, Page, Route, expect

from portal.days import delivery_day, today
from tests.journeys.reporter import PhoneReporter, Report
from tests.journeys.server import Server
from tests.journeys.watch import Watch
from tests.test_documents import REPORT_SCHEMA


@pytest.fixture
def reporter(phone: BrowserContext, server: Server) -> PhoneReporter:
    return PhoneReporter(phone, server)


def said(report: dict[str, Any]) -> dict[str, tuple[list[str], str]]:
    """What was chosen and typed, by field."""
    return {
        answer["id"]: ([choice["id"] for choice in answer["choices"]], answer["text"])
        for answer in report["answers"]
    }


def test_everything_that_is_answered_is_inside_the_seal(
    reporter: PhoneReporter, server: Server
) -> None:
    reporter.report(
        Report(
            tiles=("asked", "queue_money"), who="都答了", posts=("doctor",),
            benefits=("cash", "card"), amount="2000", occasions=("surgery",),
            words="都写了", deliver="2wk", name="李四", contact="010-5550-0000",
        )
    )  # fmt: skip
    report = server.report_with("都写了")
    Draft202012Validator(REPORT_SCHEMA).validate(report)
    assert report["flow"] == "report/2"
    assert report["wishes"] == {"deliver": "2wk"}
    assert report["concerns"] == {"office": "demo", "name": "示范医院纪检监察室"}
    assert "slip" not in report
    assert said(report) == {
        "what": (["asked", "queue_money"], ""),
        "who": ([], "都答了"),
        "post": (["doctor"], ""),
        "where": ([], "住院部三楼"),
        "when": ([], "上个月"),
        "benefit": (["cash", "card"], ""),
        "amount_known": (["about"], ""),
        "amount": ([], "2000"),
        "occasion": (["surgery"], ""),
        "words": ([], "都写了"),
        "named": (["yes"], ""),
        "name": ([], "李四"),
        "reachable": (["yes"], ""),
        "contact": ([], "010-5550-0000"),
    }


def test_what_is_no_longer_asked_is_not_sent(reporter: PhoneReporter, server: Server) -> None:
    page = reporter.page
    reporter.begin()
    reporter.answer(Report(benefits=("cash",), amount="88888", words="后来改了"))
    reporter.write_down_the_code()
    reporter.step("check")
    change(page, "给了什么，或者要了什么？")
    reporter.tap("benefit", "cash")
    expect(page.locator("#field-amount")).to_be_hidden()
    reporter.go_on("benefit")
    reporter.send()
    assert "88888" not in json.dumps(server.report_with("后来改了"))


def change(page: Page, question: str) -> None:
    """Tap 'change' beside an answer on the check page."""
    page.get_by_role("button", name=f"修改：{question}", exact=True).click()


def test_a_later_delivery_is_promised_with_its_date(
    reporter: PhoneReporter, server: Server
) -> None:
    reporter.report(Report(words="孩子出院满月以后", deliver="8wk"))
    on = delivery_day("8wk", today())
    words = f"{on.year}年{on.month}月{on.day}日"
    expect(reporter.page.locator("[data-step=done] h1")).to_contain_text(f"约定{words}送到")
    assert server.report_with("孩子出院满月以后")["wishes"] == {"deliver": "8wk"}
    days = [day for (day,) in server.rows("select deliver_on from reports")]
    assert on.isoformat() in days


def test_the_page_promises_a_day_by_which_it_is_accepted(reporter: PhoneReporter) -> None:
    reporter.report()
    expect(reporter.page.locator("[data-step=done]")).to_contain_text("日前告诉您是否受理")


def test_every_step_works_without_a_network(
    phone: BrowserContext, reporter: PhoneReporter, server: Server, watch: Watch
) -> None:
    watch.expect("ERR_INTERNET_DISCONNECTED")
    page = reporter.page
    reporter.begin()
    with page.expect_response("**/challenge"):
        page.reload()
    page.locator("[data-begin]").click()
    phone.set_offline(True)
    reporter.answer(Report(words="没有网也能写"))
    reporter.write_down_the_code()
    reporter.step("check")
    page.locator("#send").click()
    expect(page.locator("#errors")).to_contain_text("网络不通")
    phone.set_offline(False)
    reporter.send()
    server.report_with("没有网也能写")


def test_a_challenge_that_ran_out_while_typing_is_fetched_anew_without_a_word(
    reporter: PhoneReporter, server: Server, watch: Watch
) -> None:
    watch.expect("400 (Bad Request)")
    asked: list[str] = []

    def refuse_once(route: Route) -> None:
        if asked.count("/reports") > 1:
            return route.continue_()
        return route.fulfill(status=400, json={"error": "challenge_expired", "message": ""})

    reporter.page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    reporter.page.route("**/reports", refuse_once)
    reporter.report(Report(words="写了一整天"))
    assert [path for path in asked if path in ("/reports", "/challenge")][-3:] == [
        "/reports",
        "/challenge",
        "/reports",
    ]
    server.report_with("写了一整天")


def test_a_confirmation_that_was_lost_is_given_again_and_nothing_is_stored_twice(
    reporter: PhoneReporter, server: Server, watch: Watch
) -> None:
    watch.expect("ERR_FAILED")
    lost: list[str] = []

    def lose_once(route: Route) -> None:
        if lost:
            return route.continue_()
        lost.append(str(route.fetch().status))
        return route.abort()

    reporter.page.route("**/reports", lose_once)
    reporter.begin()
    reporter.answer(Report(words="确认没有回来"))
    reporter.write_down_the_code()
    reporter.step("check")
    reporter.page.locator("#send").click()
    expect(reporter.page.locator("#errors")).to_contain_text("网络不通")
    reporter.send()
    assert lost == ["201"]
    server.report_with("确认没有回来")


def test_the_ward_of_the_poster_is_shown_and_can_be_removed(
    reporter: PhoneReporter, server: Server
) -> None:
    page = reporter.page
    reporter.open("/o/demo/report#w=%E9%AA%A8%E7%A7%91")
    page.locator("[data-begin]").click()
    reporter.go_on("what")
    reporter.go_on("who")
    reporter.choose_addressee()
    expect(page.locator("#field-where")).to_have_value("骨科")
    reporter.go_on("where")
    for step in ("benefit", "occasion", "words"):
        reporter.go_on(step)
    expect(page.locator("#errors")).to_contain_text("还没有写任何内容")


def test_three_times_shift_leaves_but_not_while_typing(reporter: PhoneReporter) -> None:
    page = reporter.page
    page.route("https://www.weather.com.cn/**", lambda route: route.fulfill(body="weather"))
    reporter.begin()
    reporter.go_on("what")
    reporter.step("who")
    page.locator("#field-who").focus()
    for _ in range(6):
        page.keyboard.press("Shift")
    reporter.step("who")
    page.locator("[data-step=who] button.go").focus()
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://www.weather.com.cn/**")


def test_one_of_several_is_one_stop_for_the_keyboard(reporter: PhoneReporter) -> None:
    page = reporter.page
    reporter.begin("surrender")
    choices = page.locator("[data-field=path] [type=radio]")
    assert [one.get_attribute("tabindex") for one in choices.all()] == ["0", "-1"]
    choices.first.focus()
    page.keyboard.press("ArrowUp")
    expect(choices.last).to_be_focused()
    expect(choices.last).to_be_checked()
    page.keyboard.press("ArrowDown")
    expect(choices.first).to_be_checked()
    expect(choices.last).not_to_be_checked()
    assert choices.first.get_attribute("aria-setsize") == "2"
