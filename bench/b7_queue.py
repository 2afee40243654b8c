"""B7: the queue of an office with 10,000 cases and 2,000 new reports.

The rows are written into the database beside the running server. Reports on the first pages are
sealed as a browser seals them; the others, and the cases, are random bytes of the same sizes, which
cost the server the same.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import statistics
import time
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from playwright.sync_api import Page, Route, expect, sync_playwright
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bench.figure import Figure
from bench.server import Server, serving
from casework.cases.models import Case, CaseGrant
from casework.members.models import Member
from crypto import passwords
from portal.database import make_engine
from portal.days import now, today
from portal.offices.models import Office
from portal.offices.service import the_site
from portal.reports.models import Report
from tests.reporter import Reporter

CASES, NEW, A_DAY = 10_000, 2_000, 20
TITLES = 50
READABLE = 60
RUNS = 200
QUERIES = ("page=1", "page=50", "page=100", "page=1&sort=due", "page=1&channel=phone")
WORDS = "手术前一天，主任在走廊里说要意思意思，后来在办公室收下了两千元。"
TIMES = """() => {
  window.times = {};
  new MutationObserver(() => {
    const rows = [...document.querySelectorAll('#reports b')];
    if (rows.length === 0) return;
    times.shown ??= performance.now();
    const done = rows.every((row) => !/解密中|Opening/.test(row.textContent));
    if (done) times.opened ??= performance.now();
  }).observe(document, { subtree: true, childList: true, characterData: true });
}"""


def fill(server: Server) -> None:
    """Write an office's cases and new reports into its database."""
    office, challenge = server.get("/o/demo/office.json"), server.get("/challenge")
    reporter = Reporter(office, challenge)
    with Session(make_engine(f"sqlite:///{server.data}/qingfeng.sqlite")) as session:
        own = session.scalars(select(Office).where(Office.slug == "demo")).one()
        member = session.scalars(
            select(Member).where(Member.office_id == own.id, Member.name == "registrar")
        ).one()
        reports = [_report(own, reporter, no) for no in range(CASES + NEW)]
        cases = [_case(report, member) for report in reports[NEW:]]
        grants = [_grant(case, member) for case in cases]
        for table, rows in ((Report, reports), (Case, cases), (CaseGrant, grants)):
            session.execute(insert(table), rows)
        session.commit()


def _report(office: Office, reporter: Reporter, no: int) -> dict[str, Any]:
    """The report before so many others, from the newest to the oldest."""
    id, day = uuid.uuid4(), today() - timedelta(days=no // A_DAY)
    sealed = reporter.seal(reporter.body(id, WORDS)) if no < READABLE else os.urandom(5755)
    return {
        "office_id": office.id,
        "id": id,
        "mailbox_id": reporter.mailbox_id if no < READABLE else None,
        "epoch": 1,
        "channel": "browser" if no < READABLE or no % 4 else "phone",
        "received_on": day,
        "deliver_on": day,
        "opened_on": None,
        "body": sealed if no < NEW else b"",
        "sha256": None if no < NEW else os.urandom(32),
    }


def _case(report: dict[str, Any], member: Member) -> dict[str, Any]:
    return {
        "office_id": member.office_id,
        "id": uuid.uuid4(),
        "report_id": report["id"],
        "version": 1,
        "sealed": os.urandom(9851),
        "recovery": os.urandom(1700),
        "rekey_due": False,
        "registered_at": now(),
        "registered_by": member.id,
        "stage": "assessment",
        "category": "",
        "way": "",
        "entries": 0,
    }


def _grant(case: dict[str, Any], member: Member) -> dict[str, Any]:
    return {
        "office_id": member.office_id,
        "case_id": case["id"],
        "member_id": member.id,
        "sealed": os.urandom(1700),
        "granted_at": now(),
        "granted_by": member.id,
    }


def passphrase(server: Server) -> str:
    """The demo registrar's."""
    known = json.loads((server.data / "demo" / "passphrases.json").read_text())
    return str(known["demo"]["registrar"])


def sign_in(server: Server) -> dict[str, str]:
    """Sign in as the registrar; gives what later requests bear."""
    with Session(make_engine(f"sqlite:///{server.data}/qingfeng.sqlite")) as session:
        site = the_site(session).site
    proof = passwords.derive(passphrase(server), site, "demo", "registrar").proof.hex()
    bearing = {"Host": f"localhost:{server.port}", "Accept": "application/json"}
    ours = {"Origin": f"http://localhost:{server.port}", "Content-Type": "application/json"}
    body = json.dumps({"office": "demo", "name": "registrar", "proof": proof})
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    connection.request("POST", "/casework/session", body, bearing | ours)
    answer = connection.getresponse()
    answer.read()
    return bearing | {"Cookie": str(answer.getheader("Set-Cookie")).partition(";")[0]}


def waits(server: Server, bearing: dict[str, str], *paths: str) -> list[float]:
    """Milliseconds that one page of a list takes, over many requests, one after the other."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port)
    times = []
    for no in range(RUNS):
        start = time.perf_counter()
        connection.request("GET", f"/casework/{paths[no % len(paths)]}", headers=bearing)
        answer = connection.getresponse()
        body = answer.read()
        times.append((time.perf_counter() - start) * 1000)
        assert answer.status == 200, body
    return times


def p95(times: list[float]) -> float:
    """The time that 95 of 100 keep."""
    return statistics.quantiles(times, n=20)[-1]


def decrypted(server: Server) -> float:
    """Seconds from the rows to the last of fifty titles, in a real browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page(locale="zh-CN")
        root = f"http://localhost:{server.port}/casework/"
        page.goto(f"{root}sign-in")
        page.locator("#office").fill("demo")
        page.locator("#name").fill("registrar")
        page.locator("#passphrase").fill(passphrase(server))
        page.locator("#ready button").click()
        page.wait_for_url(f"{root}today")
        page.route("**/reports.json*", lambda route: together(page, route))
        page.add_init_script(f"({TIMES})()")
        page.goto(root)
        expect(page.locator("#reports li")).to_have_count(TITLES)
        expect(page.locator("#reports b").filter(has_text="解密中")).to_have_count(0)
        assert page.locator("#reports .unread").count() == 0
        seconds = float(page.evaluate("times.opened - times.shown")) / 1000
        browser.close()
    return seconds


def together(page: Page, route: Route) -> None:
    """The first pages of the list as one."""
    root = route.request.url.partition("?")[0]
    pages = [page.request.get(f"{root}?page={no}").json() for no in (1, 2, 3)]
    rows = [row for one in pages for row in one["reports"]][:TITLES]
    route.fulfill(json=pages[0] | {"reports": rows})


def figures() -> Iterator[Figure]:
    """Fill an office, ask for pages of its queue, open fifty titles."""
    with serving() as server:
        fill(server)
        bearing = sign_in(server)
        # The first request gives every report its number.
        waits(server, bearing, "reports.json?page=1")
        pages = [f"reports.json?{query}" for query in QUERIES]
        queue = p95(waits(server, bearing, *pages))
        cases = p95(waits(server, bearing, "cases.json?page=1", "cases.json?page=200"))
        titles = decrypted(server)
    yield Figure("B7", "queue page, 2,000 new of 12,000 reports, p95", queue, "ms", "≤", 30)
    yield Figure("B7", "the same, list of 10,000 cases, p95", cases, "ms")
    yield Figure("B7", "50 titles of the queue decrypted in the browser", titles, "s", "≤", 1.0)
