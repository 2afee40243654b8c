"""Telephone and letter box stand on every page, whatever fails; complaints find their door."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

import portal
from portal.config import Config
from portal.pages.views import dialable
from tests.conftest import Hospital
from tests.portal.pages.reading import Page

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
PATHS = (
    "/",
    "/o/hospital/",
    "/o/hospital/report",
    "/o/hospital/surrender",
    "/o/hospital/help",
    "/mailbox",
    "/nowhere",
    "/o/nobody/",
    "/o/hospital/nowhere",
)


def read(client: FlaskClient, path: str) -> Page:
    return Page(client.get(path, headers={"Accept": "text/html"}).text)


def dialled(page: Page) -> list[str]:
    return [a["href"] for a in page.all("a") if a.get("href", "").startswith("tel:")]


@pytest.mark.parametrize("path", PATHS)
def test_every_page_has_telephone_and_letter_box(
    client: FlaskClient, hospital: Hospital, path: str
) -> None:
    page = read(client, path)
    assert f"tel:{hospital.office.phone}" in dialled(page)
    assert hospital.office.letter_box() in page.words


def test_an_error_on_an_offices_page_names_that_office_alone(client: FlaskClient) -> None:
    answer = client.post("/o/hospital/sealed", headers={"Accept": "text/html"})
    assert answer.status_code == 400
    assert len(dialled(Page(answer.text))) == 1
    assert len(dialled(read(client, "/nowhere"))) == 2


def test_many_offices_are_folded_up(
    client: FlaskClient, session: Session, hospital: Hospital
) -> None:
    office = session.merge(hospital.office)
    columns = {column.key: getattr(office, column.key) for column in type(office).__table__.columns}
    for number in range(4):
        session.add(type(office)(**columns | {"id": None, "slug": f"office-{number}"}))
    session.commit()
    assert read(client, "/mailbox").all("details") == [{"class": "other"}]
    assert read(client, "/o/hospital/help").all("details") == []


def test_a_page_that_failed_with_the_database_still_says_what_to_do(
    settings: Config, tmp_path: Path
) -> None:
    app = portal.create_app(dataclasses.replace(settings, database="sqlite:////nowhere/at.all"))
    answer = app.test_client().get("/mailbox", headers={"Accept": "text/html"})
    app.extensions["qingfeng.engine"].dispose()
    assert answer.status_code == 500
    assert "也可以打海报上印的电话，或投信箱。" in answer.text


def test_complaints_find_their_door_on_the_landing_page(
    client: FlaskClient, session: Session, hospital: Hospital
) -> None:
    office = session.merge(hospital.office)
    told = {"complaints": "请到 3 楼 <门诊办>，或打 010-5550-0150。"}
    office.texts = office.texts | {"zh-Hans": office.texts["zh-Hans"] | told}
    session.commit()
    for path in ("/o/hospital/", "/o/hospital/help"):
        page = read(client, path)
        assert told["complaints"] in page.words
        assert "tel:010-5550-0150" in dialled(page)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("打 010-5550-0150 或 0571-87654321", ["010-5550-0150", "0571-87654321"]),
        ("打 12345，或 13800138000", ["12345", "13800138000"]),
        ("2026-11-22，8:00 到 17:30，312 室，100000 元", []),
    ],
)
def test_numbers_that_can_be_dialled_are_links(app: Flask, words: str, numbers: list[str]) -> None:
    assert re.findall('href="tel:([^"]+)"', dialable(words)) == numbers


def test_the_help_page_is_one_touch_away(client: FlaskClient) -> None:
    for path in ("/o/hospital/", "/o/hospital/report", "/o/hospital/surrender"):
        assert "/o/hospital/help" in read(client, path).links()


def test_the_help_page_says_the_limits_of_the_office(
    client: FlaskClient, session: Session, hospital: Hospital
) -> None:
    session.merge(hospital.office).settings = {"hand_in_days": 3}
    session.commit()
    assert "医院规定的期限是 3 个工作日" in read(client, "/o/hospital/surrender").words
    words = read(client, "/o/hospital/help").words
    assert "医院要求 3 个工作日内上交" in words
    assert "15 个工作日内告诉您是否受理" in words
