"""Nothing leaks, not even by a different 404.

What is absent, another office's, not granted or taken away by a recusal has one answer, byte for
byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, update

from casework.cases.models import Recusal
from casework.drafts.models import Draft
from casework.members.models import Member
from portal.days import now
from tests.casework.hidden import CASTED, World
from tests.casework.inspector import Inspector
from tests.casework.probes import probes
from tests.casework.routes import ROUTES, roles_of
from tests.casework.walking import NAMES, ask, bytes_of, come_in, error_of, prepared, world

__all__ = ["come_in", "world"]

SAYS_NOTHING = "DELETE /casework/drafts/<path:subject>"
"""The one answer here that is the same whether something was there or not."""
ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


def test_every_route_that_names_a_thing_is_probed(world: World) -> None:
    named = {route for route in ROUTES if "<" in route and "/static/" not in route}
    own = {"PUT /casework/drafts/<path:subject>", "PUT /casework/index/<int:no>"}
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


def test_every_probe_finds_something_for_somebody(
    come_in: Callable[[str], Inspector], world: World
) -> None:
    people = [come_in(role) for role in ("registrar", "leader", "helper", "administrator")]
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


@pytest.mark.parametrize("role", CASTED)
def test_no_list_names_a_hidden_case(
    come_in: Callable[[str], Inspector], world: World, role: str
) -> None:
    who = come_in(role)
    lists = ("today.json", "cases.json", "cases.json?sort=due", "cases.json?due=overdue")
    for listed in lists:
        told = who.get(listed).text
        assert str(world.case.id) in told, listed
        assert not any(str(id) in told for id in world.hidden_cases), listed
    assert who.get("today.json").get_json()["due"]["overdue"] == 1
