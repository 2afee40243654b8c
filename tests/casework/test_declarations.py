"""What members declare excludes them before anybody has to ask, and speaks to keyholders only."""

from __future__ import annotations

import json
from base64 import b64encode
from typing import Any

import pytest

from crypto import age, keys, statements
from crypto.padding import pad
from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive
from tests.casework.inspector import RefusedError, Worker
from tests.conftest import Hospital

RELATIVE = {"kind": "relative", "names": "王主任、李护士长", "words": "表兄"}


def declare(member: CaseWorker, worker: Worker, *entries: dict[str, str]) -> None:
    """Have a member declare something."""
    member.sit_down(worker)
    form = worker.ask("sealDeclaration", entries=list(entries), today=member.now["today"])
    assert member.request("PUT", "declarations", json=form).status_code == 200


def matches(member: CaseWorker, worker: Worker, report: object) -> list[dict[str, str]]:
    """Whom the words of a report exclude, as a keyholder's browser finds it."""
    member.sit_down(worker)
    member.open(worker, report)
    rows = member.get("declarations.json").json["declarations"]
    found: list[dict[str, str]] = worker.ask(
        "matchDeclarations", rows=rows, today=member.now["today"]
    )
    return found


@pytest.mark.parametrize(
    ("kind", "names", "found"),
    [
        ("relative", "王主任", ["王主任"]),
        ("interest", "康达公司，王主任", ["王主任"]),
        ("former_department", "骨科", ["骨科"]),
        ("relative", "王", []),
        ("relative", "赵主任", []),
        ("friend", "王主任", []),
    ],
)
def test_a_declared_name_in_the_report_is_found(
    at_desk: CaseWorker,
    leader: CaseWorker,
    worker: Worker,
    receive: Receive,
    kind: str,
    names: str,
    found: list[str],
) -> None:
    declare(leader, worker, {"kind": kind, "names": names, "words": ""})
    said = matches(at_desk, worker, receive("骨科王主任收红包"))
    assert said == [{"member": "leader", "kind": kind, "name": name} for name in found]


def test_only_keyholders_and_oneself_read_a_declaration(
    at_desk: CaseWorker, colleague: CaseWorker, worker: Worker
) -> None:
    declare(at_desk, worker, RELATIVE)
    colleague.sit_down(worker)
    told = colleague.get("declarations.json").json
    assert told == {"own": None, "declarations": []}
    row = at_desk.get("declarations.json").json["own"]
    with pytest.raises(RefusedError, match="NoMatch"):
        worker.ask("openOwnDeclaration", sealed=row, today=at_desk.now["today"])
    at_desk.sit_down(worker)
    own = worker.ask("openOwnDeclaration", sealed=row, today=at_desk.now["today"])
    assert own == {"entries": [RELATIVE], "outdated": False}


def test_a_declaration_that_its_member_did_not_sign_excludes_nobody(
    at_desk: CaseWorker, worker: Worker, receive: Receive, hospital: Hospital
) -> None:
    keeper = keys.signing_half("member", keys.new_secret())
    body: dict[str, Any] = {
        "type": "qingfeng/declaration",
        "site": hospital.site.hex(),
        "office": "hospital",
        "name": "leader",
        "entries": [RELATIVE],
        "readers": [],
    }
    signed = statements.sign("declaration", body, keeper)
    registrar = keys.reading_half("member", hospital.registrar.secret).recipient
    sealed = age.seal(pad(json.dumps(signed).encode()), [registrar])
    at_desk.sit_down(worker)
    at_desk.open(worker, receive("骨科王主任收红包"))
    rows = [{"member": "leader", "sealed": b64encode(sealed).decode()}]
    found = worker.ask("matchDeclarations", rows=rows, today=at_desk.now["today"])
    assert found == []


def test_a_declaration_is_sealed_anew_once_the_keyholders_change(
    at_desk: CaseWorker, worker: Worker, hospital: Hospital
) -> None:
    declare(at_desk, worker, RELATIVE)
    own = at_desk.get("declarations.json").json["own"]
    leader = keys.signing_half("member", hospital.setup.leader.secret)
    roster = {k: v for k, v in at_desk.session["roster"].items() if k != "signature"}
    left = [
        entry | ({"left_on": entry["joined_on"]} if entry["name"] == "colleague" else {})
        for entry in roster["members"]
    ]
    changed = roster | {"version": roster["version"] + 1, "members": left}
    at_desk.session["roster"] = statements.sign("roster", changed, leader)
    worker.ask("refresh", **at_desk.told)
    said = worker.ask("openOwnDeclaration", sealed=own, today=at_desk.now["today"])
    assert said["outdated"]


def test_what_was_declared_with_keys_of_before_still_excludes(
    at_desk: CaseWorker, worker: Worker, colleague: CaseWorker, receive: Receive, hospital: Hospital
) -> None:
    declare(colleague, worker, RELATIVE)
    report = receive("骨科王主任收红包")
    at_desk.sit_down(worker)
    roster = {k: v for k, v in at_desk.session["roster"].items() if k != "signature"}
    new = keys.new_secret()
    anew = {
        "recipient": str(keys.reading_half("member", new).recipient),
        "verify_key": keys.verify_key(keys.signing_half("member", new)).hex(),
    }
    members = []
    for entry in roster["members"]:
        if entry["name"] == "investigator":
            members += [entry | {"left_on": entry["joined_on"]}, entry | anew]
        else:
            members.append(entry)
    changed = roster | {"version": roster["version"] + 1, "members": members}
    leader = keys.signing_half("member", hospital.setup.leader.secret)
    at_desk.session["roster"] = statements.sign("roster", changed, leader)
    (match,) = matches(at_desk, worker, report)
    assert (match["member"], match["name"]) == ("investigator", "王主任")


def test_what_is_not_sealed_is_not_kept(at_desk: CaseWorker, worker: Worker) -> None:
    at_desk.sit_down(worker)
    form = {"sealed": b64encode(b"open words").decode()}
    answer = at_desk.request("PUT", "declarations", json=form)
    assert (answer.status_code, answer.json["error"]) == (400, "not_sealed")
