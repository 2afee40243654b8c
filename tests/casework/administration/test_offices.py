"""An administrator sets up offices below the own one, and sees nothing of any other."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.members.factor_models import Invitation
from casework.members.models import Member
from portal.offices.models import Office
from tests.casework.administration.conftest import (
    FACTS,
    NEW,
    acts,
    below_the_hospital,
    with_administrator,
)
from tests.casework.inspector import Inspector
from tests.conftest import Hospital

HTML = {"Accept": "text/html"}
FIRST = {"member": "chen", "display_name": "陈主任", "role": "leader"}


def office_of(session: Session, slug: str) -> Office:
    session.expire_all()
    office = session.scalar(select(Office).where(Office.slug == slug))
    assert office is not None
    session.commit()  # or nobody else could write
    return office


def test_a_new_office_stands_below_and_is_not_public(
    administrator: Inspector, session: Session, hospital: Hospital
) -> None:
    answer = administrator.post("offices", json=NEW)
    assert (answer.status_code, answer.json) == (201, {"to": "/casework/offices/east"})
    office = office_of(session, "east")
    assert office.authority_id == hospital.office.id
    assert (office.published, office.is_set_up, office.epoch) == (False, False, 0)
    assert (office.name(), office.phone) == ("东院区纪检监察室", "010-5550-0188")
    assert office.settings["networks"] == ["10.20.0.0/16"]
    page = administrator.get("offices", headers=HTML).text
    assert "东院区纪检监察室" in page and "还没有钥匙" in page
    own = ("administrator", "office_add", "east", {})
    assert acts(session, hospital.office, "office_add") == [own]
    assert acts(session, office, "office_add") == [("@hospital", *own[1:])]


def test_a_name_that_is_taken_is_refused(administrator: Inspector) -> None:
    answer = administrator.post("offices", json=NEW | {"slug": "stranger"})
    assert (answer.status_code, answer.json["error"]) == (409, "office_taken")


def test_an_office_without_english_speaks_chinese(
    administrator: Inspector, session: Session
) -> None:
    english = {name: "" for name in NEW if name.endswith("_en")}
    assert administrator.post("offices", json=NEW | english).status_code == 201
    assert list(office_of(session, "east").texts) == ["zh-Hans"]


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"name": " "}, ["name"]),
        ({"address": "", "letter_box": "", "phone": ""}, ["address", "letter_box", "phone"]),
        ({"address_en": ""}, ["address_en"]),
        ({"slug": "Ost"}, ["slug"]),
        ({"slug": "-east"}, ["slug"]),
        ({"phone": "call me"}, ["phone"]),
        ({"networks": "10.20.0.0/99"}, ["networks"]),
        ({"networks": "\n".join(f"10.0.{n}.0/24" for n in range(60))}, ["networks"]),
        ({"name": "长" * 81}, ["name"]),
        ({"hours": ["x"], "name": 5}, ["name"]),
    ],
)
def test_every_field_that_is_wrong_is_told_and_nothing_is_stored(
    administrator: Inspector, session: Session, changes: dict[str, Any], wrong: list[str]
) -> None:
    answer = administrator.post("offices", json=NEW | changes)
    assert (answer.status_code, answer.json["error"]) == (400, "fields_wrong")
    assert sorted(answer.json["told"]) == wrong
    assert session.scalar(select(Office).where(Office.slug == "east")) is None


def test_control_characters_do_not_come_in(administrator: Inspector, session: Session) -> None:
    odd = NEW | {"name": "东院\x00\u202e纪检\n监察室", "hours": "a\x1bb"}
    assert administrator.post("offices", json=odd).status_code == 201
    office = office_of(session, "east")
    assert (office.name(), office.hours()) == ("东院纪检 监察室", "ab")


PATHS = [
    ("GET", "offices/{}", None),
    ("POST", "offices/{}", FACTS),
    ("POST", "offices/{}/publication", {"what": "publish"}),
    ("POST", "offices/{}/publication", {"what": "withdraw"}),
    ("POST", "offices/{}/invitation", FIRST),
    ("POST", "offices", NEW),
]


@pytest.mark.parametrize(("method", "path", "json"), PATHS)
def test_an_office_elsewhere_is_as_one_that_is_not_there(
    administrator: Inspector, method: str, path: str, json: dict[str, str] | None
) -> None:
    answers = [
        administrator.request(method, path.format(slug), json=json and json | {"above": slug})
        for slug in ("stranger", "nobody")
    ]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].json["error"] == "office_unknown"
    assert answers[0].data == answers[1].data
    pages = [
        administrator.get(f"offices/{slug}", headers=HTML).text.replace(slug, "")
        for slug in ("stranger", "nobody")
    ]
    assert pages[0] == pages[1]


def test_the_authority_above_is_not_reached_from_below(
    administrator: Inspector, session: Session, hospital: Hospital, stranger: Hospital
) -> None:
    own = session.get_one(Office, hospital.office.id)
    own.authority_id = stranger.office.id
    session.commit()
    assert administrator.get("offices/stranger").status_code == 404
    assert "stranger" not in administrator.get("offices", headers=HTML).text


def test_a_circle_of_offices_ends(
    administrator: Inspector, session: Session, hospital: Hospital, stranger: Hospital
) -> None:
    below_the_hospital(session, stranger, stranger)
    assert administrator.get("offices/stranger").status_code == 404


def test_what_is_changed_is_told_and_noted_by_name_only(
    administrator: Inspector, session: Session, hospital: Hospital, public: Any
) -> None:
    answer = administrator.post("offices/hospital", json=FACTS | {"name": "测试医院纪检监察室"})
    assert answer.status_code == 200, answer.json
    page = public("/o/hospital/")
    assert "010-5550-0188" in page and "12388" in page
    ((by, _, subject, facts),) = acts(session, hospital.office, "office_change")
    assert (by, subject) == ("administrator", "hospital")
    assert {"phone", "networks", "superior.zh-Hans"} <= set(facts["fields"].split())
    assert "0188" not in str(facts)


def test_an_office_below_belongs_to_its_own_administrator_once_there_is_one(
    administrator: Inspector, session: Session, hospital: Hospital, stranger: Hospital
) -> None:
    office = below_the_hospital(session, hospital, stranger)
    assert administrator.post("offices/stranger", json=FACTS).status_code == 200
    with_administrator(session, office)
    for method, path, json in PATHS[1:-1]:
        answer = administrator.request(method, path.format("stranger"), json=json)
        assert (answer.status_code, answer.json["error"]) == (409, "has_own_administrator"), path
    page = administrator.get("offices/stranger", headers=HTML).text
    assert "只能看" in page and "<textarea" not in page


def test_a_new_name_waits_for_a_leaders_signature(
    administrator: Inspector, session: Session, hospital: Hospital
) -> None:
    assert "等负责人签名" not in administrator.get("offices/hospital", headers=HTML).text
    administrator.post("offices/hospital", json=FACTS)
    page = administrator.get("offices/hospital", headers=HTML).text
    assert "等负责人签名" in page
    assert "<td>测试医院纪检监察室</td><td>东院区纪检监察室</td>" in page
    leader = Inspector(administrator.client, hospital, "leader")
    leader.sign_in()
    assert "等负责人签名" in leader.get("posters", headers=HTML).text


def test_the_first_member_of_an_office_gets_a_link_that_is_told_once(
    administrator: Inspector, session: Session, hospital: Hospital
) -> None:
    administrator.post("offices", json=NEW)
    answer = administrator.post("offices/east/invitation", json=FIRST)
    assert answer.status_code == 201
    assert "/casework/invitation#i=" in answer.json["link"]
    office = office_of(session, "east")
    (member,) = session.scalars(select(Member).where(Member.office_id == office.id)).all()
    assert (member.name, member.roles, member.is_active) == ("chen", ["leader"], False)
    assert session.scalar(select(Invitation).where(Invitation.office_id == office.id))
    assert acts(session, hospital.office, "office_invite", "member_invite") == [
        ("administrator", "office_invite", "east", {"role": "leader"})
    ]
    assert [row[0] for row in acts(session, office, "office_invite", "member_invite")] == [
        "@hospital",
        "@hospital",
    ]
    again = administrator.post("offices/east/invitation", json=FIRST)
    assert (again.status_code, again.json["error"]) == (409, "name_taken")


@pytest.mark.parametrize("role", ["registrar", "auditor", "", None])
def test_only_who_an_office_needs_first_is_invited_from_above(
    administrator: Inspector, role: str | None
) -> None:
    administrator.post("offices", json=NEW)
    answer = administrator.post("offices/east/invitation", json=FIRST | {"role": role})
    assert (answer.status_code, answer.json["error"]) == (400, "form_invalid")


def test_half_a_character_in_a_name_never_reaches_the_public(
    administrator: Inspector, public: Any
) -> None:
    answer = administrator.post("offices/hospital", json=FACTS | {"name": "X\ud800"})
    assert answer.status_code == 400
    assert "测试医院" in public("/")


@pytest.mark.parametrize("network", ["0.0.0.0/0", "0.0.0.0/7", "::/0"])
def test_half_a_world_is_no_hospitals_network(administrator: Inspector, network: str) -> None:
    answer = administrator.post("offices/hospital", json=FACTS | {"networks": network})
    assert answer.status_code == 400
    assert "networks" in answer.json["told"]
