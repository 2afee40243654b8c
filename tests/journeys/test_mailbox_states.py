"""Behind the code stands how the case is, with dates; what proves nothing changes nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from portal.days import today
from tests.journeys.office import Answer, Keys
from tests.journeys.post import prepare
from tests.journeys.reporter import PhoneReporter
from tests.journeys.server import Server
from tests.journeys.tamper import tamper
from tests.reporter import Reporter

BY_ANSWER = {
    "deciding": "正在看该由谁办",
    "accepted": "已受理，正在核实",
    "supplement": "请您补充",
    "held": "条件不够，先存着，2027年5月再看",
    "transferred": "已转给市医保局办",
    "not_ours": "不归这里管，请找市医保局",
    "concluded": "办完了，请看答复",
}


@pytest.fixture(scope="module")
def hospital(server: Server) -> Keys:
    return Keys.of(server)


@pytest.fixture
def reporter(server: Server) -> Reporter:
    """Somebody who has sent a report."""
    return written(server, "demo")


def written(server: Server, office: str) -> Reporter:
    """Somebody who has sent a report to an office."""
    reporter = Reporter(server.get(f"/o/{office}/office.json"), server.get("/challenge"))
    assert prepare("/reports", reporter.report()).send(server)[0] == 201
    return reporter


def day(days: int) -> str:
    """So many days from now."""
    return (today() + timedelta(days=days)).isoformat()


def state(id: str) -> dict[str, Any]:
    """What an answer says of the case."""
    return {"state": {"id": id, "month": "2027-05", "to": "市医保局"}}


def box(
    phone: BrowserContext,
    server: Server,
    reporter: Reporter,
    *answers: Answer,
    fragment: str = "",
    **changes: Any,
) -> Page:
    """The open mailbox, while the server gives out these answers and dates."""
    visit = PhoneReporter(phone, server)
    documents = {"answers": [answer.document for answer in answers]}
    tamper(visit.page, "/mailbox", lambda real: {**real, **documents, **changes})
    visit.read_box(reporter.code, fragment)
    return visit.page


@pytest.mark.parametrize("id", BY_ANSWER)
def test_the_newest_answer_says_how_the_case_stands(
    phone: BrowserContext, server: Server, reporter: Reporter, hospital: Keys, id: str
) -> None:
    page = box(phone, server, reporter, hospital.answer(reporter, "答复", **state(id)))
    expect(page.locator("#now")).to_have_text(BY_ANSWER[id])
    expect(page.locator("#dates li").last).to_contain_text(
        "告诉您是否受理" if id in ("deciding", "supplement") else BY_ANSWER[id]
    )


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({"deliver_on": day(14), "opened_on": None}, "约定"),
        ({"opened_on": None}, "已送到，还没打开"),
        ({"opened_on": day(0)}, "正在看该由谁办"),
    ],
)
def test_before_any_answer_the_dates_tell(
    phone: BrowserContext,
    server: Server,
    reporter: Reporter,
    dates: dict[str, Any],
    words: str,
) -> None:
    page = box(phone, server, reporter, accept_by=day(21), **dates)
    expect(page.locator("#now")).to_contain_text(words)
    expect(page.locator("#dates .due")).to_contain_text("告诉您是否受理")
    expect(page.locator("#next")).not_to_contain_text("过期了")


def test_what_is_overdue_is_said_with_whom_to_call(
    phone: BrowserContext, server: Server, reporter: Reporter, hospital: Keys
) -> None:
    page = box(phone, server, reporter, accept_by=day(-1))
    expect(page.locator("#next")).to_contain_text("过期了")
    calls = page.locator("#next a").evaluate_all("links => links.map((link) => link.href)")
    assert calls == ["tel:010-5550-0123", "tel:010-5550-0100"]
    page = box(
        phone,
        server,
        reporter,
        hospital.answer(reporter, "收到", **state("accepted")),
        accept_by=day(-1),
    )
    expect(page.locator("#next")).not_to_contain_text("过期了")


def test_a_state_that_proves_nothing_changes_nothing(
    phone: BrowserContext, server: Server, reporter: Reporter, hospital: Keys
) -> None:
    first = hospital.answer(reporter, "收到", **state("accepted"))
    # Signed by the office, but the answer before it is missing: a draft, or one held back.
    later = hospital.answer(reporter, "结了", seq=3, previous="ab" * 32, **state("concluded"))
    forged = Keys.new().answer(reporter, "结了", seq=2, previous=first.digest, **state("concluded"))
    page = box(phone, server, reporter, first, later, forged)
    expect(page.locator("#now")).to_have_text("已受理，正在核实")
    expect(page.locator("#dates")).not_to_contain_text("办完了")
    expect(page.locator("#distrust")).to_be_visible()


def test_the_authoritys_mailbox_opens_with_the_hospitals_poster(
    phone: BrowserContext, server: Server
) -> None:
    reporter = written(server, "authority")
    hospital = server.get("/o/demo/office.json")["fingerprint"]
    poster = f"#f={hospital}&a={reporter.document['fingerprint']}"
    page = box(phone, server, reporter, fragment=poster)
    expect(page.locator("#office")).to_have_text(reporter.document["name"])
    expect(page.locator("#distrust")).to_be_hidden()
    expect(page.locator("#fingerprint-line")).to_be_hidden()


@pytest.mark.parametrize("office", ["demo", "authority"])
def test_keys_that_are_on_no_poster_stop_the_mailbox(
    phone: BrowserContext, server: Server, office: str
) -> None:
    reporter = written(server, office)
    real = {slug: server.get(f"/o/{slug}/office.json") for slug in ("demo", "authority")}
    poster = f"#f={real['demo']['fingerprint']}&a={real['authority']['fingerprint']}"
    visit = PhoneReporter(phone, server)
    tamper(visit.page, f"/o/{office}/office.json", Keys.new().posing_as)
    visit.read_box(reporter.code, poster)
    expect(visit.page.locator("#distrust")).to_contain_text("可能有人换了网页")
    expect(visit.page.locator("#to-write")).to_be_hidden()
