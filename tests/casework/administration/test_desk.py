"""The desk leads everybody to the pages of their role, and tells them what to do first."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from casework.members.models import ROLES, Member
from portal.offices.models import Office
from tests.casework.conftest import browser
from tests.casework.inspector import Inspector
from tests.conftest import Hospital

HTML = {"Accept": "text/html"}
OWN = ["账户", "怎么做"]
CASES = ["今天", "来件", "案件", "查找", "文书"]
READING = [*CASES, *OWN]
LEADS = {
    "registrar": READING,
    "investigator": READING,
    "secretary": READING,
    "leader": [*CASES, "成员", "清单", "海报", *OWN],
    "helper": ["协办", *OWN],
    "auditor": ["操作记录", *OWN],
    "administrator": ["成员", "单位", "设置", "工作日", "公告", "海报", *OWN],
}


def how_to(app: Flask, hospital: Hospital, name: str) -> str:
    member = Inspector(browser(app), hospital, name)
    member.sign_in()
    return member.get("how-to", headers=HTML).text


def leads(page: str) -> list[str]:
    (bar,) = re.findall(r"<nav>(.*?)</nav>", page, re.S)
    return re.findall(r">([^<\n]+)</a>", bar)


@pytest.mark.parametrize("role", ROLES)
def test_the_bar_leads_to_what_a_role_may_open(app: Flask, hospital: Hospital, role: str) -> None:
    member = Inspector(browser(app), hospital, role)
    member.sign_in()
    page = member.get("how-to", headers=HTML).text
    assert leads(page) == LEADS[role]
    bar, _, rest = page.partition("</nav>")
    for address in re.findall(r'<a href="/casework/([^"?]*)"', bar):
        assert member.get(address, headers=HTML).status_code == 200, address
    for address in re.findall(r'<a href="/casework/([^"?]*)"', rest):
        assert member.get(address, headers=HTML).status_code in (200, 403), address
    assert 'class="on" aria-current="page">怎么做' in page


@pytest.mark.parametrize("role", ROLES)
def test_the_own_role_comes_first_and_the_others_fold_up(
    app: Flask, hospital: Hospital, role: str
) -> None:
    page = how_to(app, hospital, role)
    assert f'<section class="sheet wide steps" id="{role}">' in page
    for other in set(ROLES) - {role}:
        assert f'<details class="steps" id="{other}">' in page


def test_who_is_not_vouched_for_is_led_to_the_own_pages(
    app: Flask, session: Session, hospital: Hospital
) -> None:
    member = session.get_one(Member, (hospital.office.id, hospital.registrar.member.id))
    member.rostered_at = None
    session.commit()
    assert leads(how_to(app, hospital, "registrar")) == OWN


def test_a_leader_without_keys_is_led_to_make_them(
    app: Flask, session: Session, hospital: Hospital
) -> None:
    office = session.get_one(Office, hospital.office.id)
    office.root_key, office.charter, office.statement, office.epoch = b"", {}, {}, 0
    session.commit()
    page = how_to(app, hospital, "leader")
    assert leads(page)[0] == "设钥匙"
    assert "设钥匙" not in leads(how_to(app, hospital, "administrator"))
