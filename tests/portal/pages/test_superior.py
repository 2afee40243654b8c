"""Whoever does not trust an office finds the way past it, in this system or outside."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from portal.offices.models import Office
from tests.conftest import Hospital

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
PATHS = ("/o/hospital/", "/o/hospital/report", "/o/hospital/help")
OUTSIDE = {
    "zh-Hans": {"superior": "不放心的话，请打市纪委 12388。", "hours": "上班时间 8:00 到 17:30。"},
    "en": {"superior": "Or call the city on 12388.", "hours": "Answered from 8:00 to 17:30."},
}


def tell(session: Session, hospital: Hospital, **changes: Any) -> None:
    office = session.get_one(Office, hospital.office.id)
    office.texts = {lang: texts | OUTSIDE[lang] for lang, texts in office.texts.items()}
    for name, value in changes.items():
        setattr(office, name, value)
    session.commit()


@pytest.mark.parametrize("path", PATHS)
def test_a_channel_outside_this_system_and_the_hours_stand_on_every_page(
    client: FlaskClient, session: Session, hospital: Hospital, path: str
) -> None:
    tell(session, hospital)
    text = client.get(path).text
    assert '<a href="tel:12388">12388</a>' in text and "8:00 到 17:30" in text
    english = client.get("/en" + path).text
    assert "Or call the city" in english and "Answered from" in english


@pytest.mark.parametrize("path", PATHS)
def test_an_authority_in_this_system_stands_in_its_place(
    client: FlaskClient, session: Session, hospital: Hospital, stranger: Hospital, path: str
) -> None:
    tell(session, hospital, authority_id=stranger.office.id)
    text = client.get(path).text
    assert "data-authority" in text and "12388" not in text


@pytest.mark.parametrize("path", [*PATHS, "/o/hospital/office.json", "/site.json", "/"])
def test_an_authority_that_is_not_public_is_nowhere(
    client: FlaskClient, session: Session, hospital: Hospital, stranger: Hospital, path: str
) -> None:
    authority = session.get_one(Office, stranger.office.id)
    authority.published = False
    authority.phone = "010-5550-0001"
    authority.texts = {
        lang: texts | {"name": "没公开的"} for lang, texts in authority.texts.items()
    }
    tell(session, hospital, authority_id=authority.id)
    text = client.get(path).text
    assert "没公开的" not in text and "010-5550-0001" not in text
    assert "/o/stranger/" not in text and "data-authority" not in text
    assert "12388" in text or path not in PATHS


@pytest.mark.parametrize("path", ["", "report", "surrender", "help", "notices", "offices"])
@pytest.mark.parametrize("slug", ["hospital", "nobody"])
def test_an_office_that_is_not_public_is_as_one_that_is_not_there(
    client: FlaskClient, session: Session, hospital: Hospital, path: str, slug: str
) -> None:
    tell(session, hospital, published=False)
    answer = client.get(f"/o/{slug}/{path}", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["error"]) == (404, "office_unknown")
