"""Who opens a page from the hospital's network is told, before anything is written."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.server import Server
from tests.journeys.tamper import tamper

PAGES = ("/o/demo/", "/o/demo/report", "/o/demo/surrender", "/mailbox")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("inside", [True, False])
def test_the_hospitals_network_is_spoken_of_where_it_is_used(
    server: Server, phone: BrowserContext, path: str, inside: bool
) -> None:
    page = phone.new_page()
    tamper(page, "/challenge", lambda given: {**given, "on_hospital_network": inside})
    with page.expect_response("**/challenge"):
        page.goto(server.portal + path)
    advice = page.locator("[data-hospital]").first
    expect(advice).to_be_visible() if inside else expect(advice).to_be_hidden()
