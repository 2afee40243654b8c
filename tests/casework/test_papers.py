"""Papers that leave a case are acts; which paper and as what, and no word of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.audit.models import AuditEntry
from casework.papers.codes import PAPERS
from tests.casework.cases import CaseWorker
from tests.casework.conftest import Receive
from tests.casework.inspector import Worker

DOCUMENT = Path(__file__).parent.parent.parent / "docs/papers.md"
SCRIPT = Path(__file__).parent.parent.parent / "static/js/casework/audit-facts.js"


@pytest.fixture
def case(at_desk: CaseWorker, worker: Worker, receive: Receive) -> str:
    return at_desk.registered(worker, receive("SENTINEL"), "registrar", "leader")


def papers_taken(session: Session, case: str) -> list[tuple[str, dict[str, object]]]:
    session.rollback()
    mine = select(AuditEntry).where(AuditEntry.subject == case, AuditEntry.act == "case_paper")
    return [(row.member, row.facts) for row in session.scalars(mine.order_by(AuditEntry.seq))]


def test_a_paper_that_leaves_a_case_is_an_act(
    at_desk: CaseWorker, case: str, session: Session
) -> None:
    for form in ("print", "docx", "xlsx"):
        taken = at_desk.post(f"cases/{case}/papers", json={"paper": "transfer", "form": form})
        assert taken.status_code == 201
    assert papers_taken(session, case) == [
        ("registrar", {"paper": "transfer", "form": form}) for form in ("print", "docx", "xlsx")
    ]


@pytest.mark.parametrize(
    "form",
    [
        {"paper": "李某", "form": "print"},
        {"paper": "transfer 李某", "form": "print"},
        {"paper": "transfer", "form": "fax"},
        {"paper": "transfer"},
    ],
)
def test_words_are_no_code(
    at_desk: CaseWorker, case: str, session: Session, form: dict[str, str]
) -> None:
    assert at_desk.post(f"cases/{case}/papers", json=form).status_code == 400
    assert papers_taken(session, case) == []


def test_opening_the_page_of_blank_papers_is_none(
    at_desk: CaseWorker, case: str, session: Session
) -> None:
    page = at_desk.get("papers", headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert papers_taken(session, case) == []


def test_every_paper_has_its_name_for_the_auditor() -> None:
    declared = re.findall(r"^## `([a-z-]+)` (.+)$", DOCUMENT.read_text(), re.M)
    assert {code: str(name) for code, name in PAPERS.items()} == dict(declared)
    listed = re.search(r"paper: \[(.+?)\]", SCRIPT.read_text(), re.S)
    assert listed
    assert re.findall(r"'([a-z-]+)'", listed[1]) == list(PAPERS)
