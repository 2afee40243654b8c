"""All passphrases are lost; three sheets and a leader with new keys open everything again."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from crypto import keys, shares
from tests.journeys.ceremony import Leader, found, publish, reinvite
from tests.journeys.conftest import DESK, OpenContext
from tests.journeys.post import prepare
from tests.journeys.server import Server
from tests.reporter import Reporter


@pytest.fixture
def before(desk: BrowserContext, server: Server) -> Leader:
    """The leader who has set up the office with five sheets, three of them needed."""
    slug = f"clinic-{len(server.rows('select 1 from offices'))}"
    leader = Leader(desk, server, found(server, slug), slug)
    leader.sign_in()
    leader.set_up()
    return leader


@pytest.fixture
def leader(before: Leader, opened: OpenContext, server: Server) -> Leader:
    """The same leader, after the passphrase was lost: on the recovery page, with new keys."""
    again = Leader(opened(DESK), server, reinvite(server, before.office), before.office)
    again.sheets = before.sheets
    again.sign_in()
    again.go("recovery")
    return again


def test_three_sheets_open_a_report_that_came_before(leader: Leader, server: Server) -> None:
    publish(server, leader.office)
    writer = Reporter(server.get(f"/o/{leader.office}/office.json"), server.get("/challenge"))
    assert prepare("/reports", writer.report("以前送来的一件")).send(server)[0] == 201
    leader.type_sheets(4, 0, 2)
    page = leader.page
    expect(page.locator("#joined-fingerprint")).to_have_text(writer.document["fingerprint"])
    page.locator("[data-step=plan] form button").click()
    expect(page.locator("#errors")).to_contain_text("核对码")
    page.locator("#compared").check()
    page.locator("[data-step=plan] form button").click()
    expect(page.locator("[data-step=done]")).to_be_visible()
    expect(page.locator("#recovered")).to_contain_text("1 期")
    expect(page.locator("#some-lost")).to_be_hidden()
    assert leader.sheets[0].split()[5] not in page.locator("#work").inner_text()

    leader.go("")
    expect(page.locator("#reports li")).to_contain_text("以前送来的一件")
    expect(page.locator("#office-broken")).to_be_hidden()


def test_wrong_sheets_are_told_one_by_one_and_nothing_typed_is_lost(leader: Leader) -> None:
    page, sheets = leader.page, leader.sheets
    join, said = page.locator("[data-step=sheets] form button"), page.locator("[id^=said-]")
    join.click()
    expect(page.locator("#errors")).to_contain_text("还差 1 张")
    words = sheets[1].split()
    page.locator("#sheet-1").fill(" ".join([*words[:3], "zzzz", *words[4:]]))
    expect(said.nth(0)).to_contain_text("第 4 个词")
    page.locator("#sheet-1").fill(sheets[1])
    expect(said.nth(0)).to_have_text("第 2 张，没有错")
    expect(page.locator("#missing")).to_have_text("还差 2 张。")
    page.locator("#sheet-2").fill(sheets[1])
    expect(said.nth(1)).to_contain_text("已经输过")
    page.locator("#sheet-2").fill(sheets[3])
    join.click()
    expect(page.locator("#errors")).to_contain_text("还差 1 张")
    expect(page.locator("#sheet-2")).to_have_value(sheets[3])
    others = [" ".join(one) for one in shares.split(keys.new_secret(), 3, 3)]
    page.locator("#sheet-3").fill(others[0])
    join.click()
    expect(page.locator("#errors")).to_contain_text("不是同一次做的")
    for n in range(3):
        page.locator(f"#sheet-{n + 1}").fill(others[n])
    join.click()
    expect(page.locator("#errors")).to_contain_text("不是本单位的")
    expect(page.locator("#sheet-1")).to_have_value(others[0])


def test_sheets_are_typed_into_the_browser_and_stay_there(leader: Leader) -> None:
    sent: list[str] = []
    leader.page.on("request", lambda request: sent.append(request.post_data or ""))
    leader.type_sheets(0, 1, 2)
    leader.page.locator("#compared").check()
    leader.page.locator("[data-step=plan] form button").click()
    expect(leader.page.locator("[data-step=done]")).to_be_visible()
    trust = shares.join([shares.read_sheet(sheet) for sheet in leader.sheets[:3]])
    secrets = [trust.hex(), str(keys.reading_half("trust", trust))]
    for body in sent:
        assert all(" ".join(sheet.split()[4:7]) not in body for sheet in leader.sheets)
        assert all(secret not in body for secret in secrets)
