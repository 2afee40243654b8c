"""A case handed to the superior authority, worked on there, its result sent back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, expect

from portal.days import today
from tests.journeys.casework import CaseDesk
from tests.journeys.conftest import DESK, OpenContext
from tests.journeys.inspector import Inspector
from tests.journeys.reporter import PhoneReporter
from tests.journeys.server import Server
from tests.journeys.test_case import register
from tests.reporter import Reporter

LATER = (today() + timedelta(days=40)).isoformat()
SUMMARY = "骨科主任 䶮 术前收三千元，属上级管理的干部"
RESULT = "查实，给予警告 㛃"


@pytest.fixture
def reporter(phone: BrowserContext, server: Server) -> PhoneReporter:
    """The reporter's phone."""
    return PhoneReporter(phone, server)


def at_desk(opened: OpenContext, server: Server, name: str, office: str) -> Inspector:
    """A member of an office at a desk of their own."""
    member = Inspector(opened(DESK), server, name, office=office)
    member.sign_in()
    return member


def test_to_the_authority_and_back(
    inspector: Inspector,
    opened: OpenContext,
    server: Server,
    reporter: PhoneReporter,
    writer: Reporter,
) -> None:
    register(inspector.page, leader="granted")
    case = inspector.page.url
    desk = CaseDesk(inspector.page)
    leader = CaseDesk(at_desk(opened, server, "leader", "demo").page)
    desk.write(
        "assessment",
        category="T01",
        level="own",
        accused=[{"name": "王䶮", "unit": "骨科"}],
        detriment="low",
        summary="术前索要三千元",
        opinion="移送",
    )
    desk.write(
        "transfer", destination="01", to="上级", grounds="权限", summary=SUMMARY, due_on=LATER
    )
    expect(desk.page.locator("#transfers")).to_be_hidden()
    leader.open(case)
    leader.decide(opinion="同意")

    desk.open(case)
    box = desk.page.locator("#transfers")
    expect(box).to_contain_text(SUMMARY)
    box.get_by_role("button", name="签名、加密，送出", exact=True).click()
    expect(box).to_contain_text("对方还没有登记")

    above = at_desk(opened, server, "registrar", "authority")
    above.row(SUMMARY[:8]).locator("a").click()
    expect(above.page.locator("[data-transferred=proved]")).to_be_visible()
    hospital = server.get("/o/demo/office.json")
    expect(above.page.locator("#facts")).to_contain_text(hospital["fingerprint"])
    expect(above.page.locator("#words")).to_contain_text(SUMMARY)
    register(above.page)
    theirs = above.page.locator("#transfers")
    theirs.locator("textarea").fill(RESULT)
    theirs.get_by_role("button", name="签名、加密，送回结果", exact=True).click()
    expect(theirs).to_contain_text("结果已在")
    expect(above.page.locator("#entries")).to_contain_text(RESULT)

    desk.open(case)
    expect(box.locator("blockquote")).to_have_text(RESULT)
    box.get_by_role("button", name="写进案件：移送的结果", exact=True).click()
    before = desk.page.locator("#entries > li").count()
    desk.page.locator("#entry-send").click()
    expect(desk.page.locator("#entries > li")).to_have_count(before + 1)
    expect(desk.page.locator("#entries")).to_contain_text(RESULT)
