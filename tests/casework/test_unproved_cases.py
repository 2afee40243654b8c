"""A case that no keyholder of today stands behind is read, looked at by a person, and no more."""

from __future__ import annotations

import uuid
from base64 import b64encode
from typing import Any

import pytest

from portal.days import today
from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive
from tests.casework.inspector import RefusedError, Worker
from tests.casework.letters import message
from tests.casework.test_case_access import next_version, sit_without
from tests.conftest import Hospital
from tests.reporter import Reporter

# What a browser makes of documents does not depend on the database they come from.
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
Documents = dict[str, Any]


@pytest.fixture
def documents(
    at_desk: CaseWorker, leader: CaseWorker, worker: Worker, receive: Receive, hospital: Hospital
) -> Documents:
    """A case of registrar and leader, opened by the leader once the registrar has left."""
    leader.sit_down(worker)
    case = at_desk.registered(worker, receive(), "registrar", "leader")
    found = at_desk.documents(case)
    sit_without(worker, leader, hospital, "registrar")
    return found


@pytest.fixture
def theirs(documents: Documents, hospital: Hospital) -> Documents:
    """Its next version, of the former registrar's own making."""
    return next_version(documents, hospital, "registrar")


def test_no_letter_is_sealed_to_a_case_that_is_not_proved(
    leader: CaseWorker, worker: Worker, theirs: Documents, reporter: Reporter
) -> None:
    sealed = b64encode(message(reporter, "离开以后才写的")).decode()
    letter = {"id": str(uuid.uuid4()), "sent_on": today().isoformat(), "sealed": sealed}
    late = theirs | {"messages": [letter]}
    view = worker.ask("openCase", documents=late, **leader.now)
    assert (view["proved"], view["late"]) == (False, 1)
    with pytest.raises(RefusedError, match="CaseUnproved"):
        worker.ask("copyLetters", documents=late)


def test_a_person_confirms_what_they_have_looked_at(
    leader: CaseWorker, worker: Worker, documents: Documents, theirs: Documents, hospital: Hospital
) -> None:
    worker.ask("openCase", documents=theirs, **leader.now)
    other = next_version(documents, hospital, "registrar", report_text="{}")
    with pytest.raises(RefusedError, match="CaseUnproved"):
        worker.ask("rekeyCase", documents=other, confirmed=True, **leader.now)
    form = worker.ask("rekeyCase", documents=theirs, confirmed=True, **leader.now)
    assert [grant["member"] for grant in form["grants"]] == ["leader"]


def test_what_nobody_has_looked_at_is_not_confirmed(
    leader: CaseWorker, worker: Worker, theirs: Documents
) -> None:
    with pytest.raises(RefusedError, match="CaseUnproved"):
        worker.ask("rekeyCase", documents=theirs, confirmed=True, **leader.now)
