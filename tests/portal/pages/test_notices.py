"""Notices stand on an office's page, cleaned, for as long as they are meant to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from portal.days import today
from portal.notices.models import Notice
from tests.conftest import Hospital
from tests.portal.pages.reading import Page
from tests.portal.pages.test_rich_text import ALLOWED, ATTACKS

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
LANDING, OWN = "/o/hospital/", "/o/hospital/notices"


def put(session: Session, hospital: Hospital, title: str, **changes: Any) -> None:
    body = changes.pop("body", f"<p>{title}的内容</p>")
    texts = {"zh-Hans": {"title": title, "body": body}, **changes.pop("texts", {})}
    days = {"from_on": today(), "until_on": None} | changes
    session.add(Notice(office_id=hospital.office.id, texts=texts, **days))
    session.commit()


def test_a_page_without_notices_says_nothing_of_them(client: FlaskClient) -> None:
    page = Page(client.get(LANDING).text)
    assert "公告" not in page.words and page.all("details") == []
    assert "notices" not in client.get(LANDING).text


def test_a_short_notice_is_folded_up_on_the_landing_page(
    client: FlaskClient, session: Session, hospital: Hospital
) -> None:
    put(session, hospital, "放假通知")
    text = client.get(LANDING).text
    assert "<summary>放假通知</summary>" in text and "<p>放假通知的内容</p>" in text
    assert "放假通知的内容" in client.get(OWN).text


def test_long_notices_have_a_page_of_their_own(
    client: FlaskClient, session: Session, hospital: Hospital
) -> None:
    put(session, hospital, "长通知", body="<p>" + "很长。" * 2000 + "</p>")
    text = client.get(LANDING).text
    assert "很长" not in text and f'href="{OWN}"' in text and "长通知" in text
    assert "很长" in client.get(OWN).text


def test_a_notice_is_shown_from_its_first_day_to_its_last(
    client: FlaskClient, session: Session, hospital: Hospital
) -> None:
    day = timedelta(days=1)
    put(session, hospital, "昨天完的", from_on=today() - 9 * day, until_on=today() - day)
    put(session, hospital, "今天完的", from_on=today() - 9 * day, until_on=today())
    put(session, hospital, "明天起的", from_on=today() + day)
    text = client.get(OWN).text
    assert "今天完的" in text and "昨天完的" not in text and "明天起的" not in text


def test_another_offices_notice_stands_elsewhere(
    client: FlaskClient, session: Session, stranger: Hospital
) -> None:
    put(session, stranger, "别家的")
    assert "别家的" not in client.get(LANDING).text + client.get(OWN).text
    assert "别家的" in client.get("/o/stranger/").text


def test_a_notice_without_english_is_shown_in_chinese(
    client: FlaskClient, session: Session, hospital: Hospital
) -> None:
    put(session, hospital, "只有中文")
    put(session, hospital, "两种", texts={"en": {"title": "Both", "body": "<p>Both</p>"}})
    text = client.get("/en" + OWN).text
    assert "只有中文" in text and "Both" in text and "两种" not in text


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_row_that_nobody_cleaned_is_shown_cleaned(
    client: FlaskClient, session: Session, hospital: Hospital, attack: str
) -> None:
    before = Page(client.get(OWN).text).tags
    put(session, hospital, attack, body=attack)
    added = list(Page(client.get(OWN).text).tags)
    for tag in before:
        if tag in added:
            added.remove(tag)
    assert {name for name, _ in added} <= ALLOWED | {"section", "h2"}
    assert all(set(attributes) <= {"href", "rel", "class"} for _, attributes in added)
