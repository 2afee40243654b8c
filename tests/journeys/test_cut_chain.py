"""Whoever cuts what members did is found out by the next browser that has seen more."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.conftest import DESK, OpenContext
from tests.journeys.inspector import Inspector
from tests.journeys.server import Server
from tests.journeys.watch import Watch


def cut(server: Server, keep: int) -> None:
    """Cut the demo hospital's chain, and have its end say so."""
    with closing(sqlite3.connect(server.database, timeout=30)) as database, database:
        (office,) = database.execute("select id from offices where slug = 'demo'").fetchone()
        where = "from audit_entries where office_id = ? and seq"
        (digest,) = database.execute(f"select digest {where} = ?", (office, keep)).fetchone()
        database.execute(f"delete {where} > ?", (office, keep))
        database.execute(
            "update audit_heads set seq = ?, digest = ? where office_id = ?", (keep, digest, office)
        )


@pytest.fixture
def registrar(desk: BrowserContext, server: Server) -> Inspector:
    """The registrar, who has seen the chain grow."""
    registrar = Inspector(desk, server)
    registrar.sign_in()
    for _ in range(2):
        lock_and_unlock(registrar)
    return registrar


def lock_and_unlock(inspector: Inspector) -> None:
    """Lock, which signs the chain's end, and come back."""
    page = inspector.page
    before = seen(page)
    page.locator("#lock").click()
    expect(page.locator("#locked")).to_be_visible()
    page.locator("#passphrase").fill(inspector.server.passphrase("registrar"))
    page.locator("#locked form button").click()
    expect(page.locator("#work")).to_be_visible()
    seen(page, beyond=before)


def seen(page: Page, beyond: int = 0) -> int:
    """Wait until the browser knows an end of the chain beyond this one; gives its number."""
    head = """(beyond) => Object.entries(localStorage)
        .filter(([key]) => key.startsWith('qingfeng.head.'))
        .map(([, head]) => JSON.parse(head).seq)
        .find((seq) => seq > beyond)"""
    return int(page.wait_for_function(head, arg=beyond).json_value())


def test_a_cut_chain_is_noticed_by_who_saw_it_and_by_the_auditor(
    registrar: Inspector, opened: OpenContext, server: Server, watch: Watch
) -> None:
    watch.expect("/casework/audit/entry/")  # the browser tells of the 404 itself
    page = registrar.page
    seen(page)
    page.reload()
    expect(page.locator("#work")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.locator("#chain-broken")).to_be_hidden()
    auditor = Inspector(opened(DESK), server, "auditor")
    auditor.sign_in()
    auditor.page.goto(f"{server.casework}audit")
    expect(auditor.page.locator("#chain-words")).to_contain_text("一条不少，一条没改")
    cut(server, 1)
    page.reload()
    expect(page.locator("#chain-broken")).to_contain_text("被截断或改写过")
    page.reload()
    expect(page.locator("#chain-broken")).to_be_visible()
    auditor.page.reload()
    expect(auditor.page.locator("#chain-why")).to_contain_text("第 2 条不对")
    expect(auditor.page.locator("#chain-why")).to_contain_text("张登记")
