"""Requests no page of ours makes: refused calmly, at no cost, and without a line."""

from __future__ import annotations

import dataclasses

import pytest
from flask.testing import FlaskClient

import portal
from portal.config import Config
from portal.pages.assets import compressed, published
from portal.reports.views import on_hospital_network

TOKEN = b"0" * 64


def part(extra: bytes, value: bytes = TOKEN) -> bytes:
    """The form of a look-up: its token with another head or value, and worthless work."""
    fields = {b"challenge": (b"", TOKEN), b"solution": (b"", TOKEN[:16]), b"token": (extra, value)}
    parts = (
        b'--x\r\nContent-Disposition: form-data; name="%b"\r\n%b\r\n%b\r\n' % (name, *field)
        for name, field in fields.items()
    )
    return b"".join(parts) + b"--x--\r\n"


@pytest.mark.parametrize(
    "codec", [b"hex", b"zip", b"rot13", b"punycode", b"idna", b"nope", b"utf-7"]
)
def test_a_sender_does_not_choose_how_a_field_is_decoded(
    client: FlaskClient, codec: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    for body, kind in (
        (part(b"Content-Type: text/plain; charset=" + codec + b"\r\n"), ""),
        (part(b""), f"; charset={codec.decode()}"),
    ):
        reply = client.post(
            "/mailbox", data=body, content_type=f"multipart/form-data; boundary=x{kind}"
        )
        assert (reply.status_code, reply.json["error"]) == (403, "challenge_expired")
    assert caplog.records == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"token=" + TOKEN, "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
        (part(b""), "multipart/form-data"),
        (part(b"")[:-9], "multipart/form-data; boundary=x"),
        (part(b"", "三".encode()), "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data; boundary=x"),
    ],
)
def test_a_form_that_is_not_ours_is_refused(client: FlaskClient, body: bytes, kind: str) -> None:
    reply = client.post("/mailbox", data=body, content_type=kind)
    assert (reply.status_code, reply.json["error"]) == (400, "form_invalid")


def test_odd_encodings_cost_no_memory(client: FlaskClient) -> None:
    for number in range(20):
        headers = {"Accept-Encoding": f"br, x{number}"}
        assert client.get("/static/css/base.css", headers=headers).status_code == 200
    assert compressed.cache_info().currsize <= 3 * len(published())


@pytest.mark.parametrize("path", ["/%5Cevil.example/", "//evil.example/", "/%09/evil.example"])
def test_no_page_links_back_to_an_address_that_is_not_ours(client: FlaskClient, path: str) -> None:
    page = client.get(f"/en{path}", headers={"Accept": "text/html"})
    assert page.status_code == 404
    assert b"evil" not in page.data


def test_an_odd_path_does_not_reach_a_header(
    settings: Config, capfd: pytest.CaptureFixture[str]
) -> None:
    app = portal.create_app(dataclasses.replace(settings, onion="http://abc.onion"))
    reply = app.test_client().get("/o/SENTINEL%0d%0aX/")
    app.extensions["qingfeng.engine"].dispose()
    assert reply.status_code == 404
    assert reply.headers["Onion-Location"] == "http://abc.onion/o/SENTINEL%0D%0AX/"
    assert "SENTINEL" not in "".join(capfd.readouterr())


def test_a_fault_is_told_by_type_and_place_alone(
    settings: Config, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    app = portal.create_app(dataclasses.replace(settings, database="sqlite:////nowhere/SENTINEL"))
    reply = app.test_client().get("/o/SENTINEL/office.json?SENTINEL", headers={"X": "SENTINEL"})
    app.extensions["qingfeng.engine"].dispose()
    assert (reply.status_code, reply.json["error"]) == (500, "internal_server_error")
    assert "SENTINEL" not in "".join(capfd.readouterr()) + caplog.text
    assert len(caplog.records) == 1


@pytest.mark.parametrize(
    ("address", "inside"),
    [("10.1.2.3", True), ("::ffff:10.1.2.3", True), ("::1", False), (None, False)],
)
def test_a_hospitals_visitors_are_known_by_either_kind_of_address(
    settings: Config, address: str | None, inside: bool
) -> None:
    from portal.config import read_config

    networks = read_config({"QINGFENG_NETWORKS": "10.0.0.0/8"}).networks
    app = portal.create_app(dataclasses.replace(settings, networks=networks))
    with app.app_context():
        assert on_hospital_network(address) is inside
    app.extensions["qingfeng.engine"].dispose()


@pytest.mark.parametrize("path", ["/o/%00/", "/o/%00/office.json", "/o/hospital/offices?page=%00"])
def test_a_nul_in_an_address_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
