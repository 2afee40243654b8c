"""A whole day in two offices of one database: neither meets a row of the other.

Both areas run apart, on PostgreSQL each in its own role; every statement they send is read.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

import casework
import portal
from crypto import age
from crypto.padding import pad
from portal.config import Config
from tests.casework.conftest import browser
from tests.casework.inspector import Inspector
from tests.conftest import Hospital, under_its_role
from tests.isolation.recorder import watched
from tests.reporter import Reporter
from tests.uploader import Uploader, ids_field, sealed_file


@pytest.fixture
def areas(settings: Config) -> Iterator[tuple[Flask, Flask]]:
    """The public area and the office's, as two processes would run them."""
    public = portal.create_app(under_its_role(settings, "portal"))
    inner = casework.create_app(under_its_role(settings, "casework"))
    with ExitStack() as stack:
        for app in (public, inner):
            engine = app.extensions["qingfeng.engine"]
            stack.callback(engine.dispose)
            stack.enter_context(watched(engine))
        yield public, inner


class Day:
    """One office's day: somebody writes to it with a file, and is answered."""

    def __init__(self, areas: tuple[Flask, Flask], hospital: Hospital) -> None:
        self.client: FlaskClient = areas[0].test_client()
        slug, self.challenge = hospital.office.slug, self.client.get("/challenge").json
        document = self.client.get(f"/o/{slug}/office.json").json
        self.reporter = Reporter(document, self.challenge)
        self.registrar = Inspector(browser(areas[1]), hospital)

    def report(self) -> None:
        office = self.reporter.document["office"]
        upload = Uploader(self.client, self.challenge, sealed_file(5000), office)
        self.attachment = upload.send()
        form = self.reporter.report() | {"attachments": ids_field(self.attachment)}
        assert self.client.post("/reports", data=form).status_code == 201

    def answer(self) -> None:
        assert self.registrar.sign_in().status_code == 200
        (row,) = self.registrar.get("reports.json").json["reports"]
        self.id = row["id"]
        opened = self.registrar.get(f"reports/{self.id}.json").json
        assert [one["id"] for one in opened["report"]["attachments"]] == [str(self.attachment)]
        both = [self.reporter.identity.recipient, age.Identity.generate().recipient]
        sealed = b64encode(age.seal(pad(b"{}"), both)).decode()
        form = {"id": self.id, "seq": "1", "sealed": sealed, "attachments": ""}
        assert self.registrar.post(f"reports/{self.id}/answers", json=form).status_code == 201
        self.answered = b64decode(sealed)

    def look(self) -> dict[str, Any]:
        form = self.reporter.look_up()
        return self.client.post("/mailbox", data=form, content_type="multipart/form-data").json

    def part(self, of: Day) -> int:
        path = f"reports/{of.id}/attachments/{of.attachment}/parts/0"
        return self.registrar.get(path).status_code


def test_a_whole_day_in_two_offices(
    areas: tuple[Flask, Flask], hospital: Hospital, stranger: Hospital
) -> None:
    days = [Day(areas, office) for office in (hospital, stranger)]
    for day in days:
        day.report()
    for day in days:
        day.answer()
    for day, other in (days, days[::-1]):
        told = day.look()
        assert told["office"] == day.reporter.document["office"]
        assert [b64decode(one["sealed"]) for one in told["answers"]] == [day.answered]
        assert (day.part(day), day.part(other)) == (200, 404)
        assert day.registrar.get(f"reports/{other.id}.json").status_code == 404
    gone, stays = days
    form = gone.reporter.message("", type="deletion")
    assert gone.client.delete("/mailbox", data=form).status_code == 200
    assert gone.look()["error"] == "mailbox_unknown"
    assert len(stays.look()["answers"]) == 1
