"""What somebody signed under a role that they have no more stays what it was."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.casework.conftest import Receive, browser
from tests.casework.inspector import Worker
from tests.casework.leading import Keeper
from tests.conftest import Hospital

DEMOTED = {"name": "colleague", "roles": ["investigator"]}


@pytest.mark.parametrize(("known", "closed"), [(True, ""), (False, "unproved")])
def test_a_case_of_a_registrar_who_is_none_any_more_is_read(
    app: Flask, hospital: Hospital, worker: Worker, receive: Receive, known: bool, closed: str
) -> None:
    """Whoever has not seen it before reads it, and builds on it once a registrar signs again."""
    chief, registrar = (Keeper(browser(app), hospital, who) for who in ("leader", "colleague"))
    chief.sit_down(worker)
    case = registrar.registered(worker, receive("哨兵"), "leader", "colleague")
    assert chief.open_case(worker, case)["closed"] == ""
    kept = worker.ask("keepCases", kept=None)
    assert chief.does(worker, "rotate", roles=DEMOTED).status_code == 201
    chief.look_again(worker)
    worker.ask("recallCases", kept=kept if known else None)
    told = worker.answered("openCase", documents=chief.documents(case), **chief.now)
    assert told.get("error") is None
    assert (told["result"]["closed"], "哨兵" in str(told["result"])) == (closed, True)
