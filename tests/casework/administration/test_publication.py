"""An office is public only with its keys and a way past it."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from portal.offices.models import Office
from tests.casework.administration.conftest import FACTS, NEW, acts, below_the_hospital
from tests.casework.inspector import Inspector
from tests.conftest import Hospital

HTML = {"Accept": "text/html"}


def ask(administrator: Inspector, slug: str, what: str) -> TestResponse:
    return administrator.post(f"offices/{slug}/publication", json={"what": what})


def refused(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, (answer.json or {})["error"]


def change(session: Session, hospital: Hospital, **changes: Any) -> None:
    office = session.get_one(Office, hospital.office.id)
    for name, value in changes.items():
        setattr(office, name, value)
    session.commit()


def test_an_office_without_keys_is_not_shown(administrator: Inspector, public: Any) -> None:
    administrator.post("offices", json=NEW)
    assert refused(ask(administrator, "east", "publish")) == (409, "office_without_keys")
    assert "东院区" not in public("/") + public("/o/east/")


def test_an_office_without_a_way_past_it_is_not_shown(
    administrator: Inspector, session: Session, hospital: Hospital, public: Any
) -> None:
    change(session, hospital, published=False)
    assert refused(ask(administrator, "hospital", "publish")) == (409, "superior_missing")
    assert "○ 有上级渠道" in administrator.get("offices/hospital", headers=HTML).text
    administrator.post("offices/hospital", json=FACTS)
    assert "没有找到" in public("/o/hospital/")
    assert ask(administrator, "hospital", "publish").status_code == 200
    assert "12388" in public("/o/hospital/")
    assert acts(session, hospital.office, "office_publish") == [
        ("administrator", "office_publish", "hospital", {})
    ]


def test_an_authority_in_the_tree_is_a_way_if_it_is_public(
    administrator: Inspector, session: Session, hospital: Hospital, stranger: Hospital
) -> None:
    change(session, stranger, published=False)
    change(session, hospital, published=False, authority_id=stranger.office.id)
    assert refused(ask(administrator, "hospital", "publish")) == (409, "superior_missing")
    change(session, stranger, published=True)
    assert ask(administrator, "hospital", "publish").status_code == 200


def test_a_public_office_keeps_its_way_past(
    administrator: Inspector, session: Session, hospital: Hospital
) -> None:
    administrator.post("offices/hospital", json=FACTS)
    answer = administrator.post("offices/hospital", json=FACTS | {"superior": ""})
    assert refused(answer) == (409, "superior_missing")
    session.expire_all()
    assert session.get_one(Office, hospital.office.id).superior()


def test_an_office_is_withdrawn_and_shown_again(
    administrator: Inspector, session: Session, hospital: Hospital, public: Any
) -> None:
    administrator.post("offices/hospital", json=FACTS)
    assert ask(administrator, "hospital", "withdraw").status_code == 200
    assert "没有找到" in public("/o/hospital/") and "东院区" not in public("/")
    assert ask(administrator, "hospital", "publish").status_code == 200
    assert "东院区" in public("/o/hospital/")


def test_an_authority_that_others_rely_on_is_not_withdrawn(
    administrator: Inspector, session: Session, hospital: Hospital, stranger: Hospital
) -> None:
    below_the_hospital(session, hospital, stranger)
    assert refused(ask(administrator, "hospital", "withdraw")) == (409, "relied_upon")
    texts = stranger.office.texts
    change(session, stranger, texts={**texts, "zh-Hans": texts["zh-Hans"] | {"superior": "12388"}})
    assert ask(administrator, "hospital", "withdraw").status_code == 200
