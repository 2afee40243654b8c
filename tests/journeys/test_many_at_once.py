"""A hundred clients post at the same moment: every one is accepted, each report stored once."""

from __future__ import annotations

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.journeys.post import Prepared, prepare
from tests.journeys.server import Server, serving
from tests.reporter import Reporter

CLIENTS = 100


def all_at_once(server: Server, requests: list[Prepared]) -> list[int]:
    """Send every request from a client of its own at the same moment; the statuses."""
    gate = threading.Barrier(len(requests))

    def send(request: Prepared) -> int:
        gate.wait()
        return request.send(server)[0]

    with ThreadPoolExecutor(len(requests)) as clients:
        return list(clients.map(send, requests))


def test_a_hundred_reports_at_once_are_all_accepted_and_stored_once(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        post_a_hundred(server)


def post_a_hundred(server: Server) -> None:
    document, challenge = server.get("/o/demo/office.json"), server.get("/challenge")
    reporters = [Reporter(document, challenge) for _ in range(CLIENTS)]
    forms = [reporter.report(f"第 {n} 个人写的") for n, reporter in enumerate(reporters)]
    sent = {uuid.UUID(form["id"]).hex for form in forms}
    requests = [prepare("/reports", form) for form in forms]

    assert all_at_once(server, requests) == [201] * CLIENTS
    # Some phones did not hear the answer and send the same once more.
    assert all_at_once(server, requests[::4]) == [201] * len(requests[::4])

    stored = [id for (id,) in server.rows("select id from reports")]
    assert sorted(stored) == sorted(sent)
    mailboxes = [id for (id,) in server.rows("select id from mailboxes")]
    assert sorted(mailboxes) == sorted(reporter.mailbox_id for reporter in reporters)
    words = [report["answers"][0]["text"] for report in server.reports()]
    assert sorted(words) == sorted(f"第 {n} 个人写的" for n in range(CLIENTS))
