"""An administrator's day in a real browser: an office, its settings, a notice, its posters."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import segno
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect
from pypdf import PdfReader

from tests.journeys.conftest import OpenContext
from tests.journeys.inspector import Inspector
from tests.journeys.look import Sheets
from tests.journeys.reporter import PhoneReporter
from tests.journeys.server import Server
from tests.journeys.watch import Watch
from tests.journeys.ways import (
    CHINESE_DESK,
    CHINESE_PHONE,
    ENGLISH_DESK,
    ENGLISH_PHONE,
    Way,
    looked_at,
)

PAGES = ("offices", "offices/demo", "settings", "calendar", "notices", "posters", "how-to")
FACTS = {
    "name": "示范医院东院区",
    "name_en": "Demo Hospital, East",
    "phone": "010-5550-0188",
    "address": "东院 101",
    "address_en": "East 101",
    "letter_box": "东院门诊",
    "letter_box_en": "east hall",
    "superior": "不放心的话，请打 12388。",
    "superior_en": "Or call 12388.",
}


class Administrator(Inspector):
    """The demo hospital's administrator at a desk."""

    def __init__(self, context: BrowserContext, server: Server, language: str = "zh-Hans") -> None:
        super().__init__(context, server, "administrator", language)
        self.sign_in()

    def open_page(self, path: str) -> Page:
        """Open a page below /casework/ and wait until it can be worked on."""
        self.page.goto(self.server.casework + path)
        expect(self.page.locator("#work")).to_be_visible()
        return self.page

    def save(self, form: str = "") -> None:
        """Send a form of this page and see that it was taken."""
        self.page.locator(f"form[data-path{form}] button:not([type=button])").click()
        self.page.wait_for_url(re.compile(r"\?saved=1|/offices/\w+$"))


@pytest.fixture
def administrator(desk: BrowserContext, server: Server) -> Administrator:
    return Administrator(desk, server)


def test_an_office_below_is_set_up_and_its_leader_invited(
    administrator: Administrator, watch: Watch, server: Server
) -> None:
    page = administrator.open_page("offices")
    page.locator("#new summary").click()
    watch.expect("400 (Bad Request)")
    for name, text in (FACTS | {"slug": "Ost", "phone": "x"}).items():
        page.locator(f"#{name}").fill(text)
    page.locator("#new button").click()
    expect(page.locator("#errors")).to_be_focused()
    expect(page.locator("#errors a")).to_have_count(2)
    expect(page.locator("#letter_box_en")).to_have_value("east hall")
    page.locator("#errors a").first.click()
    expect(page.locator("#slug")).to_be_focused()
    page.locator("#slug").fill("east")
    page.locator("#phone").fill("010-5550-0188")
    page.locator("#new button").click()
    page.wait_for_url("**/offices/east")
    expect(page.locator("[data-module] h1")).to_have_text("示范医院东院区")

    watch.expect("409 (Conflict)")
    page.locator("form[data-path$=publication] button").click()
    expect(page.locator("#errors")).to_contain_text("还没有钥匙")
    page.locator("#member").fill("chen")
    page.locator("#display_name").fill("陈主任")
    page.locator("form[data-path$=invitation] button").click()
    link = page.locator(".told code")
    expect(link).to_contain_text("/casework/invitation#i=")
    token = link.inner_text().partition("#i=")[2]
    assert re.fullmatch("[0-9a-f]{64}", token)
    assert all(token.encode() not in path.read_bytes() for path in server.data.glob("*.sqlite*"))
    page.reload()
    expect(page.locator(".told")).to_have_count(0)


def test_a_notice_is_written_with_buttons_previewed_and_read_on_a_phone(
    administrator: Administrator, phone: BrowserContext, server: Server
) -> None:
    page = administrator.open_page("notices")
    page.locator("#title").fill("国庆值班")
    body = page.locator("#body")
    body.fill("请打电话")
    body.select_text()
    page.locator("[data-mark=strong][data-into=body]").click()
    expect(body).to_have_value("<strong>请打电话</strong>")
    body.press("End")
    body.press_sequentially("\n\n<img src=x onerror=alert(1)>后天上班")
    page.locator("[data-preview='']").click()
    expect(page.locator("#preview strong")).to_have_text("请打电话")
    expect(page.locator("#preview p")).to_have_count(2)
    expect(page.locator("#preview img")).to_have_count(0)
    administrator.save()
    expect(page.locator(".list")).to_contain_text("国庆值班")

    reporter = PhoneReporter(phone, server)
    reporter.open("/o/demo/")
    expect(reporter.page.locator(".notices strong")).to_be_hidden()
    reporter.page.locator(".notices summary").click()
    expect(reporter.page.locator(".notices strong")).to_have_text("请打电话")
    expect(reporter.page.locator(".notices img")).to_have_count(0)


def test_a_poster_leads_to_the_page_that_it_vouches_for(
    administrator: Administrator, phone: BrowserContext, server: Server
) -> None:
    page = administrator.open_page("settings")
    page.locator("#departments").fill("骨科\n心内科 三病区")
    administrator.save()
    page = administrator.open_page("posters")
    page.locator("[data-all]").check()
    page.locator("[name=department][value='']").uncheck()
    page.locator("form[action] button").click()
    posters = page.locator(".poster")
    expect(posters).to_have_count(2)
    expect(posters.nth(1)).to_contain_text("心内科 三病区")
    address = address_in(posters.nth(1), server)

    scanned = phone.new_page()
    scanned.goto(address)
    expect(scanned.locator("#compared")).to_have_text("和您扫的码一致 ✓")
    printed = posters.nth(1).locator("code").first.inner_text()
    assert scanned.locator(".seal b").inner_text() == printed
    scanned.locator("a.door[href*='/report']").click()
    expect(scanned.locator("#field-where")).to_have_value("心内科 三病区")


def address_in(poster: object, server: Server) -> str:
    """The address whose code is drawn on a poster: module by module, as it stands on the screen."""
    code = poster.locator(".qr")  # type: ignore[attr-defined]
    printed = poster.locator("code")  # type: ignore[attr-defined]
    own, authority = printed.nth(0).inner_text(), printed.nth(1).inner_text()
    ward = "%E5%BF%83%E5%86%85%E7%A7%91%20%E4%B8%89%E7%97%85%E5%8C%BA"
    address = f"{server.portal}/o/demo/#f={own}&a={authority}&w={ward}"
    picture = Image.open(io.BytesIO(code.screenshot())).convert("L")
    expected = segno.make(address, error="h", micro=False, boost_error=False)
    rows = [list(row) for row in expected.matrix_iter(border=4)]
    across, down = picture.width / len(rows), picture.height / len(rows)
    for y, row in enumerate(rows):
        for x, module in enumerate(row):
            seen = picture.getpixel((int((x + 0.5) * across), int((y + 0.5) * down)))
            assert (seen < 128) == bool(module), (x, y)
    return address


@pytest.mark.parametrize(
    ("size", "wide", "tall"), [("a4", 210, 297), ("a5", 148, 210), ("card", 105, 148)]
)
def test_every_poster_fills_one_sheet_of_its_size(
    administrator: Administrator, tmp_path: Path, size: str, wide: int, tall: int
) -> None:
    page = administrator.open_page(f"posters/print?size={size}&department=")
    page.pdf(path=tmp_path / "posters.pdf", prefer_css_page_size=True, print_background=True)
    sheets = PdfReader(tmp_path / "posters.pdf").pages
    assert len(sheets) == 1
    box = sheets[0].mediabox
    assert (round(box.width / 72 * 25.4), round(box.height / 72 * 25.4)) == (wide, tall)
    words = re.sub(r"\s", "", sheets[0].extract_text())
    assert "扫码告诉我们" in words and "010-5550-0123" in words and "010-5550-0100" in words
    assert "锁定" not in words and "重新选" not in words
    assert page.evaluate(
        "[...document.querySelectorAll('.poster')].every("
        "one => one.scrollHeight <= one.clientHeight + 1)"
    )


def test_a_notice_half_written_outlives_the_lock_and_is_read_by_nobody_meanwhile(
    administrator: Administrator, server: Server
) -> None:
    page = administrator.open_page("notices")
    page.locator("#body").fill("还没写完")
    administrator.lock()
    assert "还没写完" not in page.content()
    kept = [path.read_bytes() for path in server.data.glob("*.sqlite*")]
    assert all("还没写完".encode() not in one for one in kept)
    administrator.unlock()
    expect(page.locator("#body")).to_have_value("还没写完")
    page.locator("#title").fill("写完了")
    administrator.save()
    expect(page.locator("#body")).to_have_value("")


@looked_at(CHINESE_DESK, ENGLISH_DESK, CHINESE_PHONE, ENGLISH_PHONE)
def test_every_page_can_be_used_by_everybody(
    opened: OpenContext, server: Server, sheets: Sheets, way: Way
) -> None:
    administrator = Administrator(opened(way.device), server, way.language)
    look = way.look(administrator.page, sheets, "administration")
    for path in PAGES:
        page = administrator.open_page(path)
        page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
        look.at(path)
    administrator.open_page("posters/print?size=a5&department=")
    look.at("posters to print")
    assert look.found == []
