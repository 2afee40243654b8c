"""What every public answer carries, and what it never carries (anonymity.md)."""

from __future__ import annotations

import dataclasses
import re
import uuid

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import Headers
from werkzeug.routing import Rule

import portal
from portal.config import Config
from portal.security import CSP

PAGES = (
    "/",
    "/o/hospital/",
    "/o/hospital/report",
    "/o/hospital/help",
    "/mailbox",
    "/nowhere",
    "/en/elder/",
)
KINDS = {
    "/site.json": "application/json",
    "/o/hospital/office.json": "application/json",
    "/o/nobody/office.json": "application/json",
    "/challenge": "application/json",
    "/static/css/base.css": "text/css",
    "/static/dist/worker.js": "text/javascript",
    "/static/dist/portal-report.js": "text/javascript",
    "/o/hospital/recipient.txt": "text/plain",
}
DATA = ("application/json", "application/octet-stream", "text/css")
SCRIPT = "text/javascript"
KEPT = {
    "/static/css/base.css",
    "/o/hospital/office.json",
    "/o/hospital/earlier.json",
    "/site.json",
}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_hardened(client: FlaskClient, path: str) -> None:
    headers = client.get(path, headers={"Accept": "text/html"}).headers
    assert headers["Content-Type"].startswith("text/html")
    hardened(headers)


@pytest.mark.parametrize("path", KINDS)
def test_what_is_no_page_is_hardened_by_its_kind(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Content-Type"].partition(";")[0] == KINDS[path]
    hardened(headers, worker="worker" in path)
    spared = KINDS[path] in (*DATA, SCRIPT)
    assert ("Permissions-Policy" in headers) is not spared


def test_every_worker_a_page_may_start_brings_its_own_policies(client: FlaskClient) -> None:
    pages = [client.get(path, headers={"Accept": "text/html"}).text for path in PAGES]
    named = {name for page in pages for name in re.findall('data-[a-z]+="(/static/[^"]+)"', page)}
    assert len(named) >= 3
    for address in named:
        hardened(client.get(address).headers, worker=True)


def hardened(headers: Headers, *, worker: bool = False) -> None:
    """Everything for pages and whatever could be one; for others what means something to them."""
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    for name in ("Set-Cookie", "ETag", "Last-Modified", "Server"):
        assert name not in headers
    kind = headers.get("Content-Type", "").partition(";")[0]
    if kind in (*DATA, SCRIPT) and not worker:
        return
    assert headers["Content-Security-Policy"] == CSP
    assert headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    if kind == SCRIPT:
        return
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Permissions-Policy"].startswith("clipboard-write=(self), ")
    for power in ("camera", "microphone", "geolocation", "clipboard-read", "browsing-topics"):
        assert f"{power}=()" in headers["Permissions-Policy"]


def test_every_route_answers_hardened_and_none_that_depends_on_a_code_is_kept(
    client: FlaskClient,
) -> None:
    routes = client.application.url_map.iter_rules()
    asked = {
        (method, address(rule))
        for rule in routes
        for method in (rule.methods or set()) - {"OPTIONS"}
    }
    assert ("PUT", f"/attachments/{uuid.UUID(int=0)}/parts/0") in asked
    assert ("POST", "/mailbox/messages") in asked
    kept = set()
    for method, path in sorted(asked):
        answer = client.open(path, method=method)
        hardened(answer.headers)
        assert answer.status_code < 500, path
        if answer.headers["Cache-Control"] != "no-store":
            kept.add((method, path))
    assert {path for _method, path in kept} == KEPT
    assert {method for method, _path in kept} <= {"GET", "HEAD"}


def address(rule: Rule) -> str:
    """An address that a route answers."""
    values = {"slug": "hospital", "id": uuid.UUID(int=0), "part": 0, "name": "css/base.css"}
    _host, path = rule.build({name: values[name] for name in rule.arguments}) or ("", "")
    return path


def test_the_policy_is_the_one_that_was_decided() -> None:
    assert CSP == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "worker-src 'self'; media-src 'self' blob:; require-trusted-types-for 'script'; "
        "trusted-types qingfeng"
    )


@pytest.mark.parametrize("path", ["/", "/o/hospital/", "/o/hospital/report", "/mailbox"])
def test_a_page_is_the_same_bytes_for_everybody(client: FlaskClient, path: str) -> None:
    first = client.get(path, headers={"User-Agent": "one", "Accept-Language": "en"})
    other = client.get(
        path,
        headers={"User-Agent": "MicroMessenger", "Accept-Language": "zh", "Cookie": "a=b"},
        environ_base={"REMOTE_ADDR": "10.0.0.9"},
    )
    assert first.data == other.data


def test_what_depends_on_a_code_is_not_kept_by_caches(client: FlaskClient) -> None:
    reply = client.post("/mailbox", data={"token": "00" * 32}, content_type="multipart/form-data")
    assert reply.headers["Cache-Control"] == "no-store"


def test_hsts_is_sent_over_https_but_not_to_an_onion(client: FlaskClient) -> None:
    name = "Strict-Transport-Security"
    assert name in client.get("/challenge", base_url="https://portal.example").headers
    assert name not in client.get("/challenge", base_url="http://portal.example").headers
    assert name not in client.get("/challenge", base_url="https://abc.onion").headers


def test_an_onion_address_is_offered_where_there_is_one(settings: Config) -> None:
    app = portal.create_app(dataclasses.replace(settings, onion="http://abc.onion"))
    reply = app.test_client().get("/o/hospital/")
    app.extensions["qingfeng.engine"].dispose()
    assert reply.headers["Onion-Location"] == "http://abc.onion/o/hospital/"


def test_visitors_from_the_hospitals_network_are_advised(settings: Config) -> None:
    from portal.config import read_config

    networks = read_config({"QINGFENG_NETWORKS": "10.0.0.0/8"}).networks
    app = portal.create_app(dataclasses.replace(settings, networks=networks))
    client = app.test_client()
    inside = client.get("/challenge", environ_base={"REMOTE_ADDR": "10.1.2.3"}).json
    outside = client.get("/challenge", environ_base={"REMOTE_ADDR": "203.0.113.9"}).json
    app.extensions["qingfeng.engine"].dispose()
    assert (inside["on_hospital_network"], outside["on_hospital_network"]) == (True, False)


def test_every_route_names_its_audience(client: FlaskClient) -> None:
    views = client.application.view_functions
    assert {name for name, view in views.items() if not hasattr(view, "audience")} == set()
