"""A nurse reports the head of the discipline office: only the authority can see it."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.journeys.conftest import DESK, OpenContext, title_of
from tests.journeys.inspector import Inspector
from tests.journeys.reporter import PhoneReporter, Report
from tests.journeys.server import Server
from tests.reporter import Reporter

WORDS = {
    "": "纪检室李主任替供应商说话，开会前收了两条烟。",
    "/en": "The head of the discipline office speaks for a supplier and took cigarettes.",
}


@pytest.mark.parametrize("prefix", ["", "/en"], ids=["zh", "en"])
def test_a_report_about_the_discipline_office_is_for_the_authority_alone(
    phone: BrowserContext, opened: OpenContext, server: Server, writer: Reporter, prefix: str
) -> None:
    title = f"纪检室李主任{prefix}"
    reporter = PhoneReporter(phone, server, prefix)
    report = Report(who=title, posts=("discipline",), words=WORDS[prefix], benefits=("gift",))
    reporter.begin()
    reporter.answer(report)
    code = reporter.write_down_the_code()
    authority = server.get("/o/authority/office.json")
    name = authority["name_en" if prefix else "name"]
    reporter.step("check")
    expect(reporter.page.locator("#to-name")).to_have_text(name)
    expect(reporter.page.locator("#to-fingerprint")).to_have_text(authority["fingerprint"])
    reporter.send()
    expect(reporter.page.locator("#delivered")).to_contain_text(name)

    hospital = Inspector(opened(DESK), server)
    hospital.sign_in()
    expect(hospital.row(title_of(writer))).to_be_visible()
    assert hospital.page.locator("#reports li").filter(has_text=title).count() == 0
    assert [one for one in server.reports() if title in str(one)] == []

    inspector = Inspector(opened(DESK), server, office="authority")
    inspector.sign_in()
    inspector.open(title)
    words = inspector.words()
    assert words["In your own words" if prefix else "用您自己的话说"] == WORDS[prefix]
    assert words["Who was it?" if prefix else "是谁？"] == title
    expect(inspector.page.locator("#facts")).to_contain_text("示范医院纪检监察室")
    inspector.answer("已收到，由我们直接核实。")
    reporter.read_box(code)
    expect(reporter.page.locator("#office")).to_contain_text(name)
    expect(reporter.page.locator("#letters .letter")).to_contain_text("已收到，由我们直接核实。")
