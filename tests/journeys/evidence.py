"""A page with nothing but the evidence list, on a running server, and what arrived there."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path
from typing import Any

from flask import render_template_string
from playwright.sync_api import BrowserContext, FilePayload, Locator, Page, Route

from crypto import age, keys, padding
from portal.application import build
from portal.config import Config
from portal.security import fixed_headers
from tests.journeys.server import Server

ROOT = Path(__file__).parents[2]
SUPPORT = ROOT / "tests/js/support"
HTML = """
{% from 'components/evidence.html' import evidence %}
<!doctype html><html lang="{{ lang }}"{{ worker_attributes() }}><title>.</title>
{{ style('tokens') }}{{ style('base') }}{{ style('form') }}{{ style('evidence') }}
<main>{{ evidence('evidence') }}</main>{{ texts('report') }}
<script src="/evidence.js"></script></html>
"""


class EvidencePage:
    """The evidence list in a browser, uploading to a server."""

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self.server = server
        self.page: Page = context.new_page()
        command = [ROOT / ".venv/bin/node", SUPPORT / "print-bundle.mjs", "evidence.js"]
        self._script = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout
        app = build(Config(server.folder, f"sqlite:///{server.folder}/unused.sqlite"))
        with app.test_request_context("/o/demo/report"):
            self._html = render_template_string(HTML)
        context.route(
            "**/evidence.html", lambda route: self._answer(route, "text/html", self._html)
        )
        context.route(
            "**/evidence.js", lambda route: self._answer(route, "text/javascript", self._script)
        )
        self.page.goto(f"{server.portal}/evidence.html")

    def _answer(self, route: Route, kind: str, body: str | bytes) -> None:
        headers = {**fixed_headers("portal"), "Content-Type": f"{kind}; charset=utf-8"}
        route.fulfill(status=200, headers=headers, body=body)

    def choose(
        self, name: str, data: bytes | Path, mimetype: str = "application/octet-stream"
    ) -> None:
        """Tap the second button and choose a file."""
        chosen: Path | FilePayload = (
            data if isinstance(data, Path) else {"name": name, "mimeType": mimetype, "buffer": data}
        )
        self.page.locator("[data-pick]").nth(1).set_input_files(chosen)

    def row(self, name: str) -> Locator:
        """The line of a chosen file."""
        return self.page.locator("#evidence li").filter(has_text=name)

    def keep(self, name: str) -> None:
        """Have a file sent though it may still contain metadata."""
        self.row(name).get_by_role("button", name="照样上传").click()

    def settled(self, seconds: int = 60) -> Any:
        """What has arrived, once nothing is on its way; or the words that say what is missing."""
        self.page.set_default_timeout(seconds * 1000)
        return self.page.evaluate("() => settled()")


def sealed_parts(server: Server, id: str) -> list[bytes]:
    """The stored parts of an attachment."""
    of = f"attachment_id = '{id.replace('-', '')}'"
    rows = server.rows(f"select id from attachment_parts where {of} order by part")
    store = server.data / "blobs"
    return [(store / name[:2] / name).read_bytes() for (name,) in rows]


def opened(server: Server, attachment: dict[str, Any]) -> bytes:
    """The file in a stored attachment, opened with its secret; everything about it is checked."""
    sealed = b"".join(sealed_parts(server, attachment["id"]))
    identity = keys.reading_half("attachment", bytes.fromhex(attachment["secret"]))
    padded = age.open_sealed(sealed, [identity])
    size = attachment["size"]
    assert len(padded) == padding.padme(size) and not padded[size:].strip(b"\0")
    assert hashlib.sha256(padded[:size]).hexdigest() == attachment["sha256"]
    return padded[:size]
