"""The administrator of a hospital, and the offices around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

import portal
from casework.audit.models import AuditEntry
from casework.members.models import Member
from portal.config import Config
from portal.days import now
from portal.offices.models import Office
from tests.casework.conftest import browser
from tests.casework.inspector import Inspector
from tests.conftest import Hospital

FACTS = {
    "name": "东院区纪检监察室",
    "name_en": "East Campus Office",
    "phone": "010-5550-0188",
    "address": "东院 101",
    "address_en": "East 101",
    "letter_box": "东院门诊",
    "letter_box_en": "East hall",
    "hours": "",
    "hours_en": "",
    "superior": "不放心的话，请打 12388。",
    "superior_en": "Or call 12388.",
    "networks": "10.20.0.0/16\n",
}
NEW = FACTS | {"slug": "east", "above": "hospital"}


@pytest.fixture
def administrator(app: Flask, hospital: Hospital) -> Inspector:
    """The hospital's administrator, signed in."""
    administrator = Inspector(browser(app), hospital, "administrator")
    administrator.sign_in()
    return administrator


@pytest.fixture
def public(settings: Config) -> Iterator[Any]:
    """What a stranger's browser is shown: a path's text."""
    app = portal.create_app(settings)
    yield lambda path: app.test_client().get(path, headers={"Accept": "text/html"}).text
    app.extensions["qingfeng.engine"].dispose()


def below_the_hospital(session: Session, hospital: Hospital, other: Hospital) -> Office:
    """Put another office below the hospital, as the command line does."""
    office = session.get_one(Office, other.office.id)
    office.authority_id = hospital.office.id
    session.commit()
    return office


def with_administrator(session: Session, office: Office) -> Member:
    """Let an administrator join an office who can sign in."""
    row = Member(
        office_id=office.id,
        name="guan",
        display_name="管",
        roles=["administrator"],
        proof_hash="x",
        created_at=now(),
    )
    session.add(row)
    session.commit()
    return row


def acts(session: Session, office: Office, *names: str) -> list[tuple[str, str, str, Any]]:
    """The acts of these names in an office's chain: who, what, to what, with which facts."""
    query = select(AuditEntry).where(AuditEntry.office_id == office.id, AuditEntry.act.in_(names))
    rows = session.scalars(query.order_by(AuditEntry.seq)).all()
    session.commit()  # or nobody else could write
    return [(row.member, row.act, row.subject, row.facts) for row in rows]
