"""The office's own pages: what axe says of them, whether they fit, how they look."""

from __future__ import annotations

import re
from dataclasses import replace

from playwright.sync_api import expect

from tests.journeys.ceremony import Leader, found
from tests.journeys.conftest import DESK, OpenContext
from tests.journeys.inspector import Inspector
from tests.journeys.joining import Joiner, MembersPage
from tests.journeys.look import Sheets
from tests.journeys.post import prepare
from tests.journeys.server import Server
from tests.journeys.test_case import register
from tests.journeys.test_search import send
from tests.journeys.test_second_factor import begin_adding
from tests.journeys.ways import CHINESE_DESK, CHINESE_PHONE, ENGLISH_PHONE, Way, looked_at
from tests.reporter import Reporter

WAYS = looked_at(CHINESE_PHONE, replace(CHINESE_DESK, schemes=("light",)), ENGLISH_PHONE)


@WAYS
def test_every_state_of_joining_and_of_members(
    opened: OpenContext, server: Server, sheets: Sheets, way: Way
) -> None:
    leader = MembersPage(opened(way.device), server, "leader", way.language)
    leader.sign_in()
    leader.look()
    look = way.look(leader.page, sheets, "members")
    name = f"ren{len(server.rows('select 1 from members'))}"
    link = leader.invite(name, "任登记", "registrar")
    look.at("members, a link")
    joiner = Joiner(opened(way.device), server)
    joining = way.look(joiner.page, sheets, "joining")
    joiner.follow(link)
    if way.language == "en":
        joiner.page.locator("a.language").click()
        welcome = joiner.page.locator("#step-who h1")
        expect(welcome).to_contain_text("You are invited")
        expect(welcome).to_be_visible()
    joining.at("who")
    joiner.page.locator("#who-right").click()
    expect(joiner.page.locator("#drawn")).not_to_be_empty()
    joining.at("a passphrase")
    joiner.passphrase = joiner.page.locator("#drawn").inner_text()
    joiner.page.locator("#copied").click()
    joining.at("typed once")
    joiner.page.locator("#passphrase").fill(joiner.passphrase)
    joiner.page.locator("#step-type form button").click()
    expect(joiner.page.locator("#step-factor")).to_be_visible()
    joining.at("second factor")
    joiner.page.locator("#choose-totp").click()
    expect(joiner.page.locator("#totp-secret")).not_to_be_empty()
    joining.at("an authenticator")
    joiner.page.locator("[data-step=totp] [data-back]").click()
    joiner.page.locator("#skip-factor").click()
    joiner.see_joined()
    joining.at("joined")
    joiner.enter()
    joining.at("not compared yet")
    leader.look()
    leader.act(name, "compare")
    look.at("compare")
    leader.look()
    leader.act("registrar", "roles")
    look.at("roles")
    leader.look()
    leader.act("registrar", "remove")
    look.at("remove")
    assert look.found == []
    assert joining.found == []


@WAYS
def test_every_state_of_an_account_and_of_a_case(
    opened: OpenContext, server: Server, sheets: Sheets, way: Way
) -> None:
    registrar = Inspector(opened(way.device), server, "registrar", way.language)
    registrar.sign_in()
    look = way.look(registrar.page, sheets, "cases")
    title = f"案件 {way}"
    writer = Reporter(server.get("/o/demo/office.json"), server.get("/challenge"))
    assert prepare("/reports", writer.report(title)).send(server)[0] == 201
    registrar.page.goto(server.casework)
    registrar.open(title)
    registrar.page.locator("#to-register").click()
    look.at("register")
    registrar.page.reload()
    registrar.see_report()
    register(registrar.page, leader="granted", investigator="granted")
    look.at("case")
    registrar.page.locator("#to-change").click()
    look.at("who takes part")
    registrar.page.locator("#step-aside").click()
    look.at("stepping aside")
    registrar.see_titles_or_none()
    look.at("list of cases")
    send(server, f"新来的 {way}")
    registrar.page.goto(server.casework)
    registrar.see_titles()
    look.at("new reports")
    registrar.page.goto(server.casework + "declarations")
    expect(registrar.page.locator("#entries input").first).to_be_visible()
    look.at("declarations")
    begin_adding(registrar)
    look.at("account, a second factor")
    registrar.page.goto(server.casework + "account")
    expect(registrar.page.locator("#sessions li").first).to_be_visible()
    look.at("account")
    assert look.found == []


@WAYS
def test_every_state_of_the_ceremonies_and_of_audit(
    opened: OpenContext, server: Server, sheets: Sheets, way: Way
) -> None:
    slug = f"klinik-{len(server.rows('select 1 from offices'))}"
    leader = Leader(opened(way.device), server, found(server, slug), slug)
    leader.sign_in()
    look = way.look(leader.page, sheets, "ceremonies")
    leader.go(f"set-up?language={way.language}")
    look.at("choose")
    leader.make_sheets(3, 2)
    look.at("sheets")
    leader.page.locator("#printed").click()
    look.at("confirm")
    leader.page.locator("#print-again").click()
    leader.confirm()
    look.at("sign")
    leader.sign()
    look.at("set up")
    leader.go("recovery")
    leader.page.locator("#sheets-in textarea").first.fill("academic nonsense")
    look.at("recovery, a wrong sheet")
    for at, sheet in enumerate(leader.sheets[:2]):
        leader.page.locator("#sheets-in textarea").nth(at).fill(sheet)
    leader.page.locator("[data-step=sheets] form button").click()
    expect(leader.page.locator("#joined-fingerprint")).not_to_be_empty()
    look.at("recovery, agreed to")
    assert look.found == []
    auditor = Inspector(opened(way.device), server, "auditor", way.language)
    auditor.sign_in()
    audit = way.look(auditor.page, sheets, "audit")
    auditor.page.goto(server.casework + "audit")
    expect(auditor.page.locator("#acts td").first).to_be_visible()
    facts = " ".join(auditor.page.locator("#acts td:last-child").all_inner_texts())
    assert re.search("passphrase alone" if way.language == "en" else "只凭口令", facts)
    assert not re.search(r"\b(factor|failures|grants|fields|reset)\b", facts)
    audit.at("acts")
    assert audit.found == []


def test_the_keyboard_finds_the_way_into_a_panel_and_out_again(
    opened: OpenContext, server: Server
) -> None:
    leader = MembersPage(opened(DESK), server, "leader")
    leader.sign_in()
    leader.look()
    page = leader.page
    roles = page.get_by_role("button", name="改角色 张登记")
    roles.press("Enter")
    expect(page.locator("#change-title")).to_be_focused()
    page.locator("#panel-change [data-close]").press("Enter")
    expect(roles).to_be_focused()

    writer = Reporter(server.get("/o/demo/office.json"), server.get("/challenge"))
    assert prepare("/reports", writer.report("只用键盘")).send(server)[0] == 201
    page.goto(server.casework)
    leader.open("只用键盘")
    page.locator("#to-register").press("Enter")
    expect(page.locator("#people select").first).to_be_focused()
    page.locator("#choosing-no").press("Enter")
    expect(page.locator("#to-register")).to_be_focused()
