"""What is attached to a letter arrives byte for byte, whichever way it goes."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Route, expect

from tests.journeys.inspector import Inspector
from tests.journeys.reporter import PhoneReporter
from tests.journeys.server import Server
from tests.journeys.watch import Watch
from tests.reporter import Reporter

NOTES = b"2026-11-03 ward 3\n" * 100_000
PLAN = bytes(range(256)) * 9000


def saved(place: Locator) -> bytes:
    """The one file of a letter: opened, then saved."""
    place.get_by_role("button").click()
    with place.page.expect_download() as download:
        place.locator("a[download]").click()
    return Path(download.value.path()).read_bytes()


def test_attachments_go_both_ways_byte_for_byte(
    inspector: Inspector, phone: BrowserContext, server: Server, writer: Reporter, tmp_path: Path
) -> None:
    reporter = PhoneReporter(phone, server)
    (tmp_path / "notes.bin").write_bytes(NOTES)
    (tmp_path / "plan.bin").write_bytes(PLAN)
    reporter.read_box(writer.code)
    page = reporter.page
    page.locator("#to-write").click()
    page.locator("#letter-evidence [data-pick]").last.set_input_files(tmp_path / "notes.bin")
    page.get_by_role("button", name="照样上传").click()
    expect(page.locator("#letter-evidence li")).to_contain_text("已上传")
    reporter.send_letter()

    inspector.page.reload()
    inspector.see_report()
    file = inspector.page.locator("#letters .files li")
    expect(file).to_contain_text("拍摄信息可能还在")
    assert saved(file) == NOTES
    inspector.page.locator("#answer-evidence [data-pick]").last.set_input_files(
        tmp_path / "plan.bin"
    )
    inspector.page.get_by_role("button", name="照样上传").click()
    inspector.answer("见附件")
    reporter.read_box(writer.code)
    assert saved(reporter.page.locator("#letters .files li")) == PLAN


def test_a_picture_is_shown_on_the_page_and_gone_once_the_desk_is_locked(
    inspector: Inspector,
    phone: BrowserContext,
    server: Server,
    writer: Reporter,
    tmp_path: Path,
    watch: Watch,
) -> None:
    watch.expect("ERR_FILE_NOT_FOUND")
    Image.new("RGB", (640, 480), "teal").save(tmp_path / "ward.png")
    reporter = PhoneReporter(phone, server)
    reporter.read_box(writer.code)
    reporter.page.locator("#to-write").click()
    pick = reporter.page.locator("#letter-evidence [data-pick]").first
    pick.set_input_files(tmp_path / "ward.png")
    expect(reporter.page.locator("#letter-evidence li")).to_contain_text("已上传")
    reporter.send_letter()
    inspector.page.reload()
    inspector.see_report()
    inspector.page.locator("#letters .files button").click()
    picture = inspector.page.locator("#letters .files img")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => [image.naturalWidth, image.naturalHeight]") == [640, 480]
    address = picture.get_attribute("src")
    inspector.lock()
    load = "src => new Promise((yes) => { const i = new Image(); i.onload = () => yes(true);"
    load += " i.onerror = () => yes(false); i.src = src; })"
    assert inspector.page.evaluate(load, address) is False


def test_a_file_that_was_changed_on_the_server_is_not_shown(
    inspector: Inspector, phone: BrowserContext, server: Server, writer: Reporter, tmp_path: Path
) -> None:
    (tmp_path / "plan.pdf").write_bytes(PLAN)
    inspector.page.locator("#answer-evidence [data-pick]").last.set_input_files(
        tmp_path / "plan.pdf"
    )
    inspector.page.get_by_role("button", name="照样上传").click()
    inspector.answer("见附件")

    def changed(route: Route) -> None:
        response = route.fetch()
        body = bytearray(response.body())
        body[-1] ^= 1
        route.fulfill(response=response, body=bytes(body))

    reporter = PhoneReporter(phone, server)
    reporter.page.route("**/parts/2", changed)
    reporter.read_box(writer.code)
    file = reporter.page.locator("#letters .files li")
    file.get_by_role("button").click()
    expect(file).to_contain_text("打不开：文件不全，或被改过")
    expect(file.locator("a, img")).to_have_count(0)
