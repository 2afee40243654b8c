"""A leader's browser shows what it has not signed itself before it signs it for longer."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from playwright.sync_api import expect

from tests.journeys.conftest import DESK, OpenContext
from tests.journeys.inspector import Inspector
from tests.journeys.server import Server

NAME = "示范医院（新址）"


def test_who_would_be_signed_is_read_first_and_then_what_has_changed(
    opened: OpenContext, server: Server
) -> None:
    with closing(sqlite3.connect(server.database, timeout=30)) as database, database:
        renamed = "update offices set texts = json_set(texts, ?, ?) where slug = 'demo'"
        database.execute(renamed, ('$."zh-Hans".name', NAME))
    leader = Inspector(opened(DESK), server, "leader")
    leader.sign_in()
    page = leader.page
    asked, said = page.locator("#renewal-asked"), page.locator("#renewal-said")
    expect(asked).to_contain_text("（leader）：负责人")
    expect(asked).to_contain_text("（registrar）：登记受理")
    expect(said).to_be_hidden()
    page.locator("#renewal-confirm").click()
    expect(said).to_contain_text(NAME)
    assert server.get("/o/demo/office.json")["statement"]["name"] != NAME
    with page.expect_response("**/keyring/renewal"):
        page.locator("#renewal-sign").click()
    page.goto(server.casework)
    expect(page.locator("#fingerprint")).not_to_be_empty()
    assert server.get("/o/demo/office.json")["statement"]["name"] == NAME
    expect(asked).to_be_hidden()
