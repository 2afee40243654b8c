"""Who may open a case stands in its signed registration: rows alone give nobody anything."""

from __future__ import annotations

from typing import Any

import pytest

from crypto import keys, statements
from tests.casework.cases import CaseWorker, roster_of
from tests.casework.conftest import Receive
from tests.casework.inspector import RefusedError, Worker
from tests.casework.test_swapped_cases import KEEPERS, opened, sealed_anew
from tests.conftest import Hospital

# What a browser makes of documents does not depend on the database they come from.
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
Documents = dict[str, Any]


@pytest.fixture
def documents(
    at_desk: CaseWorker, leader: CaseWorker, worker: Worker, receive: Receive
) -> Documents:
    """A case that registrar and leader may open, as the server gives it out."""
    leader.sit_down(worker)
    return at_desk.documents(at_desk.registered(worker, receive(), "registrar", "leader"))


def listed(documents: Documents, *names: str) -> Documents:
    """The case as a server gives it out that lists others, too."""
    more = [{"name": name, "display_name": name} for name in names]
    return documents | {"access": [*documents["access"], *more]}


def next_version(documents: Documents, hospital: Hospital, signer: str, **said: Any) -> Documents:
    """The case in a next version of a signer's own making, under a secret of the keeper's."""
    _, body = opened(documents, hospital.registrar.secret)
    hands = {"leader": hospital.setup.leader.secret, "registrar": hospital.registrar.secret}
    hand = keys.signing_half("member", hands[signer])
    recipient = str(keys.reading_half("case", KEEPERS).recipient)
    of = {"version": body["version"] + 1, "recipient": recipient}
    signed = statements.sign(
        "registration", body | of | said | {"by": keys.verify_key(hand).hex()}, hand
    )
    row = documents["case"] | {"version": of["version"]}
    # Without answers: a server on their side keeps those back that would not open.
    mine = documents | {"case": row, "answers": []}
    reader = "leader" if signer == "registrar" else "registrar"
    return sealed_anew(mine, signed, KEEPERS, hands[reader])


def sit_without(worker: Worker, member: CaseWorker, hospital: Hospital, gone: str) -> None:
    """Sit down with a roster in which somebody's entry has ended."""
    member.sit_down(worker)
    roster = roster_of(hospital)
    ended = {"left_on": roster["issued_on"]}
    members = [one | (ended if one["name"] == gone else {}) for one in roster["members"]]
    member.session["roster"] = roster_of(hospital, version=9, members=members)
    worker.ask("refresh", **member.told)


@pytest.mark.parametrize("extra", ["investigator", "auditor", "administrator"])
def test_a_new_secret_goes_to_nobody_whom_only_a_row_names(
    at_desk: CaseWorker, worker: Worker, documents: Documents, extra: str
) -> None:
    at_desk.sit_down(worker)
    form = worker.ask("rekeyCase", documents=listed(documents, extra), **at_desk.now)
    assert [grant["member"] for grant in form["grants"]] == ["leader", "registrar"]


def test_a_row_can_take_somebody_away_and_says_so_in_the_next_version(
    at_desk: CaseWorker, worker: Worker, documents: Documents, hospital: Hospital
) -> None:
    at_desk.sit_down(worker)
    recused = documents | {"recused": [{"name": "leader", "display_name": "", "reason": "own"}]}
    form = worker.ask("rekeyCase", documents=recused, **at_desk.now)
    (grant,) = form["grants"]
    row = {"grant": grant["sealed"], "sealed": form["sealed"]}
    _, body = opened({"case": row}, hospital.registrar.secret)
    assert (body["members"], body["recused"]) == (["registrar"], ["leader"])
    after = documents | {"case": documents["case"] | row | {"version": 2}}
    again = worker.ask("rekeyCase", documents=listed(after, "leader"), **at_desk.now)
    assert [grant["member"] for grant in again["grants"]] == ["registrar"]


@pytest.mark.parametrize("name", ["auditor", "administrator"])
def test_no_case_is_sealed_to_who_never_has_a_part(
    at_desk: CaseWorker, worker: Worker, documents: Documents, name: str
) -> None:
    at_desk.sit_down(worker)
    day = at_desk.now["today"]
    with pytest.raises(RefusedError, match="NotRostered"):
        worker.ask("changeAccess", documents=documents, granted=[name], today=day)


def test_a_grant_is_signed_and_the_next_secret_goes_to_them(
    at_desk: CaseWorker, worker: Worker, documents: Documents
) -> None:
    case = documents["case"]["id"]
    assert at_desk.grant(worker, case, "investigator").status_code == 201
    assert at_desk.open_case(worker, case)["members"] == ["investigator", "leader", "registrar"]
    form = worker.ask("rekeyCase", documents=at_desk.documents(case), **at_desk.now)
    assert len(form["grants"]) == 3


def test_a_version_signed_by_who_left_is_read_and_not_built_on(
    leader: CaseWorker, worker: Worker, documents: Documents, hospital: Hospital
) -> None:
    theirs = next_version(documents, hospital, "registrar")
    sit_without(worker, leader, hospital, "registrar")
    view = worker.ask("openCase", documents=theirs, **leader.now)
    assert (view["said"] != [], view["closed"]) == (True, "unproved")
    with pytest.raises(RefusedError, match="NotAnswerable"):
        worker.ask("sealAnswer", id=theirs["case"]["id"], text="", today=leader.now["today"])
    with pytest.raises(RefusedError, match="CaseUnproved"):
        worker.ask("rekeyCase", documents=theirs, **leader.now)
    form = worker.ask("rekeyCase", documents=theirs, confirmed=True, **leader.now)
    assert [grant["member"] for grant in form["grants"]] == ["leader"]


@pytest.mark.parametrize("said", [{"version": 1}, {"report_text": "{}"}])
def test_what_a_browser_saw_is_not_put_aside(
    at_desk: CaseWorker,
    worker: Worker,
    documents: Documents,
    hospital: Hospital,
    said: dict[str, Any],
) -> None:
    at_desk.open_case(worker, "", documents=documents)
    kept = worker.ask("keepCases", kept=None)
    other = next_version(documents, hospital, "leader", **said)
    other["case"]["version"] = said.get("version", 2)
    at_desk.sit_down(worker)
    worker.ask("recallCases", kept=kept)
    with pytest.raises(RefusedError, match="CaseForged"):
        worker.ask("openCase", documents=other, **at_desk.now)
    assert worker.ask("openCase", documents=documents, **at_desk.now)["closed"] == ""


def test_an_older_version_is_not_taken_for_the_newest(
    at_desk: CaseWorker, worker: Worker, documents: Documents
) -> None:
    case = documents["case"]["id"]
    assert at_desk.grant(worker, case, "investigator").status_code == 201
    assert at_desk.open_case(worker, case)["closed"] == ""
    with pytest.raises(RefusedError, match="CaseForged"):
        worker.ask("openCase", documents=documents, **at_desk.now)


def test_a_colleague_whom_the_last_version_recuses_signs_no_next_one(
    at_desk: CaseWorker, worker: Worker, documents: Documents, hospital: Hospital
) -> None:
    case = documents["case"]["id"]
    assert at_desk.recuse(worker, case, "leader", "declared", "registrar").status_code == 201
    at_desk.open_case(worker, case)
    theirs = next_version(at_desk.documents(case), hospital, "leader")
    assert worker.ask("openCase", documents=theirs, **at_desk.now)["closed"] == "unproved"
