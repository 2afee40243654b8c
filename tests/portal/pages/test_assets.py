from __future__ import annotations

import base64
import gzip
import hashlib
import re
from pathlib import Path

import brotli
import pytest
from flask.testing import FlaskClient

from portal.pages.assets import STATIC
from tests.portal.pages.reading import Page

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

OLD_BROWSERS_DROP = re.compile(r"@layer|@container|:is\(|:where\(|:has\(|&")


def test_a_page_loads_exactly_the_bytes_it_names(client: FlaskClient) -> None:
    page = Page(client.get("/o/hospital/report").text)
    loaded = [
        (tag.get("src") or tag.get("href", ""), tag["integrity"])
        for tag in page.all("script", "link")
        if "integrity" in tag
    ]
    (root,) = page.all("html")
    for name in ("worker", "files", "documents"):
        loaded.append((root[f"data-{name}"], root[f"data-{name}-integrity"]))
    assert len(loaded) == 9
    for address, integrity in loaded:
        body = client.get(address).data
        assert integrity == "sha384-" + base64.b64encode(hashlib.sha384(body).digest()).decode()


def test_files_are_compressed_for_whoever_takes_it(client: FlaskClient) -> None:
    plain = client.get("/static/dist/worker.js").data
    br = client.get("/static/dist/worker.js", headers={"Accept-Encoding": "gzip, br"})
    gz = client.get("/static/dist/worker.js", headers={"Accept-Encoding": "gzip, deflate"})
    assert (br.headers["Content-Encoding"], gz.headers["Content-Encoding"]) == ("br", "gzip")
    assert brotli.decompress(br.data) == gzip.decompress(gz.data) == plain


def test_pages_are_compressed_too(client: FlaskClient) -> None:
    plain = client.get("/o/hospital/report").data
    br = client.get("/o/hospital/report", headers={"Accept-Encoding": "br"})
    assert brotli.decompress(br.data) == plain


@pytest.mark.parametrize("name", ["js/portal/report.js", "../pyproject.toml", "build.mjs", "css"])
def test_only_released_files_are_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == 404


def test_files_may_be_kept_for_ever(client: FlaskClient) -> None:
    assert "immutable" in client.get("/static/css/base.css").headers["Cache-Control"]


@pytest.mark.parametrize("name", ["tokens", "base", "form"])
def test_styles_are_ones_old_phones_understand(client: FlaskClient, name: str) -> None:
    css = (STATIC / "css" / f"{name}.css").read_text(encoding="utf-8")
    assert not OLD_BROWSERS_DROP.search(re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL))


def test_styles_of_public_pages_are_small(client: FlaskClient) -> None:
    names = {
        Path(link["href"]).name.partition("?")[0]
        for path in ("/o/hospital/", "/o/hospital/report", "/mailbox")
        for link in Page(client.get(path).text).all("link")
        if link["rel"] == "stylesheet"
    }
    sizes = {name: (STATIC / "css" / name).stat().st_size for name in names}
    assert sizes["base.css"] + sizes["form.css"] <= 6000
    assert sizes["steps.css"] + sizes["evidence.css"] <= 6000
