"""A server that forges, swaps or withholds letters is caught by the browser that reads them."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.inspector import Inspector
from tests.journeys.office import Answer, Keys
from tests.journeys.post import prepare
from tests.journeys.reporter import PhoneReporter
from tests.journeys.server import Server
from tests.journeys.tamper import tamper
from tests.journeys.watch import Watch
from tests.reporter import Reporter

NOT_PROVED = "有一条回复证明不了是单位写的，没有显示。请打海报上印的电话说明情况"
OTHER_OFFICE = "单位的核对码和原来的不一样，可能有人换了网页。请不要在这里写，打海报上印的电话"


@pytest.fixture(scope="module")
def hospital(server: Server) -> Keys:
    return Keys.of(server)


@pytest.fixture
def reporter(server: Server) -> Reporter:
    """Somebody who has sent a report."""
    reporter = Reporter(server.get("/o/demo/office.json"), server.get("/challenge"))
    status, _answer = prepare("/reports", reporter.report(title_of(reporter))).send(server)
    assert status == 201
    return reporter


def title_of(reporter: Reporter) -> str:
    """The words, and so the title, of the report that this reporter has sent."""
    return f"调换 {reporter.mailbox_id.hex()[:8]}"


def read(phone: BrowserContext, server: Server, reporter: Reporter, answers: list[Answer]) -> Page:
    """The open mailbox, while the server gives out these answers."""
    page = PhoneReporter(phone, server)
    documents = [answer.document for answer in answers]
    tamper(page.page, "/mailbox", lambda box: {**box, "answers": documents})
    page.read_box(reporter.code)
    return page.page


def shown(page: Page) -> list[str]:
    """The answers on the screen."""
    return page.locator("#letters .letter").all_text_contents()


def test_a_forged_answer_is_not_shown(
    phone: BrowserContext, server: Server, reporter: Reporter
) -> None:
    page = read(phone, server, reporter, [Keys.new().answer(reporter, "请报上姓名")])
    assert shown(page) == []
    expect(page.locator("#distrust")).to_contain_text(NOT_PROVED)
    expect(page.locator("#distrust")).to_contain_text("010-5550-0123")
    assert "请报上姓名" not in page.content()


def test_an_answer_to_somebody_else_is_not_shown(
    phone: BrowserContext, server: Server, reporter: Reporter, hospital: Keys
) -> None:
    answer = hospital.answer(reporter, "已结案", mailbox_id="ab" * 32)
    page = read(phone, server, reporter, [answer])
    expect(page.locator("#distrust")).to_contain_text(NOT_PROVED)
    assert shown(page) == []


def test_a_withheld_answer_is_noticed(
    phone: BrowserContext, server: Server, reporter: Reporter, hospital: Keys
) -> None:
    first = hospital.answer(reporter, "已受理")
    second = hospital.answer(reporter, "不要再来", seq=2, previous=first.digest)
    page = read(phone, server, reporter, [second])
    expect(page.locator("#distrust")).to_contain_text(NOT_PROVED)
    assert shown(page) == []


def test_an_answer_put_in_another_ones_place_is_not_shown(
    phone: BrowserContext, server: Server, reporter: Reporter, hospital: Keys
) -> None:
    first = hospital.answer(reporter, "已受理")
    draft = hospital.answer(reporter, "没有发出的稿子")
    second = hospital.answer(reporter, "已结案", seq=2, previous=first.digest)
    page = read(phone, server, reporter, [draft, second])
    expect(page.locator("#distrust")).to_contain_text(NOT_PROVED)
    assert "已结案" not in shown(page)


def test_answers_in_any_order_are_shown_with_the_newest_first(
    phone: BrowserContext, server: Server, reporter: Reporter, hospital: Keys
) -> None:
    first = hospital.answer(reporter, "已受理")
    second = hospital.answer(reporter, "已结案", seq=2, previous=first.digest)
    page = read(phone, server, reporter, [second, first])
    assert shown(page) == ["已结案", "已受理"]
    expect(page.locator("#distrust")).to_be_hidden()


def test_an_impostors_mailbox_takes_no_message(
    phone: BrowserContext, server: Server, reporter: Reporter, hospital: Keys, watch: Watch
) -> None:
    page = PhoneReporter(phone, server)
    answers = [hospital.answer(reporter, "已受理").document]
    tamper(page.page, "/mailbox", lambda box: {**box, "answers": answers})
    tamper(page.page, "/o/demo/office.json", Keys.new().posing_as)
    page.read_box(reporter.code)
    expect(page.page.locator("#distrust")).to_contain_text(OTHER_OFFICE)
    expect(page.page.locator("#to-write")).to_be_hidden()
    expect(page.page.locator("textarea:visible")).to_have_count(0)
    assert watch.posts("/mailbox/messages") == []


def test_a_mailbox_swapped_under_a_report_gets_no_answer(
    desk: BrowserContext, server: Server, reporter: Reporter, watch: Watch
) -> None:
    inspector = Inspector(desk, server)
    inspector.sign_in()
    row = inspector.row(title_of(reporter))
    address = str(row.locator("a").get_attribute("href"))

    def swapped(document: dict[str, object]) -> dict[str, object]:
        report = {**document["report"], "mailbox_id": "ab" * 32}
        return {**document, "report": report}

    tamper(inspector.page, f"{address}.json", swapped)
    row.locator("a").click()
    inspector.see_report()
    notice = inspector.page.locator("[data-closed=swapped]")
    expect(notice).to_contain_text("不要答复这一件")
    expect(notice).to_contain_text("打电话告诉上级单位和系统管理员")
    expect(inspector.page.locator("textarea:visible")).to_have_count(0)
    assert watch.posts("/answers") == []


def test_a_row_swapped_in_the_list_is_marked(
    desk: BrowserContext, server: Server, reporter: Reporter
) -> None:
    inspector = Inspector(desk, server)

    def swapped(document: dict[str, object]) -> dict[str, object]:
        rows = [{**row, "mailbox_id": "ab" * 32} for row in document["reports"]]
        return {**document, "reports": rows}

    tamper(inspector.page, "/casework/reports.json?page=1", swapped)
    inspector.sign_in()
    inspector.see_titles()
    expect(inspector.page.locator("#reports li").first).to_contain_text("对不上，点开看怎么办")


def test_a_forged_message_of_the_reporter_is_not_shown(
    desk: BrowserContext, server: Server, reporter: Reporter
) -> None:
    forger = Reporter(reporter.document, reporter.challenge)
    forger.token, forger.mailbox_id = reporter.token, reporter.mailbox_id
    message = prepare("/mailbox/messages", forger.message("我撤回，是我编的"))
    assert message.send(server)[0] == 201
    inspector = Inspector(desk, server)
    inspector.sign_in()
    inspector.open(title_of(reporter))
    notice = inspector.page.locator("[data-notice=messages_forged]")
    expect(notice).to_contain_text("有一条补充证明不了是举报人写的，没有显示")
    assert inspector.letters() == []
    assert "是我编的" not in inspector.page.content()
