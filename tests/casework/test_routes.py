"""Every route, walked as a stranger, in each role, unvouched, recused, from another office.

Nothing leaks, not even by a different 404: what is absent, another office's, not granted or taken
away by a recusal has one answer, byte for byte; and whoever has the wrong role is refused before
anything is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from casework.cases.models import Recusal
from casework.drafts.models import Draft
from casework.members.models import Member, SignedInSession
from portal.days import now
from portal.offices.models import Office
from tests.casework.conftest import browser
from tests.casework.hidden import ABSENT, House, Probe, World, probes
from tests.casework.inspector import OURS, Inspector
from tests.casework.routes import ANYONE, LOCKED, OWN, ROUTES, roles_of
from tests.conftest import Hospital

NAMES = {
    "registrar": "registrar",
    "investigator": "investigator",
    "leader": "leader",
    "secretary": "secretary",
    "auditor": "auditor",
    "administrator": "administrator",
}
"""Who of the cast has which role alone."""
LAST = "POST /casework/session/lock, DELETE /casework/session"
"""What ends a walk, in this order."""
SAYS_NOTHING = "DELETE /casework/drafts/<path:subject>"
"""The one answer here that is the same whether something was there or not."""
GUARD = {"sessions", "members", "offices", "passkeys"}
"""What is read to know who is asking. Nothing else is, for whoever is refused by role."""
PATHS = {
    r"<int:[^>]+>": "7",
    r"<uuid:[^>]+>": str(ABSENT),
    r"<path:subject>": f"case/{ABSENT}",
    r"<[^>]+>": "nobody",
}
ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
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


def test_every_route_is_in_the_table_and_for_whom_it_says(app: Flask) -> None:
    declared = {}
    for rule in app.url_map.iter_rules():
        audience = getattr(app.view_functions[rule.endpoint], "audience", None)
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            declared[f"{method} {rule.rule}"] = as_set(audience)
    assert declared == {route: as_set(audience) for route, audience in ROUTES.items()}


def as_set(audience: object) -> object:
    """Roles in any order."""
    return frozenset(audience) if isinstance(audience, tuple) else audience


def test_strangers_are_turned_away_everywhere_in_one_way(app: Flask) -> None:
    stranger = browser(app)
    kinds: dict[str, set[Any]] = {"application/json": set(), "text/html": set()}
    for route, method, rule in rules_of(app):
        if ROUTES[route] == ANYONE:
            continue
        for accepted, answers in kinds.items():
            headers = OURS | {"Accept": accepted}
            answer = stranger.open(a_path(rule), method=method, headers=headers)
            answers.add(str(bytes_of(answer)))
            assert answer.status_code == (303 if accepted == "text/html" else 401), route
    assert [len(answers) for answers in kinds.values()] == [1, 1]


@pytest.mark.parametrize("role", NAMES)
def test_each_role_is_let_in_where_the_table_says(
    app: Flask, come_in: Callable[[str], Inspector], role: str
) -> None:
    who = come_in(NAMES[role])
    walk = sorted(rules_of(app), key=lambda rule: (LAST.find(rule[0]), rule[0]))
    for route, method, rule in walk:
        if ROUTES[route] == ANYONE or (rule == "/casework/session" and method == "POST"):
            continue
        answer = ask(who, method, a_path(rule))
        refused = error_of(answer) == "not_for_you"
        assert refused == (role not in roles_of(ROUTES[route])), (route, answer.status_code)
        assert answer.status_code not in (401, 500), (route, answer.data)


@pytest.fixture
def tables(app: Flask) -> Iterator[set[str]]:
    """The tables that are read or written from now on."""
    touched: set[str] = set()

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        named = re.findall(r"(?:FROM|JOIN|INTO|UPDATE) (?:\w+\.)?(\w+)", statement)
        touched.update(named)

    for engine in ("qingfeng.engine", "qingfeng.reading"):
        event.listen(app.extensions[engine], "before_cursor_execute", note)
    return touched


@pytest.mark.parametrize("role", NAMES)
def test_the_wrong_role_is_refused_before_anything_is_looked_up(
    app: Flask, come_in: Callable[[str], Inspector], world: World, tables: set[str], role: str
) -> None:
    who = come_in(NAMES[role])
    refusals: set[Any] = set()
    probed = dict(prepared(world))
    tables.clear()
    for route, method, rule in rules_of(app):
        if role in roles_of(ROUTES[route]) or ROUTES[route] == ANYONE:
            continue
        probe = probed.get(route)
        paths = [*probe.hidden, *probe.known] if probe else [a_path(rule)]
        for path in paths:
            answer = ask(who, method, path, probe)
            refusals.add(str(bytes_of(answer)))
            assert error_of(answer) == "not_for_you", route
    assert len(refusals) == 1
    assert tables <= GUARD


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


def test_every_route_that_names_a_thing_is_probed(world: World) -> None:
    named = {route for route in ROUTES if "<" in route and "/static/" not in route}
    own = {"PUT /casework/drafts/<path:subject>"}
    assert set(dict(probes(world))) == named - own


@pytest.mark.parametrize("role", NAMES)
def test_what_is_hidden_cannot_be_told_from_what_is_not_there(
    come_in: Callable[[str], Inspector], world: World, role: str
) -> None:
    who = come_in(NAMES[role])
    for route, probe in prepared(world):
        if role not in roles_of(ROUTES[route]):
            continue
        method = route.partition(" ")[0]
        answers = [ask(who, method, path, probe) for path in probe.hidden]
        told = {str(bytes_of(answer)) for answer in answers}
        assert len(told) == 1, (route, told)
        unknown = error_of(answers[0]).endswith("_unknown")
        assert unknown or "drafts" in route, (route, answers[0].data)
    world.ours.session.rollback()
    drafts = world.ours.session.scalars(select(Draft.member_id)).all()
    assert world.ours.members["colleague"].id in drafts
    assert world.theirs.members["registrar"].id in drafts


def prepared(world: World) -> list[tuple[str, Probe]]:
    """The probes, with what they ask for stored."""
    made = list(probes(world))
    world.ours.session.commit()
    return made


def test_every_probe_finds_something_for_somebody(
    come_in: Callable[[str], Inspector], world: World
) -> None:
    people = [come_in(role) for role in ("registrar", "leader", "administrator")]
    left = dict(prepared(world))
    del left[SAYS_NOTHING]
    for who in people:
        for route, probe in list(left.items()):
            if who.role not in roles_of(ROUTES[route]):
                continue
            method = route.partition(" ")[0]
            hidden = bytes_of(ask(who, method, probe.hidden[0], probe))
            if all(bytes_of(ask(who, method, path, probe)) != hidden for path in probe.known):
                del left[route]
    assert set(left) == set()


@pytest.mark.parametrize("role", ["registrar", "leader"])
def test_pages_do_not_tell_either(
    come_in: Callable[[str], Inspector], world: World, role: str
) -> None:
    who = come_in(role)
    for route, probe in prepared(world):
        method, _, rule = route.partition(" ")
        if method != "GET" or role not in roles_of(ROUTES[route]):
            continue
        shown = set()
        for path in probe.hidden:
            headers = probe.headers | {"Accept": "text/html"}
            answer = who.get(path.removeprefix("/casework/"), headers=headers)
            # A page names its own address, which is what was asked for.
            shown.add(re.sub(ID, "", str(bytes_of(answer))) if "<uuid:" in rule else "")
        assert len(shown) == 1, route


@pytest.mark.parametrize("who", ["outsider", "unvouched", "recused"])
def test_whoever_may_not_is_told_that_nothing_is_there(
    app: Flask,
    come_in: Callable[[str], Inspector],
    outsider: Inspector,
    world: World,
    who: str,
) -> None:
    asking = outsider if who == "outsider" else come_in("colleague")
    asking.sign_in()
    made = prepared(world)
    session = world.ours.session
    if who == "unvouched":
        colleague = Member.office_id == world.ours.office.id, Member.name == "colleague"
        session.execute(update(Member).where(*colleague).values(rostered_at=None))
    if who == "recused":
        gone = {"reason": "own", "recused_at": now(), "recused_by": world.case.registered_by}
        member = world.ours.members["colleague"].id
        of = {"office_id": world.ours.office.id, "case_id": world.case.id}
        session.add(Recusal(**of, **gone, member_id=member))
    session.commit()
    parts = {"outsider": ("/reports", "/cases", "/attachments"), "recused": ("/cases",)}
    for route, probe in made:
        if not any(part in route for part in parts.get(who, ("/reports", "/cases"))):
            continue
        if who == "outsider" and "registrar" not in roles_of(ROUTES[route]):
            continue
        method = route.partition(" ")[0]
        paths = [probe.hidden[0], *probe.known]
        answers = [ask(asking, method, path, probe) for path in paths]
        assert len({str(bytes_of(answer)) for answer in answers}) == 1, route
    for listed, key in (("reports.json", "reports"), ("cases.json", "cases")):
        found = asking.get(listed).json
        shown = {one["id"] for one in found[key]}
        assert str(world.case.id) not in shown
        assert who == "recused" or str(world.new) not in shown
        assert found["total"] == len(shown)


def test_a_locked_session_changes_nothing_anywhere(
    app: Flask, come_in: Callable[[str], Inspector], world: World
) -> None:
    told = set()
    for role in NAMES:
        who = come_in(role)
        who.post("session/lock")
        for route, method, rule in rules_of(app):
            if method == "GET" or ROUTES[route] in (ANYONE, LOCKED):
                continue
            answer = ask(who, method, a_path(rule))
            told.add(str(bytes_of(answer)))
            assert error_of(answer) == "session_locked", route
    assert len(told) == 1


def test_without_the_second_factor_there_is_only_the_own_account(
    app: Flask, come_in: Callable[[str], Inspector], world: World
) -> None:
    session, office = world.ours.session, Office.id == world.ours.office.id
    session.execute(update(Office).where(office).values(settings={"second_factor": "required"}))
    session.commit()
    told = set()
    for role in NAMES:
        who = come_in(role)
        for route, method, rule in rules_of(app):
            if ROUTES[route] in (ANYONE, LOCKED, OWN):
                continue
            answer = ask(who, method, a_path(rule))
            told.add(str(bytes_of(answer)))
            assert error_of(answer) == "second_factor_needed", route
    assert len(told) == 1
