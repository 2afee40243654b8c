"""B3: bytes on the wire, brotli, empty cache, for a landing page and for sending a report.

A real browser walks from the landing page to the confirmation; every address it asked for is then
asked for once more as a browser over TLS would, with brotli, and the bytes of the answers counted.
"""

from __future__ import annotations

import http.client
import shutil
from collections.abc import Iterator
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request, expect, sync_playwright

from bench.figure import Figure
from bench.server import Server, serving

WORDS = "手术前一天，主任在走廊里说要意思意思。" * 20
READABLE = ("document", "stylesheet")


def weight(server: Server, url: str) -> int:
    """Bytes of one answer: status line, headers and compressed body."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    address = parts.path + (f"?{parts.query}" if parts.query else "")
    connection.request("GET", address, headers={"Accept-Encoding": "br", "Accept": "*/*"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return len(f"HTTP/1.1 200 OK\r\n{answer.headers}".encode()) + len(body)


def shown_step(page: Page) -> str:
    """The question on the screen."""
    name: str = page.locator("form[data-step]:visible").get_attribute("data-step") or ""
    return name


def walk(server: Server) -> tuple[list[Request], list[Request]]:
    """What a phone asks for until the landing page stands, and until a report is sent."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(viewport={"width": 360, "height": 640}, locale="zh-CN")
        seen: list[Request] = []
        page.on("request", lambda request: seen.append(request))
        page.goto(f"http://127.0.0.1:{server.port}/o/demo/", wait_until="commit")
        page.locator("a.door").first.wait_for()
        readable = [request for request in seen if request.resource_type in READABLE]
        page.locator("a.door[href*='/report']").click()
        page.locator("[data-begin]").click()
        page.locator("label:has([data-choice=took_gifts])").click()
        expect(page.locator("[data-away]")).to_have_count(0)
        while (step := shown_step(page)) != "check":
            if step == "words":
                page.locator("#field-words").fill(WORDS)
            if step == "receipt":
                page.locator("#written-down").check()
            page.locator(f"form[data-step={step}] button.go").click()
        page.locator("#send").click()
        expect(page.locator("[data-step=done] h1")).to_be_visible(timeout=30_000)
        browser.close()
    return readable, seen


def figures() -> Iterator[Figure]:
    """Weigh each address once: the cache keeps what does not change."""
    with serving() as server:
        readable, seen = walk(server)
        first = sum(weight(server, url) for url in {request.url for request in readable})
        gets = {request.url for request in seen if request.method == "GET"}
        total = sum(weight(server, url) for url in gets)
    yield Figure(
        "B3",
        "wire, landing page readable, brotli",
        first / 1000,
        "kB",
        "≤",
        15,
        "Hush Line 190 kB, GlobaLeaks 944 kB",
    )
    yield Figure(
        "B3",
        "wire, landing page to report sent, brotli",
        total / 1000,
        "kB",
        "≤",
        70,
        f"{len(gets)} addresses",
    )
