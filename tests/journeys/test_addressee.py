"""Whom a report goes to: the hospital's office, or the superior authority in its place."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from tests.journeys.office import Keys
from tests.journeys.reporter import PhoneReporter, Report
from tests.journeys.server import Server
from tests.journeys.tamper import tamper
from tests.journeys.test_questions import change
from tests.journeys.watch import Watch

LEADER = Report(who="医院的张院长", words="基建招标的事")


@pytest.fixture
def reporter(phone: BrowserContext, server: Server) -> PhoneReporter:
    return PhoneReporter(phone, server)


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
    report = server.report_with(LEADER.words, "authority")
    assert (report["office"], report["concerns"]["office"]) == ("authority", "demo")
    assert LEADER.words not in json.dumps(server.reports(), ensure_ascii=False)


def test_the_proposal_is_said_and_can_be_changed(reporter: PhoneReporter, server: Server) -> None:
    page = reporter.page
    reporter.begin()
    reporter.answer(Report(who="纪检的人", words="还是交给医院", addressee="hospital"))
    assert "先替您选了上级" in str(page.locator("[data-step=addressee] [data-note]").text_content())
    reporter.write_down_the_code()
    reporter.send()
    assert server.report_with("还是交给医院")["office"] == "demo"


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
    assert server.report_with("看了一遍才改", "authority")["office"] == "authority"


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
    assert server.report_with(words, "authority")["office"] == "authority"
