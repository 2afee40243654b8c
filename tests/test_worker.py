"""A page and its worker in a real browser, under the policy that public pages are served with."""

import base64
import hashlib
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from crypto import age

ROOT = Path(__file__).parent.parent
SUPPORT = ROOT / "tests/js/support"
NODE = ROOT / ".venv/bin/node"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "worker-src 'self'; media-src 'self' blob:; require-trusted-types-for 'script'; "
    "trusted-types qingfeng"
)
IDENTITY = age.Identity.from_seed(bytes(range(32)))


def bundled(name: str) -> bytes:
    """A file of tests/js/support, as the build would bundle it."""
    command = [NODE, SUPPORT / "print-bundle.mjs", name]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout


class Site:
    """A server on loopback with one page, its script and two workers, one of which a test may
    exchange."""

    def __init__(self) -> None:
        self.good_worker = self.worker = bundled("everything.js")
        self._script = bundled("page.js")
        digest = base64.b64encode(hashlib.sha384(self.good_worker).digest()).decode()
        self._page = (
            '<!doctype html><html lang="en" data-worker="/worker.js" data-files="/files.js" '
            f'data-worker-integrity="sha384-{digest}" data-files-integrity="sha384-{digest}">'
            "<title>.</title>"
            '<script src="/page.js"></script>'
        ).encode()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.address = f"http://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def answer(self, path: str) -> tuple[str, bytes]:
        if path.endswith(".js"):
            bodies = {"/page.js": self._script, "/files.js": self.good_worker}
            return "text/javascript", bodies.get(path, self.worker)
        return "text/html", self._page

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                kind, body = site.answer(self.path)
                self.send_response(200)
                for name, value in [
                    ("Content-Type", f"{kind}; charset=utf-8"),
                    ("Content-Security-Policy", POLICY),
                    ("Cross-Origin-Opener-Policy", "same-origin"),
                    ("Cross-Origin-Embedder-Policy", "require-corp"),
                    ("Cross-Origin-Resource-Policy", "same-origin"),
                    ("Content-Length", str(len(body))),
                ]:
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        return Handler


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(site: Site, browser: Browser) -> Iterator[Page]:
    site.worker = site.good_worker
    page = browser.new_page()
    page.goto(site.address)
    yield page
    page.close()


def ask(page: Page, name: str, *, of: str = "worker", **args: Any) -> dict[str, Any]:
    script = "([name, args, worker]) => ask(name, args, worker)"
    answer: dict[str, Any] = page.evaluate(script, [name, args, of])
    return answer


def test_a_real_browser_seals_what_opens_here(page: Page) -> None:
    text = "清风".encode()
    recipients = [str(IDENTITY.recipient)]
    answer = ask(page, "seal", data=base64.b64encode(text).decode(), recipients=recipients)
    assert age.open_sealed(base64.b64decode(answer["result"]), [IDENTITY]) == text


def test_a_page_hears_how_far_slow_work_is(page: Page) -> None:
    answer = ask(page, "reporterSecret", code="314159265358979323846260", site="00" * 16)
    assert answer["progress"][-1] == 1
    assert answer["progress"] == sorted(answer["progress"])


def test_an_error_of_the_worker_keeps_its_name(page: Page) -> None:
    assert ask(page, "fail") == {"error": "NoMatch"}


def test_a_worker_that_was_changed_is_not_run(site: Site, page: Page) -> None:
    site.worker = site.good_worker + b"\n"
    assert ask(page, "newCode") == {"error": "WorkerUnavailable"}
    site.worker = site.good_worker
    assert len(ask(page, "newCode")["result"]) == 24


def test_each_worker_is_checked_by_itself_and_fetched_when_asked(site: Site, page: Page) -> None:
    site.worker = site.good_worker + b"\n"
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    assert ask(page, "newCode") == {"error": "WorkerUnavailable"}
    assert not any(url.endswith("/files.js") for url in seen)
    assert len(ask(page, "newCode", of="files")["result"]) == 24
    assert ask(page, "newCode", of="documents") == {"error": "WorkerUnavailable"}


def test_what_is_written_into_a_page_later_names_no_worker(page: Page) -> None:
    page.evaluate("() => { document.documentElement.dataset.files = '/other.js'; }")
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    assert len(ask(page, "newCode", of="files")["result"]) == 24
    assert {url.rpartition("/")[2] for url in seen} == {"files.js"}


def test_no_other_script_can_be_made_a_worker(page: Page) -> None:
    assert "result" in ask(page, "newCode")
    attempts = {
        "a plain address": "() => { new Worker('/worker.js?other') }",
        "an address of ours": "() => { new Worker('/files.js') }",
        "a second policy": "() => { trustedTypes.createPolicy('qingfeng', {}) }",
        "another policy": "() => { trustedTypes.createPolicy('other', {}) }",
    }
    for what, script in attempts.items():
        refusal = page.evaluate(f"() => {{ try {{ ({script})() }} catch (e) {{ return e.name }} }}")
        assert refusal == "TypeError", what
