"""The questions of a report, as somebody walks through them."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from jsonschema import Draft202012Validator
from playwright.sync_api import BrowserContext, Page, Route, expect

from portal.days import delivery_day, today
from tests.journeys.office import Keys
from tests.journeys.reporter import PhoneReporter, Report
from tests.journeys.server import Server
from tests.journeys.tamper import tamper
from tests.journeys.watch import Watch
from tests.test_documents import REPORT_SCHEMA

LEADER = Report(who="医院的张院长", words="基建招标的事")


@pytest.fixture
def reporter(phone: BrowserContext, server: Server) -> PhoneReporter:
    return PhoneReporter(phone, server)


def sent(server: Server, words: str, office: str = "demo") -> dict[str, Any]:
    """The one report of an office in which these words stand."""
    (report,) = [
        one for one in server.reports(office) if words in json.dumps(one, ensure_ascii=False)
    ]
    return report


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
    report = sent(server, "都写了")
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
    assert "88888" not in json.dumps(sent(server, "后来改了"))


def change(page: Page, question: str) -> None:
    """Tap 'change' beside an answer on the check page."""
    page.get_by_role("button", name=f"修改：{question}", exact=True).click()


def test_a_leader_is_looked_into_by_the_superior_authority(
    reporter: PhoneReporter, server: Server
) -> None:
    page = reporter.page
    reporter.begin()
    reporter.answer(LEADER)
    reporter.write_down_the_code()
    reporter.step("check")
    authority = server.get("/o/authority/office.json")
    expect(page.locator("#to-name")).to_have_text(authority["name"])
    expect(page.locator("#to-fingerprint")).to_have_text(authority["fingerprint"])
    reporter.send()
    expect(page.locator("[data-step=done] h1")).to_contain_text(f"只有{authority['name']}能看")
    report = sent(server, LEADER.words, "authority")
    assert (report["office"], report["concerns"]["office"]) == ("authority", "demo")
    assert LEADER.words not in json.dumps(server.reports(), ensure_ascii=False)


def test_the_proposal_is_said_and_can_be_changed(reporter: PhoneReporter, server: Server) -> None:
    page = reporter.page
    reporter.begin()
    reporter.answer(Report(who="纪检的人", words="还是交给医院", addressee="hospital"))
    assert "先替您选了上级" in str(page.locator("[data-step=addressee] [data-note]").text_content())
    reporter.write_down_the_code()
    reporter.send()
    assert sent(server, "还是交给医院")["office"] == "demo"


def test_whom_it_goes_to_is_asked_again_when_a_leader_appears_later(
    reporter: PhoneReporter, server: Server
) -> None:
    page = reporter.page
    reporter.begin()
    reporter.go_on("what")
    page.locator("[data-step=who] [data-skip]").click()
    reporter.choose_addressee()
    for step in ("where", "benefit", "occasion"):
        reporter.go_on(step)
    reporter.fill(words="书记让我别说出去")
    reporter.go_on("words")
    reporter.step("addressee")
    expect(page.locator("[data-step=addressee] [data-note]")).to_be_visible()
    expect(page.locator("[data-choice=authority]")).to_be_checked()
    reporter.go_on("addressee")
    reporter.step("evidence")


def test_whoever_would_rather_just_write_is_still_asked_whom_it_goes_to(
    reporter: PhoneReporter,
) -> None:
    reporter.begin()
    reporter.page.locator("[data-step=what] [data-skip]").click()
    reporter.choose_addressee("authority")
    reporter.step("words")


def test_a_change_of_the_addressee_on_the_check_page_counts(
    reporter: PhoneReporter, server: Server
) -> None:
    reporter.begin()
    reporter.answer(Report(words="看了一遍才改"))
    reporter.write_down_the_code()
    reporter.step("check")
    change(reporter.page, "交给谁来查？")
    reporter.choose_addressee("authority")
    reporter.send()
    assert sent(server, "看了一遍才改", "authority")["office"] == "authority"


def test_an_authority_with_other_keys_stops_everything(
    reporter: PhoneReporter, server: Server, watch: Watch
) -> None:
    real = server.get("/o/authority/office.json")
    tamper(reporter.page, "/o/authority/office.json", lambda _: Keys.new().posing_as(real))
    reporter.open("/o/demo/report")
    expect(reporter.page.locator("#stop [data-reason=mismatch]")).to_be_visible()
    expect(reporter.page.locator("main :is(input, textarea, button):visible")).to_have_count(0)
    assert watch.posts("/reports") == []


def test_an_authority_that_is_not_the_posters_stops_everything(
    reporter: PhoneReporter, server: Server
) -> None:
    fingerprint = server.get("/o/demo/office.json")["fingerprint"]
    reporter.open(f"/o/demo/report#f={fingerprint}&a={fingerprint}")
    expect(reporter.page.locator("#stop [data-reason=mismatch]")).to_be_visible()


def test_a_poster_with_an_authority_that_the_statement_does_not_name_stops_everything(
    reporter: PhoneReporter, server: Server, watch: Watch
) -> None:
    ours, theirs = (server.get(f"/o/{slug}/office.json") for slug in ("demo", "authority"))
    alone = Keys.of(server).restated(ours, authority="", authority_fingerprint="")
    tamper(reporter.page, "/o/demo/office.json", lambda _: alone)
    reporter.open(f"/o/demo/report#f={ours['fingerprint']}&a={theirs['fingerprint']}")
    expect(reporter.page.locator("#stop [data-reason=mismatch]")).to_be_visible()
    reporter.open(f"/o/demo/surrender#f={ours['fingerprint']}&a={theirs['fingerprint']}")
    expect(reporter.page.locator("#stop [data-reason=mismatch]")).to_be_visible()
    assert watch.posts("/reports") == []


def test_a_poster_with_an_authority_that_the_page_does_not_offer_stops_everything(
    reporter: PhoneReporter, server: Server
) -> None:
    def leave_out(route: Route) -> None:
        response = route.fetch()
        form = re.compile('<form data-step="addressee".*?</form>', re.DOTALL)
        page, found = form.subn("", response.text())
        assert found == 1
        route.fulfill(response=response, body=page)

    ours, theirs = (
        server.get(f"/o/{slug}/office.json")["fingerprint"] for slug in ("demo", "authority")
    )
    reporter.page.route("**/o/demo/report", leave_out)
    reporter.open(f"/o/demo/report#f={ours}&a={theirs}")
    expect(reporter.page.locator("#stop [data-reason=mismatch]")).to_be_visible()


def test_a_hand_in_needs_no_authority_on_its_page(reporter: PhoneReporter, server: Server) -> None:
    ours, theirs = (
        server.get(f"/o/{slug}/office.json")["fingerprint"] for slug in ("demo", "authority")
    )
    reporter.open(f"/o/demo/surrender#f={ours}&a={theirs}")
    reporter.page.wait_for_load_state("networkidle")
    reporter.page.locator("[data-begin]").click()
    reporter.step("path")


def test_an_authority_whose_chain_does_not_hold_is_never_replaced_by_the_hospital(
    reporter: PhoneReporter, server: Server, watch: Watch
) -> None:
    page = reporter.page
    real = server.get("/o/authority/office.json")
    statement = {**real["statement"], "expires_on": "2020-01-01"}
    shown = [{**real, "statement": statement}]
    tamper(page, "/o/authority/office.json", lambda _: shown[0])
    reporter.begin()
    reporter.go_on("what")
    reporter.fill(who="张院长")
    reporter.go_on("who")
    reporter.step("addressee")
    expect(page.locator("[data-choice=authority]")).to_be_checked()
    reporter.go_on("addressee")
    where = page.locator("[data-step=where] h1")
    while where.is_visible():  # the page is still looking at the keys
        page.locator("#back").click()
        reporter.step("addressee")
        reporter.go_on("addressee")
    expect(page.locator("#errors")).to_contain_text("010-5550-0100")
    reporter.step("addressee")
    shown[0] = real
    while not where.is_visible():  # each try asks for the keys once more
        reporter.go_on("addressee")
        page.wait_for_load_state("networkidle")
    assert watch.posts("/reports") == []


def test_whoever_chose_the_authority_without_a_network_sends_it_nowhere_else(
    reporter: PhoneReporter, server: Server, watch: Watch
) -> None:
    watch.expect("ERR_FAILED")
    page, words = reporter.page, "院长的事，网络不好"
    page.route("**/o/authority/office.json", lambda route: route.abort())
    reporter.begin()
    reporter.answer(Report(words=words, addressee="authority"))
    reporter.write_down_the_code()
    reporter.step("check")
    page.locator("#send").click()
    expect(page.locator("#errors")).to_contain_text("网络不通")
    assert watch.posts("/reports") == []
    page.unroute_all(behavior="wait")
    reporter.send()
    assert sent(server, words, "authority")["office"] == "authority"


def test_a_later_delivery_is_promised_with_its_date(
    reporter: PhoneReporter, server: Server
) -> None:
    reporter.report(Report(words="孩子出院满月以后", deliver="8wk"))
    on = delivery_day("8wk", today())
    words = f"{on.year}年{on.month}月{on.day}日"
    expect(reporter.page.locator("[data-step=done] h1")).to_contain_text(f"约定{words}送到")
    assert sent(server, "孩子出院满月以后")["wishes"] == {"deliver": "8wk"}
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
    sent(server, "没有网也能写")


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
    sent(server, "写了一整天")


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
    sent(server, "确认没有回来")


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
