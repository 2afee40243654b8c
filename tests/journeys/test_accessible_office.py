"""The office's own pages: what axe says of them, whether they fit, how they look."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.journeys.ceremony import Leader, found
from tests.journeys.conftest import DESK, PHONE, OpenContext
from tests.journeys.inspector import Inspector
from tests.journeys.joining import Joiner, MembersPage
from tests.journeys.look import Look, Sheets
from tests.journeys.post import prepare
from tests.journeys.server import Server
from tests.journeys.test_case import register
from tests.journeys.test_second_factor import begin_adding
from tests.reporter import Reporter

WAYS = pytest.mark.parametrize(
    ("language", "device", "schemes"),
    [
        ("zh-Hans", PHONE, ("light", "dark")),
        ("zh-Hans", DESK, ("light",)),
        ("en", PHONE, ("light",)),
    ],
    ids=["phone", "desk", "en"],
)


def way(name: str, language: str, device: dict[str, object]) -> str:
    """The sheet that pictures go to."""
    return f"{name}-{language}-{'phone' if device is PHONE else 'desk'}"


@WAYS
def test_every_state_of_joining_and_of_members(
    opened: OpenContext,
    server: Server,
    sheets: Sheets,
    language: str,
    device: dict[str, object],
    schemes: tuple[str, ...],
) -> None:
    leader = MembersPage(opened(device), server, "leader", language)
    leader.sign_in()
    leader.look()
    look = Look(leader.page, sheets, way("members", language, device), schemes)
    name = f"ren{len(server.rows('select 1 from members'))}"
    link = leader.invite(name, "任登记", "registrar")
    look.at("members, a link")
    joiner = Joiner(opened(device), server)
    joining = Look(joiner.page, sheets, way("joining", language, device), schemes)
    joiner.follow(link)
    if language == "en":
        joiner.page.locator("a.language").click()
        expect(joiner.page.locator("#step-who h1")).to_contain_text("You are invited")
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
    opened: OpenContext,
    server: Server,
    sheets: Sheets,
    language: str,
    device: dict[str, object],
    schemes: tuple[str, ...],
) -> None:
    registrar = Inspector(opened(device), server, "registrar", language)
    registrar.sign_in()
    look = Look(registrar.page, sheets, way("cases", language, device), schemes)
    title = f"案件 {way('', language, device)}"
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
    registrar.page.goto(server.casework)
    registrar.see_titles_or_none()
    look.at("new reports and cases")
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
    opened: OpenContext,
    server: Server,
    sheets: Sheets,
    language: str,
    device: dict[str, object],
    schemes: tuple[str, ...],
) -> None:
    slug = f"klinik-{len(server.rows('select 1 from offices'))}"
    leader = Leader(opened(device), server, found(server, slug), slug)
    leader.sign_in()
    look = Look(leader.page, sheets, way("ceremonies", language, device), schemes)
    leader.go(f"set-up?language={language}")
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
    auditor = Inspector(opened(device), server, "auditor", language)
    auditor.sign_in()
    audit = Look(auditor.page, sheets, way("audit", language, device), schemes)
    auditor.page.goto(server.casework + "audit")
    expect(auditor.page.locator("#work")).to_be_visible()
    audit.at("acts")
    assert audit.found == []
