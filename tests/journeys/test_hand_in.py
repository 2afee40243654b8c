"""Handing something in (主动上交): several things, two paths, a slip."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from playwright.sync_api import BrowserContext, expect

from casework.administration.demo import HOSPITAL_TEXTS
from tests.journeys.reporter import PhoneReporter
from tests.journeys.server import Server
from tests.test_documents import REPORT_SCHEMA

SLIP = re.compile("[2-9A-Z]{4}-[2-9A-Z]{4}")


@pytest.fixture
def reporter(phone: BrowserContext, server: Server) -> PhoneReporter:
    return PhoneReporter(phone, server)


def handed_in(server: Server, words: str) -> dict[str, Any]:
    """The one hand-in in which these words stand."""
    (report,) = [one for one in server.reports() if words in json.dumps(one, ensure_ascii=False)]
    return report


def test_several_things_are_listed_each_with_its_facts(
    reporter: PhoneReporter, server: Server
) -> None:
    page = reporter.page
    reporter.begin("surrender")
    reporter.tap("path", "now")
    reporter.go_on("path")
    reporter.tap("items", "gift")
    reporter.fill(description="白酒两瓶 多样", value="1200")
    reporter.tap("items", "estimated")
    items = page.locator("[data-item]")
    page.locator("[data-add]").click()
    expect(items.nth(1).locator("legend").first).to_be_focused()
    expect(items.nth(1).locator("legend").first).to_have_text("第 2 样")
    expect(page.locator("[data-items] [role=status]")).to_have_text("现在一共 2 样")
    page.locator("[data-add]").click()
    items.nth(1).locator("label:has([data-choice=card])").click()
    items.nth(1).locator("#field-serial-2").fill("6688")
    items.nth(2).locator("#field-description-3").fill("加错了")
    items.nth(2).locator("[data-remove]").click()
    expect(items).to_have_count(2)
    expect(items.nth(1).locator("legend").first).to_be_focused()
    reporter.go_on("items")
    for step in ("fate", "giver", "how", "refused"):
        reporter.go_on(step)
    page.locator("[data-step=words] [data-skip]").click()
    reporter.go_on("evidence")
    reporter.go_on("name")
    reporter.write_down_the_code()
    reporter.send()

    report = handed_in(server, "白酒两瓶 多样")
    Draft202012Validator(REPORT_SCHEMA).validate(report)
    (things,) = [answer for answer in report["answers"] if answer["id"] == "items"]
    assert [[line["id"] for line in item] for item in things["items"]] == [
        ["kind", "description", "count", "value", "valued"],
        ["kind", "count", "serial"],
    ]
    assert (
        things["text"].split("\n")[1] == "种类：购物卡、提货券 · 数量：1 · 编号，或卡号后四位：6688"
    )
    shown = page.locator(".slip").inner_text()
    assert report["slip"] in shown
    assert SLIP.fullmatch(report["slip"])
    assert "白酒两瓶 多样" in shown
    assert reporter.code not in re.sub(r"\D", "", shown)


def test_only_the_slip_is_printed(reporter: PhoneReporter) -> None:
    page = reporter.page
    reporter.hand_in(giver="打印登记单")
    page.emulate_media(media="print")
    for hidden in ("#delivered", "#code-again", "#clear", "header.top", "main > div > .other"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator(".slip")).to_be_visible()


def test_the_slip_says_where_and_until_when_and_whom_at_night(
    reporter: PhoneReporter, server: Server
) -> None:
    reporter.hand_in(giver="限期")
    office = server.get("/o/demo/office.json")
    year, month, day = office["bring_by"].split("-")
    slip = reporter.page.locator(".slip")
    expect(slip).to_contain_text(f"{year}年{int(month)}月{int(day)}日 前送来")
    expect(slip).to_contain_text("纪律上的要求")
    for told in ("hand_in_place", "duty"):
        expect(slip).to_contain_text(HOSPITAL_TEXTS["zh-Hans"][told])


@pytest.mark.parametrize("fate", ["returned", "given_back", "deposit"])
def test_what_need_not_be_brought_is_not_asked_for(reporter: PhoneReporter, fate: str) -> None:
    reporter.hand_in(giver=f"不用送 {fate}", fate=fate)
    expect(reporter.page.locator(".slip")).to_be_visible()
    expect(reporter.page.locator("#bring-by")).to_be_hidden()


def test_owning_up_is_a_path_of_its_own(reporter: PhoneReporter, server: Server) -> None:
    page = reporter.page
    reporter.hand_in(giver="自查自纠的", path="past", fate="spent")
    expect(page.locator(".mark")).to_be_visible()
    expect(page.get_by_text("您主动说明的情况已经登记")).to_be_visible()
    said = [answer["id"] for answer in handed_in(server, "自查自纠的")["answers"]]
    assert "past_how" in said
    assert not {"how", "refused", "told"} & set(said)


def test_one_of_the_two_paths_must_be_chosen_and_something_named(reporter: PhoneReporter) -> None:
    page = reporter.page
    reporter.begin("surrender")
    reporter.go_on("path")
    expect(page.locator("#errors")).to_contain_text("请选一种")
    reporter.tap("path", "now")
    expect(page.locator("#errors")).to_be_hidden()
    reporter.go_on("path")
    reporter.step("items")
    reporter.go_on("items")
    expect(page.locator("#errors")).to_contain_text("请至少写一样")


def test_another_path_asks_its_own_questions_before_it_is_sent(
    reporter: PhoneReporter, server: Server
) -> None:
    page = reporter.page
    reporter.begin("surrender")
    reporter.tap("path", "now")
    reporter.go_on("path")
    reporter.fill(description="改了路的手表")
    reporter.go_on("items")
    for step in ("fate", "giver", "how", "refused"):
        reporter.go_on(step)
    page.locator("[data-step=words] [data-skip]").click()
    reporter.go_on("evidence")
    reporter.go_on("name")
    reporter.write_down_the_code()
    page.get_by_role("button", name="修改：是哪一种？").click()
    reporter.tap("path", "past")
    reporter.go_on("path")
    for step in ("items", "fate", "giver", "past", "words", "evidence", "name", "receipt"):
        reporter.step(step)
        reporter.go_on(step)
    reporter.send()
    (path, *_others) = handed_in(server, "改了路的手表")["answers"]
    assert [choice["id"] for choice in path["choices"]] == ["past"]
