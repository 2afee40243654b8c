"""A report becomes a case: its reporter hears of it, its members change, no word is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from crypto import age
from tests.journeys.conftest import DESK, OpenContext, title_of
from tests.journeys.inspector import Inspector
from tests.journeys.reporter import PhoneReporter
from tests.journeys.server import Server
from tests.journeys.watch import Watch
from tests.reporter import Reporter


@pytest.fixture
def reporter(phone: BrowserContext, server: Server) -> PhoneReporter:
    """The reporter's phone."""
    return PhoneReporter(phone, server)


@pytest.fixture
def leader(opened: OpenContext, server: Server) -> Inspector:
    """The leader at another desk."""
    leader = Inspector(opened(DESK), server, "leader")
    leader.sign_in()
    return leader


def opens_for_the_office(server: Server, writer: Reporter) -> bool:
    """Whether the office's epoch secret opens what this reporter wrote."""
    identity = age.Identity.parse(server.identity.read_text().split("\n")[1])
    written = f"direction = 'message' and hex(mailbox_id) = '{writer.mailbox_id.hex().upper()}'"
    ((body,),) = server.rows(f"select body from messages where {written}")
    try:
        return bool(age.open_sealed(body, [identity]))
    except age.AgeError:
        return False


def register(page: Page, **parts: str) -> None:
    """Register the report that is open; `parts` are what is chosen for members."""
    page.locator("#to-register").click()
    for name, part in parts.items():
        page.locator(f"#part-{name}").select_option(part)
    page.locator("#register").click()
    page.wait_for_url("**/cases/*")
    expect(page.locator("#access")).to_be_visible()


def change(page: Page, **parts: str) -> None:
    """Change who takes part in the case that is open, and see it changed."""
    page.locator("#to-change").click()
    for name, part in parts.items():
        page.locator(f"#part-{name}").select_option(part)
    with page.expect_navigation():
        page.locator("#change").click()
    expect(page.locator("#access")).to_be_visible()


def test_a_case_is_registered_answered_and_goes_on_without_the_recused(
    inspector: Inspector,
    leader: Inspector,
    reporter: PhoneReporter,
    writer: Reporter,
    watch: Watch,
) -> None:
    watch.expect("status of 404")
    page = inspector.page
    register(page, leader="granted", investigator="granted")
    expect(page.locator("#granted li")).to_have_count(3)

    reporter.read_box(writer.code)
    expect(reporter.page.locator("#now")).to_have_text("正在看该由谁办")
    expect(reporter.page.locator("#letters .letter")).to_have_count(0)
    reporter.page.locator("#to-write").click()
    reporter.page.locator("#more").fill("登记以后写的")
    reporter.send_letter()
    assert not opens_for_the_office(inspector.server, writer)

    leader.page.goto(page.url)
    expect(leader.page.locator("#letters > li.reporter p")).to_have_text("登记以后写的")
    change(page, leader="reporter")
    expect(page.locator("#recused-names")).to_have_text("周书记")
    leader.page.reload()
    expect(leader.page.locator("h1")).to_have_text("没有找到")
    leader.see_titles_or_none()
    expect(leader.page.locator("#work")).not_to_contain_text(title_of(writer))

    inspector.answer("请讲讲后来的事", "supplement")
    reporter.read_box(writer.code)
    expect(reporter.page.locator("#letters .letter")).to_have_text(["请讲讲后来的事"])
    reporter.page.locator("#to-write").click()
    reporter.page.locator("#more").fill("换了钥匙以后写的")
    reporter.send_letter()
    page.reload()
    expect(page.locator("#letters > li.reporter p").last).to_have_text("换了钥匙以后写的")


def test_words_survive_locking_and_another_page(inspector: Inspector) -> None:
    page = inspector.page
    field = page.locator("#words-to-send")
    field.fill("写到一半的答复")
    inspector.lock()
    inspector.unlock()
    expect(field).to_have_value("写到一半的答复")
    register(page)
    expect(field).to_have_value("写到一半的答复")
    inspector.answer("写完的答复")
    page.reload()
    expect(page.locator("#letters > li.office p").last).to_have_text("写完的答复")
    expect(field).to_have_value("")


def test_stepping_aside_takes_the_case_away_at_once(
    inspector: Inspector, leader: Inspector, writer: Reporter, watch: Watch
) -> None:
    watch.expect("status of 404")
    page = inspector.page
    register(page, leader="granted")
    address = page.url
    page.locator("#step-aside").click()
    page.locator("#aside-no").click()
    expect(page.locator("#aside")).to_be_hidden()
    page.locator("#step-aside").click()
    page.locator("#aside-yes").click()
    page.wait_for_url(inspector.server.casework)
    page.goto(address)
    expect(page.locator("h1")).to_have_text("没有找到")
    # The leader's browser gives the case a new secret as its member sits down.
    with leader.page.expect_response("**/rekey") as rekeyed:
        leader.page.goto(leader.server.casework)
    assert rekeyed.value.ok
    leader.page.goto(address)
    expect(leader.page.locator("#title")).to_have_text(title_of(writer))


def test_a_declared_name_recuses_to_begin_with(
    inspector: Inspector, leader: Inspector, writer: Reporter
) -> None:
    declaring = leader.page
    declaring.goto(leader.server.casework + "declarations")
    declaring.locator("#entries input").first.fill(title_of(writer).split()[1])
    declaring.locator("#declare-it").click()
    expect(declaring.locator("#told")).to_contain_text("已签名、加密并保存")
    page = inspector.page
    page.locator("#to-register").click()
    expect(page.locator("#part-leader")).to_have_value("declared")
    expect(page.locator("#people .match")).to_contain_text("亲属关系")
    page.locator("#register").click()
    page.wait_for_url("**/cases/*")
    expect(page.locator("#recused-names")).to_have_text("周书记")


def test_a_recusal_that_the_server_swallows_is_noticed(
    inspector: Inspector, leader: Inspector
) -> None:
    page = inspector.page
    register(page, leader="granted")
    page.route("**/recusals", lambda route: route.fulfill(status=201, json={"recused": "leader"}))
    page.locator("#to-change").click()
    page.locator("#part-leader").select_option("reporter")
    with page.expect_navigation():
        page.locator("#change").click()
    expect(page.locator("[data-closed=not_as_seen]")).to_be_visible()
    expect(page.locator("#access")).to_be_hidden()


def test_who_is_recused_and_still_holds_the_key_is_shown(
    inspector: Inspector, leader: Inspector, watch: Watch
) -> None:
    watch.expect("status of 404")
    page = inspector.page
    register(page, leader="granted")
    leader.page.goto(page.url)
    leader.page.locator("#step-aside").click()
    leader.page.locator("#aside-yes").click()
    leader.page.wait_for_url(leader.server.casework)
    page.reload()
    expect(page.locator("#still-names")).to_have_text("周书记")
    with page.expect_navigation():
        page.locator("#rekey").click()
    expect(page.locator("#recused-names")).to_have_text("周书记")
    expect(page.locator("#still")).to_be_hidden()
