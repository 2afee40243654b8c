"""A case belongs to the discipline office or to the second unit (行风办): an entry says so."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive
from tests.casework.inspector import Worker


def test_a_case_goes_to_a_unit_a_member_or_both(
    at_desk: CaseWorker, worker: Worker, receive: Receive, session: Session
) -> None:
    case = at_desk.registered(worker, receive(), "registrar", "leader")
    assert at_desk.documents(case)["case"]["unit"] == ""
    neither = at_desk.write(worker, case, "handler", member="", to_unit="")
    assert (neither.json or {})["missing"] == ["somebody"]
    at_desk.written(worker, case, "handler", member="", to_unit="02")
    at_desk.written(worker, case, "handler", member="leader", to_unit="")
    (row,) = (at_desk.get("cases.json?unit=02").json or {})["cases"]
    assert (row["unit"], row["handler"]) == ("02", "周书记")
    assert (at_desk.get("cases.json?unit=01").json or {})["total"] == 0
