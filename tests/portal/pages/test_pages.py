from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from portal.config import Config
from tests.conftest import Cast
from tests.portal.pages.reading import CONTROLS, Page

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)

PATHS = (
    "/",
    "/o/hospital/",
    "/o/hospital/report",
    "/o/hospital/surrender",
    "/o/hospital/help",
    "/mailbox",
    "/nowhere",
)
QUESTIONS = ("/o/hospital/report", "/o/hospital/surrender")
PREFIXES = ("", "/en", "/elder", "/en/elder", "/elder/en")

every_page = pytest.mark.parametrize("path", PATHS)
every_prefix = pytest.mark.parametrize("prefix", PREFIXES)


def read(client: FlaskClient, path: str) -> Page:
    return Page(client.get(path, headers={"Accept": "text/html"}).text)


@every_page
def test_no_control_has_a_name_but_the_sealed_file(client: FlaskClient, path: str) -> None:
    named = [control["name"] for control in read(client, path).all(*CONTROLS) if "name" in control]
    assert named == (["sealed"] if path in QUESTIONS else [])


@every_page
def test_forms_do_not_nest(client: FlaskClient, path: str) -> None:
    page = read(client, path)
    assert page.deepest <= 1
    assert page.open_forms == 0


@every_page
def test_only_the_sealed_file_has_somewhere_to_go(client: FlaskClient, path: str) -> None:
    targets = [form["action"] for form in read(client, path).all("form") if "action" in form]
    assert targets == (["/o/hospital/sealed"] if path in QUESTIONS else [])
    assert not any("formaction" in control for control in read(client, path).all(*CONTROLS))


@every_page
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(client: FlaskClient, path: str) -> None:
    page = read(client, path)
    assert page.all("style") == []
    for _tag, attributes in page.tags:
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
    for script in page.all("script"):
        assert script.get("type") == "application/json" or script["src"].startswith("/static/dist/")
    loaded = [*page.all("link"), *(s for s in page.all("script") if "src" in s), *page.all("img")]
    assert all(
        tag.get("href", tag.get("src", "")).startswith(("/static/", "data:,")) for tag in loaded
    )
    assert all("integrity" in tag for tag in loaded if tag.get("rel") != "icon")


@every_page
def test_the_title_is_neutral(client: FlaskClient, path: str) -> None:
    title = re.search("<title>(.*)</title>", client.get(path, headers={"Accept": "text/html"}).text)
    assert title is not None and title[1] == "意见反馈"


@every_page
@every_prefix
def test_links_keep_language_and_mode(client: FlaskClient, path: str, prefix: str) -> None:
    _other_language, _other_mode, *ours = read(client, prefix + path).links()
    assert all(link.startswith(prefix + "/") for link in ours)


@every_prefix
def test_the_first_two_links_change_language_and_mode(client: FlaskClient, prefix: str) -> None:
    language, mode = read(client, prefix + "/o/hospital/").links()[:2]
    en, elder = "en" in prefix, "elder" in prefix
    assert language == ("" if en else "/en") + ("/elder" if elder else "") + "/o/hospital/"
    assert mode == ("/en" if en else "") + ("" if elder else "/elder") + "/o/hospital/"


@every_prefix
def test_the_page_says_its_language_and_mode(client: FlaskClient, prefix: str) -> None:
    (root,) = read(client, prefix + "/o/hospital/").all("html")
    assert root["lang"] == ("en" if "en" in prefix else "zh-Hans")
    assert root.get("class") == ("elder" if "elder" in prefix else None)


@every_page
def test_english_pages_have_no_chinese_but_the_way_back(client: FlaskClient, path: str) -> None:
    words = read(client, "/en" + path).words
    assert re.findall("[\u4e00-\u9fff]+", words) == ["中文"]


@every_page
def test_leave_now_is_a_plain_link(client: FlaskClient, path: str, settings: Config) -> None:
    (leave,) = [a for a in read(client, path).all("a") if a.get("class") == "leave"]
    assert leave["href"] == settings.leave_url
    assert leave["rel"] == "noreferrer"


def test_the_landing_page_says_whom_it_reaches(client: FlaskClient, cast: Cast) -> None:
    page = read(client, "/o/hospital/")
    office = cast.offices["hospital"].office
    assert office.name() in page.words
    assert office.fingerprint in page.words
    assert f"tel:{office.phone}" in [a["href"] for a in page.all("a")]
    assert office.letter_box() in page.words


def test_three_doors(client: FlaskClient) -> None:
    doors = [
        a["href"] for a in read(client, "/o/hospital/").all("a") if "door" in a.get("class", "")
    ]
    assert doors == ["/o/hospital/report", "/o/hospital/surrender", "/mailbox"]


@pytest.mark.parametrize("path", QUESTIONS)
def test_without_scripts_the_recipient_is_there_to_seal_to(
    client: FlaskClient, cast: Cast, path: str
) -> None:
    (link,) = [link for link in read(client, path).links() if link.endswith(".txt")]
    assert client.get(link).text.split() == [cast.offices["hospital"].office.statement["recipient"]]


def test_an_unknown_office_is_told_in_words(client: FlaskClient) -> None:
    response = client.get("/o/nobody/", headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert "没有这个单位" in response.text
