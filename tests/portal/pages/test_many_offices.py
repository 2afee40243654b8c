"""A province has thousands of offices: pages stay small, and links lead to each."""

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


def reached(client: FlaskClient, start: str) -> dict[str, Page]:
    """Every page that links lead to from here, without entering an office."""
    pages: dict[str, Page] = {}
    ahead = [start]
    while ahead:
        path = ahead.pop()
        if path not in pages:
            pages[path] = read(client, path)
            ahead += [link for link in pages[path].links() if "offices" in link]
    return pages


def test_few_offices_stand_on_one_page(client: FlaskClient, hospital: Hospital) -> None:
    (page,) = reached(client, "/").values()
    assert len([link for link in page.links() if link.startswith("/o/")]) == 2


def test_links_lead_to_every_office_and_no_page_is_long(
    client: FlaskClient, province: None
) -> None:
    pages = reached(client, "/")
    led = {link for page in pages.values() for link in page.links()}
    slugs = [office["slug"] for office in client.get("/site.json").json["offices"]]
    assert {f"/o/{slug}/" for slug in slugs} <= led
    assert all(len(page.html) < 25_000 for page in pages.values())


def test_nothing_is_typed_that_an_address_would_keep(client: FlaskClient, province: None) -> None:
    for page in reached(client, "/").values():
        assert page.all("form", "input", "textarea") == []


def test_a_page_past_the_end_is_the_last(client: FlaskClient, province: None) -> None:
    for page in ("999999", "0", "-1", "x"):
        path = f"/o/hospital/offices?page={page}"
        assert client.get(path).status_code == 200
        assert any("/o/o-" in link for link in read(client, path).links())


@pytest.mark.parametrize("path", ["/mailbox", "/nowhere"])
def test_pages_of_no_office_lead_to_the_list(
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


def test_the_sites_document_names_every_office_and_its_authority(
    client: FlaskClient, province: None
) -> None:
    offices = client.get("/site.json").json["offices"]
    assert len(offices) == MANY + 3
    assert {"slug": "hospital", "name": "测试医院纪检监察室", "authority": ""} in offices
    assert {"slug": "o-7", "name": "第7人民医院", "authority": "hospital"} in offices
