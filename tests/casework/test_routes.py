"""Every route, walked as a stranger, in each role, locked, and without a second factor.

Whoever has the wrong role is refused before anything is looked up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, update

from portal.offices.models import Office
from tests.casework.conftest import browser
from tests.casework.hidden import World
from tests.casework.inspector import OURS, Inspector
from tests.casework.routes import ANYONE, LOCKED, OWN, ROUTES, roles_of
from tests.casework.walking import (
    NAMES,
    a_path,
    ask,
    bytes_of,
    come_in,
    error_of,
    prepared,
    rules_of,
    world,
)

__all__ = ["come_in", "world"]

LAST = "POST /casework/session/lock, DELETE /casework/session"
"""What ends a walk, in this order."""
GUARD = {"sessions", "members", "offices", "passkeys"}
"""What is read to know who is asking. Nothing else is, for whoever is refused by role."""


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
