"""A running server and real browsers for whole ways through the product."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.journeys.inspector import Inspector
from tests.journeys.look import Sheets
from tests.journeys.post import prepare
from tests.journeys.server import Server, serving
from tests.journeys.watch import Watch
from tests.reporter import Reporter

PHONE = {
    "viewport": {"width": 360, "height": 640},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
}
DESK = {
    "viewport": {"width": 1440, "height": 900},
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
    "accept_downloads": True,
}
PATIENCE_MS = 20_000

OpenContext = Callable[..., BrowserContext]


@pytest.fixture(scope="package")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a demo that has been set up and stopped."""
    with serving(tmp_path_factory.mktemp("demo")) as server:
        return server.data


# Of its own for every module: what one wrote never stands in another's list.
@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, demo: Path) -> Iterator[Server]:
    """The demo, started for these tests."""
    with serving(tmp_path_factory.mktemp("server"), demo) as server:
        yield server


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A real browser."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def sheets(browser: Browser) -> Iterator[Sheets]:
    """Pictures of every state that a test looked at; contact sheets of them at the end."""
    sheets = Sheets()
    yield sheets
    sheets.write(browser)


@pytest.fixture
def watch() -> Iterator[Watch]:
    """What browsers complained about during a test: nothing, or the test fails."""
    watch = Watch()
    yield watch
    assert watch.complaints == []


@pytest.fixture
def opened(browser: Browser, watch: Watch) -> Iterator[OpenContext]:
    """Open watched browser contexts, closed after the test."""
    contexts: list[BrowserContext] = []

    def open(device: dict[str, object], **changes: object) -> BrowserContext:
        context = browser.new_context(**{**device, **changes})
        context.set_default_timeout(PATIENCE_MS)
        watch.over(context)
        contexts.append(context)
        return context

    yield open
    for context in contexts:
        context.close()


@pytest.fixture
def phone(opened: OpenContext) -> BrowserContext:
    """A reporter's phone."""
    return opened(PHONE)


@pytest.fixture
def desk(opened: OpenContext) -> BrowserContext:
    """An inspector's computer."""
    return opened(DESK)


@pytest.fixture
def writer(server: Server) -> Reporter:
    """Somebody who has sent a report with whatever tool; its words are its title."""
    writer = Reporter(server.get("/o/demo/office.json"), server.get("/challenge"))
    assert prepare("/reports", writer.report(title_of(writer))).send(server)[0] == 201
    return writer


def title_of(writer: Reporter) -> str:
    """What the list of reports shows of this writer's."""
    return f"往来 {writer.mailbox_id.hex()[:8]}"


@pytest.fixture
def inspector(desk: BrowserContext, server: Server, writer: Reporter) -> Inspector:
    """The registrar at a desk, with the writer's report open."""
    inspector = Inspector(desk, server)
    inspector.sign_in()
    inspector.open(title_of(writer))
    return inspector
