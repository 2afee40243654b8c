"""What every answer carries, and who may ask for what (anonymity.md, Headers)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from urllib.parse import quote

from flask import Flask, Response, abort, request

from portal.config import Config

View = TypeVar("View", bound=Callable[..., object])

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "worker-src 'self'",
        "media-src 'self' blob:",
        "require-trusted-types-for 'script'",
        "trusted-types qingfeng",
    )
)
DENIED = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "clipboard-read",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "sync-xhr",
    "usb",
    "xr-spatial-tracking",
)
PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")
HSTS = "max-age=63072000; includeSubDomains"
DATA = frozenset({"application/json", "application/octet-stream", "text/css"})
"""Kinds of answers that no browser makes a page or a worker of (nosniff)."""
SCRIPT = "text/javascript"
FOR_ALL = ("Referrer-Policy", "Cross-Origin-Resource-Policy", "X-Content-Type-Options")
FOR_WORKERS = (*FOR_ALL, "Content-Security-Policy", "Cross-Origin-Embedder-Policy")
"""A worker has the policies that its own script came with (HTML, policy container)."""
WORKERS = "/static/dist/worker"
"""How the address of a worker's script begins; what a page loads itself has the page's policies."""


def anyone(view: View) -> View:
    """Mark a view as open to strangers. A view without an audience fails a test."""
    view.audience = "anyone"  # type: ignore[attr-defined]
    return view


def permissions_policy(area: str) -> str:
    """Deny every power of the browser but copying the receipt code (and passkeys in casework)."""
    passkeys = "(self)" if area == "casework" else "()"
    denied = [f"{name}=()" for name in DENIED] + [f"{name}={passkeys}" for name in PASSKEYS]
    return ", ".join(["clipboard-write=(self)", *denied])


def fixed_headers(area: str) -> dict[str, str]:
    """The headers that a page of an area carries, and whatever might be taken for one."""
    return {
        "Content-Security-Policy": f"{CSP}; frame-src 'self'" if area == "casework" else CSP,
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": permissions_policy(area),
    }


def headers_for(mimetype: str | None, path: str, fixed: dict[str, str]) -> dict[str, str]:
    """Those of a page's headers that mean something for an answer of another kind."""
    if mimetype == SCRIPT and path.startswith(WORKERS):
        return {name: fixed[name] for name in FOR_WORKERS}
    if mimetype in DATA or mimetype == SCRIPT:
        return {name: fixed[name] for name in FOR_ALL}
    return fixed


def harden(app: Flask, area: str, config: Config) -> None:
    """Send the headers of anonymity.md with every answer of an application.

    A view that gives its answer a policy of its own keeps it.
    """
    fixed = fixed_headers(area)

    @app.before_request
    def refuse_nul() -> None:
        # No name of ours holds one, and PostgreSQL takes none: an error there, nothing elsewhere.
        if "\x00" in request.path or b"%00" in request.query_string:
            abort(404)

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        for name in ("ETag", "Last-Modified", "Server"):
            headers.pop(name, None)
        for name, value in headers_for(response.mimetype, request.path, fixed).items():
            headers.setdefault(name, value)
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store"
        onion = request.host.partition(":")[0].endswith(".onion")
        if request.scheme == "https" and not onion:
            headers["Strict-Transport-Security"] = HSTS
        if area == "portal" and config.onion and not onion:
            headers["Onion-Location"] = config.onion + quote(request.root_path + request.path)
        return response
