"""An office that is not published answers as one that does not exist, wherever it is named."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from portal.attachments.models import Attachment
from portal.offices.models import Office
from portal.reports.models import Report
from tests.portal.test_mailbox import ask
from tests.reporter import Reporter
from tests.uploader import Uploader, sealed_file

ABSENT, HIDDEN = "nowhere1", "stranger"
"""Names of one length: whatever differs in the answers is not the name."""


@pytest.fixture
def withdrawn(session: Session, client: FlaskClient) -> Reporter:
    """Somebody who has the keys of the other office, which is then not published any more."""
    reporter = Reporter(client.get(f"/o/{HIDDEN}/office.json").json, client.get("/challenge").json)
    session.execute(update(Office).where(Office.slug == HIDDEN).values(published=False))
    session.commit()
    return reporter


def told(answer: TestResponse) -> tuple[int, list[tuple[str, str]], bytes]:
    """All that a browser is told, without the name it has asked for."""
    body = re.sub(rf"{ABSENT}|{HIDDEN}".encode(), b"", answer.data)
    return answer.status_code, sorted(answer.headers.items()), body


def test_every_route_that_names_an_office(
    app: Flask, client: FlaskClient, withdrawn: Reporter
) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if "<slug>" in rule.rule]
    assert len(rules) >= 10
    for rule in rules:
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            for prefix in ("", "/en", "/elder"):
                answers = [
                    client.open(prefix + rule.rule.replace("<slug>", slug), method=method)
                    for slug in (ABSENT, HIDDEN)
                ]
                assert answers[0].status_code == 404, rule
                assert told(answers[0]) == told(answers[1]), rule


def test_no_report_goes_there(client: FlaskClient, withdrawn: Reporter, session: Session) -> None:
    answers = []
    for slug in (ABSENT, HIDDEN):
        form = withdrawn.report() | {"office": slug.ljust(40)}
        answers.append(client.post("/reports", data=form))
    assert answers[0].status_code == 404
    assert told(answers[0]) == told(answers[1])
    assert session.scalar(select(func.count()).select_from(Report)) == 0


def test_no_upload_goes_there(client: FlaskClient, withdrawn: Reporter, session: Session) -> None:
    challenge: dict[str, Any] = client.get("/challenge").json
    answers = [
        Uploader(client, challenge, sealed_file(50), office=slug).begin()
        for slug in (ABSENT, HIDDEN)
    ]
    assert answers[0].status_code == 404
    assert told(answers[0]) == told(answers[1])
    assert session.scalar(select(func.count()).select_from(Attachment)) == 0


def test_no_list_and_no_page_names_it(client: FlaskClient, withdrawn: Reporter) -> None:
    for path in ("/", "/site.json", "/o/hospital/", "/o/hospital/offices", "/mailbox"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert HIDDEN not in answer.text, path


def test_who_wrote_to_it_reads_on(client: FlaskClient, session: Session) -> None:
    reporter = Reporter(client.get(f"/o/{HIDDEN}/office.json").json, client.get("/challenge").json)
    assert client.post("/reports", data=reporter.report()).status_code == 201
    shown = ask(client, reporter.look_up()).json
    assert not {"facts", "earlier"} & set(shown)
    session.execute(update(Office).where(Office.slug == HIDDEN).values(published=False))
    session.commit()
    withdrawn = ask(client, reporter.look_up()).json
    assert withdrawn["facts"]["statement"] == reporter.document["statement"]
    assert withdrawn["earlier"] == []
    assert client.post("/mailbox/messages", data=reporter.message("补充")).status_code == 201
