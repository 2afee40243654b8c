"""What is attached to a letter arrives byte for byte, whichever way it goes."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, expect

from tests.journeys.inspector import Inspector
from tests.journeys.reporter import PhoneReporter
from tests.journeys.server import Server
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
