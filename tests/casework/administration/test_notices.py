"""Notices are written, cleaned, changed and taken away by the office's administrator."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.days import today
from portal.notices.models import Notice
from tests.casework.administration.conftest import acts
from tests.casework.inspector import Inspector
from tests.conftest import Hospital
from tests.portal.pages.reading import Page
from tests.portal.pages.test_rich_text import ALLOWED, ATTACKS

HTML = {"Accept": "text/html"}
WORDS = {
    "title": "国庆值班",
    "body": "第一段\n第二行\n\n<strong>要紧</strong>的 <a href='https://a.example/'>链接</a>",
    "title_en": "",
    "body_en": "",
    "from_on": today().isoformat(),
    "until_on": "",
}


def notices_of(session: Session, hospital: Hospital) -> list[Notice]:
    session.expire_all()
    mine = select(Notice).where(Notice.office_id == hospital.office.id)
    found = list(session.scalars(mine))
    session.commit()
    return found


def test_a_notice_stands_on_the_offices_page(
    administrator: Inspector, session: Session, hospital: Hospital, public: Any
) -> None:
    answer = administrator.post("notices", json=WORDS)
    assert (answer.status_code, answer.json) == (201, {"to": "/casework/notices?saved=1"})
    page = public("/o/hospital/")
    assert "<summary>国庆值班</summary>" in page
    assert "<p>第一段<br>第二行</p>" in page and 'rel="noreferrer noopener">链接</a>' in page
    (notice,) = notices_of(session, hospital)
    assert list(notice.texts) == ["zh-Hans"]
    done = ("administrator", "notice_write", str(notice.id), {})
    assert acts(session, hospital.office, "notice_write") == [done]


def test_an_office_keeps_a_hundred_notices_and_may_still_change_them(
    administrator: Inspector, session: Session, hospital: Hospital
) -> None:
    texts = {"zh-Hans": {"title": "旧的", "body": ""}}
    rows = [Notice(office_id=hospital.office.id, texts=texts, from_on=today()) for _ in range(100)]
    session.add_all(rows)
    session.commit()
    refused = administrator.post("notices", json=WORDS)
    assert (refused.status_code, refused.json["error"]) == (409, "notices_full")
    assert administrator.post(f"notices/{rows[0].id}", json=WORDS).status_code == 200
    assert administrator.request("DELETE", f"notices/{rows[1].id}").status_code == 200
    assert administrator.post("notices", json=WORDS).status_code == 201
    assert len(notices_of(session, hospital)) == 100


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_stored_and_previewed_is_cleaned(
    administrator: Inspector, session: Session, hospital: Hospital, attack: str
) -> None:
    assert administrator.post("notices", json=WORDS | {"body": attack}).status_code == 201
    (notice,) = notices_of(session, hospital)
    for name, attributes in Page(notice.texts["zh-Hans"]["body"]).tags:
        assert name in ALLOWED and set(attributes) <= {"href", "rel"}
    shown = administrator.post("notices/preview", json={"body": attack}).json["shown"]
    assert elements(shown) <= ALLOWED
    assert "evil" not in "".join(addresses(shown))


def elements(parts: list[Any]) -> set[str]:
    found = [part for part in parts if isinstance(part, list)]
    return {part[0] for part in found}.union(*(elements(part[2]) for part in found))


def addresses(parts: list[Any]) -> list[str]:
    found = [part for part in parts if isinstance(part, list)]
    return [part[1] for part in found] + [a for part in found for a in addresses(part[2])]


def test_a_preview_is_what_will_be_shown(administrator: Inspector) -> None:
    typed = "一\n二\n\n<ul>\n<li>三</li>\n</ul>"
    shown = administrator.post("notices/preview", json={"body": typed}).json["shown"]
    assert shown[0] == ["p", "", ["一", ["br", "", []], "二"]]
    assert ["li", "", ["三"]] in shown[2][2]


def test_a_notice_is_changed_and_taken_away(
    administrator: Inspector, session: Session, hospital: Hospital, public: Any
) -> None:
    administrator.post("notices", json=WORDS)
    (notice,) = notices_of(session, hospital)
    page = administrator.get(f"notices/{notice.id}", headers=HTML).text
    assert "第一段\n第二行\n\n&lt;strong&gt;要紧" in page
    english = {"title_en": "Holidays", "body_en": "On duty", "until_on": today().isoformat()}
    changed = administrator.post(f"notices/{notice.id}", json=WORDS | english)
    assert changed.status_code == 200
    assert "Holidays" in public("/en/o/hospital/")
    assert administrator.request("DELETE", f"notices/{notice.id}").status_code == 200
    assert notices_of(session, hospital) == []
    assert "国庆值班" not in public("/o/hospital/")


def test_another_offices_notice_is_as_one_that_is_not_there(
    administrator: Inspector, session: Session, stranger: Hospital
) -> None:
    texts = {"zh-Hans": {"title": "别家", "body": ""}}
    theirs = Notice(office_id=stranger.office.id, id=uuid.uuid4(), texts=texts, from_on=today())
    session.add(theirs)
    session.commit()
    for method, json in (("GET", None), ("POST", WORDS), ("DELETE", None)):
        answers = [
            administrator.request(method, f"notices/{id}", json=json)
            for id in (theirs.id, uuid.uuid4())
        ]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].data == answers[1].data
    assert "别家" not in administrator.get("notices", headers=HTML).text
    assert len(notices_of(session, stranger)) == 1


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"title": ""}, "title"),
        ({"title": "长" * 81}, "title"),
        ({"body": "长" * 20_001}, "body"),
        ({"body_en": "only a text"}, "title_en"),
        ({"from_on": ""}, "from_on"),
        ({"from_on": "tomorrow"}, "from_on"),
        ({"until_on": "2020-01-01"}, "until_on"),
    ],
)
def test_a_field_that_is_wrong_is_told_and_nothing_is_stored(
    administrator: Inspector,
    session: Session,
    hospital: Hospital,
    changes: dict[str, str],
    wrong: str,
) -> None:
    answer = administrator.post("notices", json=WORDS | changes)
    assert (answer.status_code, list(answer.json["told"])) == (400, [wrong])
    assert notices_of(session, hospital) == []
