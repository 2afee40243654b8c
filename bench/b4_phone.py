"""B4: how long somebody with a cheap phone on a weak network waits.

Chromium with the network of a slow 3G (400 ms there and back, 1.6 Mbit/s) and a sixth of a
processor. The browser's own throttle slows the page but no worker, where keys are derived and work
is done; so the whole process of the page is stopped for five of every six moments instead. The
work is as hard as an installation asks for. Answers are compressed as the server does it itself.
"""

from __future__ import annotations

import os
import shutil
import signal
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from bench.figure import Figure
from bench.server import Server, family, serving
from portal.config import Config
from tests.journeys.conftest import PATIENCE_MS, PHONE
from tests.journeys.reporter import PhoneReporter, Report

RUNS = 3
SLOWER = 6
MOMENT = 0.004
ROUND_TRIP_MS = 400
BYTES_PER_SECOND = 1_600_000 / 8
WORDS = "手术前一天，主任在走廊里说要意思意思，后来在办公室收下了两千元。" * 21
READS_SECONDS = 5
NETWORK = {
    "offline": False,
    "latency": ROUND_TRIP_MS,
    "downloadThroughput": BYTES_PER_SECOND,
    "uploadThroughput": BYTES_PER_SECOND,
}


@contextmanager
def slowed() -> Iterator[None]:
    """Let every page of our browsers run a sixth of the time."""
    done = threading.Event()
    thread = threading.Thread(target=_slow_down, args=(done,))
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _slow_down(done: threading.Event) -> None:
    while not done.is_set():
        pages = _pages()
        for _ in range(25):
            _tell(pages, signal.SIGSTOP)
            time.sleep(MOMENT * (SLOWER - 1))
            _tell(pages, signal.SIGCONT)
            time.sleep(MOMENT)


def _tell(pages: list[int], what: signal.Signals) -> None:
    for pid in pages:
        with suppress(ProcessLookupError):
            os.kill(pid, what)


def _pages() -> list[int]:
    return [pid for pid in family(os.getpid()) if b"--type=renderer" in _command(pid)]


def _command(pid: int) -> bytes:
    with suppress(FileNotFoundError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def phone(browser: Browser) -> BrowserContext:
    """A phone with an empty cache on the slow network."""
    context = browser.new_context(**PHONE)
    context.set_default_timeout(3 * PATIENCE_MS)
    return context


def walk(reporter: PhoneReporter) -> tuple[float, float, float]:
    """Seconds until the landing page is readable, the form usable, the report confirmed."""
    page = reporter.page
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", NETWORK)
    with slowed():
        reporter.open("/o/demo/")
        readable = first_paint(page)
        start = time.perf_counter()
        page.locator("a.door[href*='/report']").click(no_wait_after=True)
        page.locator("[data-begin]").click()
        reporter.step("what")
        usable = time.perf_counter() - start
        reporter.answer(Report(words=WORDS))
        reporter.write_down_the_code()
        reporter.step("check")
        page.wait_for_timeout(READS_SECONDS * 1000)
        start = time.perf_counter()
        reporter.send()
        return readable, usable, time.perf_counter() - start


def first_paint(page: Page) -> float:
    """Seconds from asking for the page to its words on the screen."""
    expect(page.locator("a.door").first).to_be_visible()
    milliseconds = page.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    )
    return float(milliseconds) / 1000


def medians(server: Server) -> list[float]:
    """Each of the three waits, the middle one of several walks."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        expect.set_options(timeout=3 * PATIENCE_MS)
        walks = []
        for _ in range(RUNS):
            context = phone(browser)
            walks.append(walk(PhoneReporter(context, server)))
            context.close()
        browser.close()
    return [statistics.median(waits) for waits in zip(*walks, strict=True)]


def figures() -> Iterator[Figure]:
    """Walk from the landing page to the confirmation, several times."""
    with serving(difficulty=Config.difficulty) as server:
        readable, usable, sent = medians(server)
    yield Figure("B4", "phone, landing page readable", readable, "s", "≤", 1.5)
    yield Figure("B4", "phone, from the door to the first question", usable, "s", "≤", 2.5)
    yield Figure(
        "B4", "phone, Send to the confirmation, 2 kB text", sent, "s", "≤", 1.5, "work of 16 bits"
    )
