"""The reading of statements notices what it is there for."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import and_, create_engine, delete, exists, or_, select, text, update
from sqlalchemy.orm import aliased

from casework.cases.models import Case, CaseGrant
from portal.attachments.models import NOT_CLAIMED, Attachment
from portal.mailboxes.models import Mailbox, Message
from portal.offices.models import Office
from portal.reports.models import FILES_TAKEN, Report
from tests.isolation.recorder import unbound_tables

OFFICE, OTHER = uuid.uuid4(), uuid.uuid4()
OURS = Report.office_id == OFFICE
GRANTED = and_(CaseGrant.office_id == Case.office_id, CaseGrant.case_id == Case.id)
LETTERS = select(Message.mailbox_id)
OUR_LETTERS = LETTERS.where(Message.office_id == OFFICE)
AGAIN = aliased(Report)


def unbound(statement: Any) -> set[str]:
    """What is found in a statement while one office acts."""
    app = Flask(__name__)
    with app.app_context() as context:
        context.g.scope = {"office": str(OFFICE)}
        compiled = statement.compile(create_engine("sqlite://"))
        return unbound_tables(compiled, [compiled.params])


@pytest.mark.parametrize(
    "statement",
    [
        select(Report).where(OURS),
        select(Report).where(OURS, Report.id == OTHER),
        select(Report).join(Office, Office.id == Report.office_id).where(Office.slug == "a"),
        select(Case).join(CaseGrant, GRANTED).where(Case.office_id == OFFICE),
        select(Report).where(OURS, Report.mailbox_id.in_(OUR_LETTERS)),
        select(Report).where(OURS, ~exists().where(Case.office_id == Report.office_id)),
        update(Report).where(OURS).values(body=b""),
        delete(Report).where(OURS),
        select(Mailbox).where(Mailbox.id == b"1"),
        select(Attachment).where(NOT_CLAIMED),
        select(FILES_TAKEN.deliver_on).where(FILES_TAKEN.office_id == OFFICE),
        select(Office),
    ],
    ids=str,
)
def test_a_statement_that_names_its_office_passes(statement: Any) -> None:
    assert unbound(statement) == set()


@pytest.mark.parametrize(
    ("statement", "tables"),
    [
        (select(Report), ("reports",)),
        (select(Report.id).where(Report.id == OTHER), ("reports",)),
        (select(Report).where(Report.office_id == OTHER), ("reports",)),
        (select(Report).where(or_(OURS, Report.id == OTHER)), ("reports",)),
        (select(Report).where(~OURS), ("reports",)),
        (select(Report, Message).where(OURS), ("messages",)),
        (select(Report, AGAIN).where(OURS), ("reports",)),
        (select(Case).join(CaseGrant, GRANTED), ("cases", "case_grants")),
        (select(Case).join(CaseGrant, CaseGrant.case_id == Case.id).where(Case.office_id == OFFICE),
         ("case_grants",)),
        (select(Report).where(OURS, Report.mailbox_id.in_(LETTERS)), ("messages",)),
        (select(Report).where(exists().where(Case.office_id == Report.office_id,
                                             Case.office_id == OFFICE)), ("reports",)),
        (update(Report).values(body=b""), ("reports",)),
        (delete(Report).where(Report.id == OTHER), ("reports",)),
        (select(FILES_TAKEN.deliver_on), ("files_taken",)),
        (select(Attachment).where(text("1 = 1")), ("attachments",)),
    ],
    ids=str,
)  # fmt: skip
def test_a_statement_that_does_not_is_found(statement: Any, tables: tuple[str, ...]) -> None:
    assert unbound(statement) >= set(tables)
