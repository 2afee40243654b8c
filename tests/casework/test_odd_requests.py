"""What no browser of ours would send, and what no database of ours should answer, ends calmly."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.schema import DropTable

from casework.audit.models import AuditEntry
from casework.keyring.recovery import MOST_PAGES
from casework.members.models import SignedInSession
from portal.errors import quiet_logging
from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive
from tests.casework.inspector import Inspector

HTML = {"Accept": "text/html"}
ELSEWHERE = ["/\t/evil.example", "/\\evil.example", "/\r\nX:y", "/evil.example"]


@pytest.mark.parametrize("body", ["[" * 100_000, '{"a":' * 20_000, b"\xff\xd8"])
def test_a_body_that_is_no_form_is_refused(registrar: Inspector, body: Any) -> None:
    answer = registrar.post("session", data=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json["error"]) == (400, "form_invalid")


@pytest.mark.parametrize("name", ["登记", "Registrar", "a b", "", "a" * 41])
def test_a_name_that_nobody_can_have_is_refused(registrar: Inspector, name: str) -> None:
    form = {"office": "hospital", "name": name, "proof": "0" * 64}
    answer = registrar.post("session", json=form)
    assert (answer.status_code, answer.json["fields"]) == (400, ["name"])


def test_half_a_character_is_refused_wherever_it_stands(registrar: Inspector) -> None:
    form = {"office": "hospital", "name": "registrar", "proof": "0" * 64, "more": [{"x": "\ud800"}]}
    answer = registrar.post("session", json=form)
    assert (answer.status_code, answer.json["error"]) == (400, "form_invalid")


@pytest.mark.parametrize("path", ["drafts/a%00", "cases/handover.json?from=%00&to=x", "%00"])
def test_a_nul_in_an_address_is_not_found(registrar: Inspector, path: str) -> None:
    registrar.sign_in()
    assert registrar.get(path).status_code == 404


@pytest.mark.parametrize("origin", ["http://[x", "https://", "https://localhost]", "\x7f"])
def test_an_origin_that_is_no_address_is_not_ours(registrar: Inspector, origin: str) -> None:
    answer = registrar.post("session", json={}, headers={"Origin": origin})
    assert (answer.status_code, answer.json["error"]) == (403, "not_from_here")


@pytest.mark.parametrize("page", ["9" * 23, "9" * 5000, "2", "0", "-1", "x", ""])
def test_a_page_that_does_not_exist_is_the_nearest_one(
    registrar: Inspector, receive: Receive, page: str
) -> None:
    id = receive(body=b"sealed")
    registrar.sign_in()
    answer = registrar.get(f"reports.json?page={page}")
    assert [row["id"] for row in answer.json["reports"]] == [str(id)]


@pytest.mark.parametrize(("page", "number"), [("9" * 23, str(MOST_PAGES)), ("-1", "1"), ("x", "1")])
def test_a_page_of_sealed_copies_that_nobody_has_is_a_number_in_the_chain(
    leader: CaseWorker, session: Session, page: str, number: str
) -> None:
    leader.sign_in()
    assert leader.get(f"keyring/recovery.json?page={page}").status_code == 200
    entries = select(AuditEntry.subject).where(AuditEntry.act == "recovery_fetched")
    assert session.scalars(entries).all() == [number]


@pytest.mark.parametrize("path", ELSEWHERE)
def test_a_chosen_language_leads_nowhere_else(registrar: Inspector, path: str) -> None:
    registrar.sign_in()
    odd = {"headers": HTML, "environ_overrides": {"PATH_INFO": path}}
    answer = registrar.client.get("/", query_string={"language": "en"}, **odd)
    assert (answer.status_code, answer.location) == (303, "/casework/")
    assert "evil.example" not in registrar.client.get("/", **odd).text


def test_a_chosen_language_keeps_the_page(registrar: Inspector, receive: Receive) -> None:
    path = f"reports/{receive(body=b'sealed')}"
    registrar.sign_in()
    assert registrar.get(f"{path}?language=en", headers=HTML).location == f"/casework/{path}"
    assert f'href="/casework/{path}?language=zh-Hans"' in registrar.get(path, headers=HTML).text


@pytest.mark.parametrize("headers", [HTML, {"Accept": "application/json"}])
def test_a_database_that_fails_is_said_calmly_and_nothing_of_the_request_is_written(
    app: Flask,
    registrar: Inspector,
    session: Session,
    capfd: pytest.CaptureFixture[str],
    headers: dict[str, str],
) -> None:
    registrar.sign_in()
    session.execute(DropTable(SignedInSession.__table__))  # type: ignore[arg-type]
    session.commit()
    quiet_logging()
    id = str(uuid.uuid4())
    answer = registrar.get(f"reports/{id}", headers=headers)
    assert answer.status_code == 500
    assert registrar.post("session/lock", headers=headers).status_code == 500
    written = capfd.readouterr()
    lines = (written.out + written.err).splitlines()
    assert lines
    assert [line for line in lines if not line.startswith("qingfeng: ")] == []
    assert id not in written.err
