"""Walking the routes of the office's area, as a stranger and in each role."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from casework.members.models import Member, SignedInSession
from tests.casework.conftest import browser
from tests.casework.hidden import ABSENT, House, World
from tests.casework.inspector import Inspector
from tests.casework.probes import Probe, probes
from tests.conftest import Hospital

NAMES = {
    "registrar": "registrar",
    "investigator": "investigator",
    "leader": "leader",
    "secretary": "secretary",
    "helper": "helper",
    "auditor": "auditor",
    "administrator": "administrator",
}
"""Who of the cast has which role alone."""
PATHS = {
    r"<int:[^>]+>": "7",
    r"<uuid:[^>]+>": str(ABSENT),
    r"<path:subject>": f"case/{ABSENT}",
    r"<[^>]+>": "nobody",
}
Rules = list[tuple[str, str, str]]


def rules_of(app: Flask) -> Rules:
    """Route as the table names it, method, rule."""
    return [
        (f"{method} {rule.rule}", method, rule.rule)
        for rule in app.url_map.iter_rules()
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
    ]


def a_path(rule: str) -> str:
    """An address that fits a rule and names nothing."""
    for pattern, filled in PATHS.items():
        rule = re.sub(pattern, filled, rule)
    return rule


def bytes_of(answer: TestResponse) -> tuple[int, list[tuple[str, str]], bytes]:
    """All that a browser is told."""
    return answer.status_code, sorted(answer.headers.items()), answer.data


def error_of(answer: TestResponse) -> str:
    """The name of a refusal, if it is one."""
    told = answer.get_json(silent=True) if answer.is_json else None
    return str(told.get("error", "")) if isinstance(told, dict) else ""


def ask(who: Inspector, method: str, path: str, probe: Probe | None = None) -> TestResponse:
    """Ask with a session, as our own pages do."""
    options: dict[str, Any] = {"headers": probe.headers if probe else {}}
    content = probe.content if probe else None
    if isinstance(content, bytes):
        options["data"] = content
    elif method != "GET":
        content = content if content is not None else {}
        proof = {"proof": who.proof} if content.get("proof") == "PROOF" else {}
        options["json"] = content | proof
    return who.request(method, path.removeprefix("/casework/"), **options)


@pytest.fixture
def come_in(app: Flask, hospital: Hospital) -> Callable[[str], Inspector]:
    """Sign a member of the hospital in, by name."""

    def come(name: str) -> Inspector:
        inspector = Inspector(browser(app), hospital, name)
        assert inspector.sign_in().status_code == 200
        return inspector

    return come


@pytest.fixture
def world(app: Flask, session: Session, hospital: Hospital, stranger: Hospital) -> World:
    """Things to be found and things to be hidden."""
    houses = []
    session.add(
        Member(
            office_id=stranger.office.id,
            name="theirs",
            display_name="theirs",
            roles=["registrar"],
            created_at=hospital.registrar.member.created_at,
        )
    )
    for of in (hospital, stranger):
        rows = session.scalars(select(Member).where(Member.office_id == of.office.id))
        house = House(session, app.extensions["qingfeng.blobs"], of)
        house.members = {row.name: row for row in rows}
        houses.append(house)
    sessions = dict.fromkeys(("own", "other", "foreign"), "0" * 64)
    for name, (of, member) in {
        "own": (hospital, "registrar"),
        "other": (hospital, "colleague"),
        "foreign": (stranger, "registrar"),
    }.items():
        before = set(session.scalars(select(SignedInSession.id)))
        session.commit()
        Inspector(browser(app), of, member).sign_in()
        after = set(session.scalars(select(SignedInSession.id)))
        sessions[name] = (after - before).pop().hex()
    return World(*houses, sessions)


def prepared(world: World) -> list[tuple[str, Probe]]:
    """The probes, with what they ask for stored."""
    made = list(probes(world))
    world.ours.session.commit()
    return made
