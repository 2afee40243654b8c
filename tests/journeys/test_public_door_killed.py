"""A killed tab leaves nothing on the device, and on the server what the sweep takes."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, Error, Route, expect

from portal.days import today
from tests.files.photos import jpeg
from tests.journeys.conftest import PATIENCE_MS, PHONE
from tests.journeys.reporter import PhoneReporter, Report
from tests.journeys.server import Server
from tests.journeys.test_killed_tab import device, processes_of
from tests.journeys.test_there_and_back import NOTHING, kept
from tests.journeys.traces import found_below

SAID = {
    "who": "鹈鹕主任 zqkilled-who",
    "where": "菖蒲病房 zqkilled-where",
    "words": "牛皮纸信封里有蝴蝶兰 zqkilled-words",
    "name": "王蒹葭 zqkilled-name",
}
__all__ = ["device"]
UNCLAIMED = "report_id is null and message_id is null"


@contextmanager
def switched_on(browser: Browser, device: Path, server: Server) -> Iterator[PhoneReporter]:
    """A phone whose browser keeps its profile on the device; it is killed in the end."""
    context = browser.browser_type.launch_persistent_context(
        device / "profile",
        executable_path=shutil.which("chromium"),
        args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        env={**os.environ, "TMPDIR": str(device / "tmp")},
        **PHONE,
    )
    context.set_default_timeout(PATIENCE_MS)
    yield PhoneReporter(context, server)
    for process in processes_of(device):
        os.kill(process, signal.SIGKILL)
    with suppress(Error):
        context.close()


def at_a_question(reporter: PhoneReporter, film: Path) -> None:
    """Somebody has said who it was."""
    reporter.begin()
    reporter.step("what")
    reporter.tap("what", "asked")
    reporter.go_on("what")
    reporter.step("who")
    reporter.fill(who=SAID["who"])


def in_the_middle_of_an_upload(reporter: PhoneReporter, film: Path) -> None:
    """A film is half way."""
    reporter.begin()
    page = reporter.page
    reporter.step("what")
    page.locator("[data-step=what] [data-skip]").click()
    reporter.choose_addressee()
    reporter.step("words")
    reporter.fill(words=SAID["words"])
    reporter.go_on("words")
    reporter.step("evidence")
    page.locator("form[data-step=evidence] [data-pick]").last.set_input_files(film)
    buttons = page.locator("form[data-step=evidence] [data-files] button")
    expect(buttons).to_have_count(2)
    with page.expect_request(lambda asked: asked.method == "PUT" and asked.url.endswith("/3")):
        buttons.first.click()


def before_sending(reporter: PhoneReporter, film: Path) -> None:
    """Everything is said, a photo uploaded, the code on the screen."""
    photo = film.with_name("zqkilled-photo.jpg")
    photo.write_bytes(jpeg())
    reporter.begin()
    reporter.answer(Report(**SAID, files=(photo,)))
    reporter.write_down_the_code()
    reporter.step("check")
    expect(reporter.page.locator("#answers")).to_contain_text(SAID["words"])


def while_sending(reporter: PhoneReporter, film: Path) -> None:
    """The server has stored the report, the page has not heard of it."""
    stored: list[int] = []

    def store_and_keep_silent(route: Route) -> None:
        if route.request.method == "POST":
            stored.append(route.fetch().status)
        else:
            route.continue_()

    reporter.page.route("**/reports", store_and_keep_silent)
    reporter.begin()
    reporter.answer(Report(**SAID))
    reporter.write_down_the_code()
    reporter.step("check")
    with reporter.page.expect_request("**/reports"):
        reporter.page.locator("#send").click()
    while not stored:
        reporter.page.wait_for_timeout(50)
    assert stored == [201]


MOMENTS: dict[Callable[[PhoneReporter, Path], None], int] = {
    at_a_question: 0,
    in_the_middle_of_an_upload: 0,
    before_sending: 0,
    while_sending: 1,
}


def test_a_killed_browser_leaves_nothing(
    browser: Browser, device: Path, server: Server, tmp_path: Path
) -> None:
    film = tmp_path / "zqkilled-film.mp4"
    film.write_bytes(b"\0\0\0\x18ftypmp42" + os.urandom(12_000_000))
    codes = []
    for moment, sent in MOMENTS.items():
        before = reports(server)
        with switched_on(browser, device, server) as reporter:
            moment(reporter, film)
            # What a page stores reaches the disk some seconds later: ask it too.
            assert kept(reporter.page) == NOTHING, moment.__name__
        assert reports(server) - before == sent, moment.__name__
        codes += [reporter.code] * (reporter.code != "")
        with switched_on(browser, device, server) as again:
            again.open("/o/demo/report")
            assert kept(again.page) == NOTHING, moment.__name__
            assert again.page.locator("#field-words").input_value() == ""
            assert again.page.context.cookies() == []
    sentinels = {**SAID, "film": "zqkilled-film", "photo": "zqkilled-photo"}
    sentinels |= {f"code {number}": code for number, code in enumerate(codes)}
    assert len(list(device.rglob("*"))) > 20
    assert found_below(device, sentinels) == []
    assert found_below(server.folder, sentinels, but=[server.data / "demo"]) == []
    with switched_on(browser, device, server) as last:
        last.read_box(codes[-1])
    assert server.rows(f"select id from attachments where {UNCLAIMED}")
    assert swept(server) == set()


def reports(server: Server) -> int:
    """How many reports the server has."""
    return int(server.rows("select count(*) from reports")[0][0])


def swept(server: Server) -> set[str]:
    """What lies about of uploads that nobody claimed, when the sweep of the third day is over."""
    with closing(sqlite3.connect(server.database)) as database, database:
        long_ago = (today() - timedelta(days=3)).isoformat()
        database.execute(f"update attachments set begun_on = ? where {UNCLAIMED}", [long_ago])
    program = Path(sys.executable).with_name("qingfeng")
    environ = {**os.environ, "QINGFENG_DATA": str(server.data)}
    subprocess.run(
        [program, "store", "sweep", "--yes"], env=environ, check=True, capture_output=True
    )
    assert server.rows(f"select id from attachments where {UNCLAIMED}") == []
    recorded = {name for (name,) in server.rows("select id from attachment_parts")}
    blobs = {path.name for path in (server.data / "blobs").glob("??/*")}
    return blobs ^ recorded
