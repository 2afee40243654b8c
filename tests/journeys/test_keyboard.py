"""From signing in to a decision and back to Today with the keyboard alone."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.casework import CaseDesk
from tests.journeys.conftest import DESK, OpenContext
from tests.journeys.inspector import TODAY, Inspector
from tests.journeys.server import Server
from tests.journeys.test_today import ask_to_refuse

MOST_STEPS = 120
REACHED = """wanted => {
  const here = document.activeElement;
  return here?.matches(wanted) ?? false;
}"""
SEEN = """() => {
  const here = document.activeElement;
  const style = getComputedStyle(here);
  const has = style.outlineStyle !== 'none' && style.outlineWidth !== '0px';
  return has || style.boxShadow !== 'none';
}"""


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until this has the focus, which can be seen."""
    for _ in range(MOST_STEPS):
        if page.evaluate(REACHED, wanted):
            assert page.evaluate(SEEN), f"the focus on {wanted} cannot be seen"
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {wanted}")


def test_a_decision_is_taken_without_a_mouse(
    desk: BrowserContext, opened: OpenContext, server: Server
) -> None:
    registrar = Inspector(desk, server)
    registrar.sign_in()
    case = ask_to_refuse(registrar, "键盘上的庚", "庚是投诉", CaseDesk(registrar.page))
    page = opened(DESK).new_page()
    page.goto(f"{server.casework}sign-in")
    said = {"#office": "demo", "#name": "leader", "#passphrase": server.passphrase("leader")}
    for field, value in said.items():
        tab_to(page, field)
        page.keyboard.type(value)
    page.keyboard.press("Enter")
    page.wait_for_url(TODAY)
    path = case[case.index("/casework/") :]
    expect(page.locator("#decide")).to_contain_text("键盘上的庚")
    tab_to(page, f'a[href="{path}"]')
    page.keyboard.press("Enter")
    page.wait_for_url(case)
    expect(page.locator("#next-do")).to_be_visible()
    tab_to(page, "#next-do")
    page.keyboard.press("Enter")
    expect(page.locator(".course-list > li[tabindex]")).to_be_focused()
    tab_to(page, ".decide textarea")
    page.keyboard.type("同意，请转医患办")
    tab_to(page, ".decide button")
    page.keyboard.press("Enter")
    expect(page.locator("#written")).not_to_be_empty()
    expect(page.locator("#stages .now")).to_contain_text("反馈")
    assert page.evaluate("document.activeElement !== document.body")
    tab_to(page, 'a[href="/casework/today"]')
    page.keyboard.press("Enter")
    page.wait_for_url(TODAY)
    expect(page.locator("#decide")).not_to_contain_text("键盘上的庚")
