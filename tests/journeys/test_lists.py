"""A leader words a list while another does the same: told, and not a letter lost."""

from __future__ import annotations

import re
from dataclasses import replace

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import DESK, OpenContext
from tests.journeys.inspector import Inspector
from tests.journeys.look import Sheets
from tests.journeys.server import Server
from tests.journeys.watch import Watch
from tests.journeys.ways import CHINESE_DESK, ENGLISH_PHONE, Way, looked_at

SAVED = re.compile(r"\?kept=1$")


def at_the_list(context: BrowserContext, server: Server) -> Inspector:
    """The leader at the list of departments."""
    leader = Inspector(context, server, "leader")
    leader.sign_in()
    open_list(leader.page, server)
    return leader


def open_list(page: Page, server: Server) -> None:
    page.goto(server.casework + "lists/departments")
    expect(page.locator("#work")).to_be_visible()


def save(page: Page) -> None:
    page.locator("form[data-list] button").click()


def test_whoever_is_slower_keeps_every_word(
    opened: OpenContext, server: Server, watch: Watch
) -> None:
    slower = at_the_list(opened(DESK), server).page
    quicker = at_the_list(opened(DESK), server).page
    slower.locator("#zh_07").fill("护理部门")
    slower.locator("#added").fill("病案室|Records")
    slower.locator("[name=retired][value='15']").check()

    quicker.locator("#zh_08").fill("药学部")
    save(quicker)
    quicker.wait_for_url(SAVED)

    watch.expect("409 (Conflict)")
    with slower.expect_response(lambda answer: "/drafts/list/" in answer.url):
        save(slower)
    expect(slower.locator("#errors")).to_contain_text("新的一版")
    expect(slower.locator("#zh_07")).to_have_value("护理部门")

    open_list(slower, server)
    expect(slower.locator("#zh_07")).to_have_value("护理部门")
    expect(slower.locator("#zh_08")).to_have_value("药学部")
    expect(slower.locator("#added")).to_have_value("病案室|Records")
    expect(slower.locator("[name=retired][value='15']")).to_be_checked()
    save(slower)
    slower.wait_for_url(SAVED)
    expect(slower.locator("#zh_X01")).to_have_value("病案室")
    expect(slower.locator("#added")).to_have_value("")


@looked_at(replace(CHINESE_DESK, schemes=("light",)), ENGLISH_PHONE)
def test_every_kind_of_list_can_be_used_by_everybody(
    opened: OpenContext, server: Server, sheets: Sheets, way: Way
) -> None:
    leader = Inspector(opened(way.device), server, "leader", way.language)
    leader.sign_in()
    look = way.look(leader.page, sheets, "lists")
    for path in ("lists", "lists/limits", "lists/amount_bands", "lists/sanctions", "lists/ways"):
        leader.page.goto(server.casework + path)
        expect(leader.page.locator("#work")).to_be_visible()
        leader.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        look.at(path)
    assert look.found == []
