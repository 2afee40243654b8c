"""A leader sets up the keys of a new office: sheets on paper, and nothing of them left behind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect
from pypdf import PdfReader

from crypto import age, keys, shares
from tests.journeys.ceremony import Leader, found
from tests.journeys.server import Server
from tests.journeys.watch import Watch


@pytest.fixture
def leader(desk: BrowserContext, server: Server) -> Leader:
    """The leader of an office without keys, at the desk."""
    slug = f"clinic-{len(server.rows('select 1 from offices'))}"
    leader = Leader(desk, server, found(server, slug), slug)
    leader.sign_in()
    return leader


def test_an_office_is_set_up_and_its_paper_opens_what_was_kept(
    leader: Leader, server: Server
) -> None:
    fingerprint = leader.set_up()
    trust = shares.join([shares.read_sheet(sheet) for sheet in leader.sheets[1:4]])
    root = keys.verify_key(keys.signing_half("trust", trust))
    assert keys.fingerprint(root) == fingerprint
    ((recovery,),) = server.rows(
        "select recovery from epochs join offices on office_id = offices.id "
        f"where slug = '{leader.office}'"
    )
    assert len(age.open_sealed(recovery, [keys.reading_half("trust", trust)])) == 32

    leader.go("")
    expect(leader.page.locator("#fingerprint")).to_have_text(fingerprint)
    leader.go("set-up")
    expect(leader.page.locator("[data-step=done]")).to_be_visible()


def test_words_stay_on_paper_only(leader: Leader, server: Server) -> None:
    sent: list[str] = []
    leader.page.on("request", lambda request: sent.append(request.post_data or ""))
    leader.set_up()
    kept = leader.page.content() + leader.page.evaluate(
        "() => JSON.stringify([{...localStorage}, {...sessionStorage}])"
    )
    for sheet in leader.sheets:
        some = " ".join(sheet.split()[4:8])
        assert some not in kept
        assert all(some not in body for body in sent)
    assert leader.page.locator(".paper").count() == 0
    assert leader.page.locator("#own-passphrase").input_value() == ""


def test_a_misread_word_is_named_and_nothing_is_lost(leader: Leader, watch: Watch) -> None:
    watch.expect("401 (Unauthorized)")
    leader.go("set-up")
    leader.make_sheets(2, 2)
    expect(leader.page.locator("#few")).to_contain_text("2")
    leader.page.locator("#printed").click()
    expect(leader.page.locator("#papers")).to_be_hidden()
    fields = leader.page.locator("#sheets-to-confirm input")
    for at in range(fields.count()):
        fields.nth(at).fill("academic")
    first = fields.nth(0)
    position = int(str(first.get_attribute("id")).split("-")[2])
    right = leader.sheets[0].split()[position - 1]
    first.fill("zebra" if right != "zebra" else "academic")
    leader.page.locator("[data-step=confirm] form button").click()
    expect(leader.page.locator("#errors")).to_contain_text("第 1 张对不上")
    expect(fields.nth(1)).to_have_value("academic")
    leader.page.locator("#print-again").click()
    expect(leader.page.locator("#papers")).to_be_visible()
    leader.confirm()
    expect(leader.page.locator("[data-step=sign]")).to_be_visible()
    leader.page.locator("#own-passphrase").fill("falsch-falsch")
    leader.page.locator("[data-step=sign] form button").click()
    expect(leader.page.locator("#errors")).to_contain_text("口令不对", timeout=60000)
    assert re.fullmatch(r"(\w{4}-){4}\w{4}", leader.sign())


def test_locking_takes_the_sheets_off_the_screen(leader: Leader) -> None:
    leader.go("set-up")
    leader.make_sheets(2, 2)
    leader.page.once("dialog", lambda dialog: dialog.accept())
    leader.page.locator("#lock").click()
    if leader.page.locator("#lose").is_visible():
        leader.page.locator("#lose").click()
    expect(leader.page.locator("#locked")).to_be_visible()
    assert leader.sheets[0].split()[5] not in leader.page.content().split('id="texts"')[0]
    assert leader.page.locator(".paper").count() == 0


def test_only_the_sheets_are_printed_one_page_each(leader: Leader, tmp_path: Path) -> None:
    leader.go("set-up")
    leader.make_sheets(3, 2)
    path = tmp_path / "sheets.pdf"
    leader.page.pdf(path=path, format="A4", prefer_css_page_size=True)
    pages = [page.extract_text() for page in PdfReader(path).pages]
    assert len(pages) == 3
    for n, (page, sheet) in enumerate(zip(pages, leader.sheets, strict=True), 1):
        assert all(word in page for word in sheet.split())
        assert re.search(rf"{n}\s*/\s*3", page)
        assert "打印分片" not in page
    leader.page.evaluate("() => { window.print = () => {}; }")
    leader.page.locator("#print-each button").nth(1).click()
    leader.page.pdf(path=path, format="A4", prefer_css_page_size=True)
    (alone,) = [page.extract_text() for page in PdfReader(path).pages]
    assert all(word in alone for word in leader.sheets[1].split())
