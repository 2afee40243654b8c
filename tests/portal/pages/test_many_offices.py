"""A province has thousands of offices: pages stay small, and a name finds its office."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from portal.offices.models import Office
from portal.offices.service import MOST_LISTED
from tests.conftest import Hospital
from tests.portal.pages.reading import Page

MANY = 3 * MOST_LISTED


@pytest.fixture
def province(session: Session, hospital: Hospital) -> None:
    """Many offices beside the hospital's, called 第0人民医院 and so on; 100% is one of them."""
    office = session.merge(hospital.office)
    columns = {column.key: getattr(office, column.key) for column in Office.__table__.columns}
    names = [(f"第{number}人民医院", f"People's Hospital {number}") for number in range(MANY)]
    for number, (chinese, english) in enumerate([*names, ("100% 诊所", "100% Clinic")]):
        texts = {
            "zh-Hans": office.texts["zh-Hans"] | {"name": chinese},
            "en": office.texts["en"] | {"name": english},
        }
        new = {"id": None, "slug": f"o-{number}", "texts": texts, "authority_id": office.id}
        session.add(Office(**columns | new))
    session.commit()


def read(client: FlaskClient, path: str) -> Page:
    return Page(client.get(path, headers={"Accept": "text/html"}).text)


def found(page: Page) -> list[str]:
    return [link for link in page.links() if "/o/" in link]


def test_few_offices_are_listed_and_nothing_is_asked(
    client: FlaskClient, hospital: Hospital
) -> None:
    page = read(client, "/")
    assert len(found(page)) == 2
    assert page.all("form") == []


def test_many_offices_are_asked_for_by_name(client: FlaskClient, province: None) -> None:
    page = read(client, "/")
    assert found(page) == []
    (form,) = page.all("form")
    assert form["action"] == "/" and form.get("method", "get") == "get"
    assert [control.get("name") for control in page.all("input")] == ["q"]


@pytest.mark.parametrize(
    ("words", "slugs"),
    [
        ("第7人民", ["o-7"]),
        ("人民 第7", ["o-7"]),
        ("第７人民", ["o-7"]),
        ("hospital 59", ["o-59"]),
        ("HOSPITAL 59", ["o-59"]),
        ("100%", [f"o-{MANY}"]),
        ("%", [f"o-{MANY}"]),
        ("没有这家", []),
    ],
)
def test_a_part_of_a_name_finds_its_office(
    client: FlaskClient, province: None, words: str, slugs: list[str]
) -> None:
    page = Page(client.get("/", query_string={"q": words}).text)
    assert found(page) == [f"/o/{slug}/" for slug in slugs]
    assert ("没有找到" in page.words) == (slugs == [])
    assert [control["value"] for control in page.all("input")] == [words]


def test_too_many_that_fit_are_cut_and_said(client: FlaskClient, province: None) -> None:
    page = Page(client.get("/", query_string={"q": "人民医院"}).text)
    assert len(found(page)) == MOST_LISTED
    assert "请多写几个字" in page.words


@pytest.mark.parametrize("path", ["/mailbox", "/nowhere"])
def test_pages_of_no_office_lead_to_the_search(
    client: FlaskClient, province: None, path: str
) -> None:
    page = read(client, path)
    assert "/" in page.links()
    assert "查您的医院" in page.words
    assert len(page.html) < 20_000


def test_an_error_on_an_offices_page_names_it_among_many(
    client: FlaskClient, province: None
) -> None:
    answer = client.post("/o/o-3/sealed", headers={"Accept": "text/html"})
    assert "第3人民医院" in answer.text


def test_search_words_of_any_length_are_taken(client: FlaskClient, province: None) -> None:
    assert client.get("/", query_string={"q": "医" * 5000 + "\x00"}).status_code == 200


def test_the_sites_document_names_every_office_and_its_authority(
    client: FlaskClient, province: None
) -> None:
    offices = client.get("/site.json").json["offices"]
    assert len(offices) == MANY + 3
    assert {"slug": "hospital", "name": "测试医院纪检监察室", "authority": ""} in offices
    assert {"slug": "o-7", "name": "第7人民医院", "authority": "hospital"} in offices
