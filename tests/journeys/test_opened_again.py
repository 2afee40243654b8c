"""A page that was opened again, and what a person does next by habit."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Dialog, expect

from tests.journeys.reporter import PhoneReporter, Report
from tests.journeys.server import Server


@pytest.fixture
def reporter(phone: BrowserContext, server: Server) -> PhoneReporter:
    return PhoneReporter(phone, server)


def test_back_after_a_reload_shows_no_code_that_opens_nothing(reporter: PhoneReporter) -> None:
    page = reporter.page
    page.on("dialog", lambda dialog: dialog.accept())
    reporter.report(Report(words="忘了抄查询码"))
    page.reload()
    expect(page.locator("#again")).to_be_visible()
    page.locator("[data-begin]").wait_for()
    for _ in range(3):
        page.go_back()
        reporter.step("before")
        expect(page.locator("[data-step=receipt]")).to_be_hidden()


def test_a_page_opened_for_the_first_time_speaks_of_no_other(reporter: PhoneReporter) -> None:
    reporter.open("/o/demo/report").locator("[data-begin]").wait_for()
    expect(reporter.page.locator("#again")).to_be_hidden()


def test_nobody_goes_on_past_a_file_that_is_not_decided_upon(
    reporter: PhoneReporter, tmp_path: Path
) -> None:
    page, recording = reporter.page, tmp_path / "recording.amr"
    recording.write_bytes(b"#!AMR\n" + bytes(3000))
    reporter.begin()
    page.locator("[data-step=what] [data-skip]").click()
    reporter.choose_addressee()
    reporter.fill(words="有录音")
    reporter.go_on("words")
    reporter.step("evidence")
    page.locator("input[type=file]").nth(1).set_input_files(recording)
    expect(page.locator("#evidence [data-files]")).to_contain_text("照样上传")
    reporter.go_on("evidence")
    expect(page.locator("#errors")).to_be_visible()
    reporter.step("evidence")


def test_whoever_passes_over_the_office_is_not_sent_to_its_telephone(
    reporter: PhoneReporter, server: Server
) -> None:
    page = reporter.page
    reporter.begin()
    page.locator("[data-step=what] [data-skip]").click()
    phone = page.locator(
        "a[href^='tel:']:visible", has_text=server.get("/o/demo/office.json")["phone"]
    )
    expect(phone).to_have_count(1)
    reporter.choose_addressee("authority")
    expect(phone).to_have_count(0)
    expect(page.locator("#superior-ways")).to_be_visible()


def test_a_code_on_the_screen_is_not_lost_by_one_touch(reporter: PhoneReporter) -> None:
    """The page asks until it is left by its own button."""
    page, asked = reporter.page, list[str]()
    reporter.report(Report(words="抄到一半"))

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.close(run_before_unload=True)
    expect(page.locator("#code-again span")).to_have_count(6)
    assert asked == ["beforeunload"]
    page.context.route("https://**", lambda route: route.fulfill(body="elsewhere"))
    page.locator("#clear").click()
    page.wait_for_url("https://**")
    assert asked == ["beforeunload"]


def test_what_spoils_is_wanted_the_same_day(reporter: PhoneReporter) -> None:
    reporter.hand_in()
    spoils = reporter.page.get_by_text("会坏的东西请当天送来")
    expect(spoils).to_be_hidden()
