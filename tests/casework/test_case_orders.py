"""After any order of granting, recusing and re-keying exactly the right members open a case."""

from __future__ import annotations

import secrets

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive
from tests.casework.inspector import Worker

# What a browser makes of documents does not depend on the database they come from.
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
OTHERS = ("leader", "investigator", "secretary")
ACTS = ("grant", "withdraw", "recuse", "aside", "lift", "rekey")
STEPS = st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(OTHERS)), max_size=8)


class Model:
    """Who may open the case, as the rules say it."""

    def __init__(self) -> None:
        self.granted = {"registrar"}
        self.recused: set[str] = set()

    def allows(self, act: str, name: str) -> bool:
        if act == "grant":
            return name not in self.recused
        if act == "lift":
            return name in self.recused and "leader" in self.granted
        return (act in ("rekey", "recuse") and name not in self.recused) or name in self.granted

    def apply(self, act: str, name: str) -> None:
        if act == "grant":
            self.granted.add(name)
        if act in ("withdraw", "recuse", "aside"):
            self.granted.discard(name)
        if act in ("recuse", "aside"):
            self.recused.add(name)
        if act == "lift":
            self.recused.discard(name)


def carry_out(
    act: str, name: str, case: str, team: dict[str, CaseWorker], worker: Worker, left: list[str]
) -> int:
    """Do it over HTTP; gives the status."""
    registrar = team["registrar"]
    if act == "grant":
        return registrar.grant(worker, case, name).status_code
    if act == "withdraw":
        return registrar.withdraw(worker, case, name, *left).status_code
    if act == "recuse":
        return registrar.recuse(worker, case, name, "declared", *left).status_code
    if act == "aside":
        team[name].sit_down(worker)
        return team[name].recuse(worker, case, name, "own").status_code
    if act == "lift":
        team["leader"].sit_down(worker)
        return team["leader"].lift(worker, case, name).status_code
    form = registrar.rekeyed(worker, case, *left)
    return registrar.post(f"cases/{case}/rekey", json=form).status_code


@bounds(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_exactly_the_right_members_open_it(
    at_desk: CaseWorker,
    leader: CaseWorker,
    colleague: CaseWorker,
    secretary: CaseWorker,
    worker: Worker,
    receive: Receive,
    steps: list[tuple[str, str]],
) -> None:
    team = {one.role: one for one in (at_desk, leader, colleague, secretary)}
    mailbox = secrets.token_bytes(32)
    words = mailbox.hex()
    report = receive(words, mailbox=mailbox, mailbox_id=mailbox.hex())
    case, model = at_desk.registered(worker, report, "registrar"), Model()
    for act, name in steps:
        if not model.allows(act, name):
            continue
        left = sorted(model.granted - ({name} if act in ("withdraw", "recuse") else set()))
        assert carry_out(act, name, case, team, worker, left) in (200, 201), (act, name)
        model.apply(act, name)
    for name, member in team.items():
        member.sit_down(worker)
        served = member.get(f"cases/{case}.json").status_code == 200
        assert served == (name in model.granted), name
        if served:
            assert member.open_case(worker, case)["said"][0]["text"] == words
