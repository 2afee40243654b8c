"""States that the long walks do not come by: files in casework, no scripts, many offices."""

from __future__ import annotations

import json
import re
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Route, expect

from tests.files.photos import jpeg
from tests.journeys.inspector import Inspector
from tests.journeys.look import Look, Sheets
from tests.journeys.reporter import PhoneReporter
from tests.journeys.server import Server

BOTH = ("light", "dark")


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_a_hand_in_with_a_photo_in_casework(
    phone: BrowserContext,
    desk: BrowserContext,
    server: Server,
    sheets: Sheets,
    tmp_path: Path,
    language: str,
) -> None:
    photo, giver = tmp_path / "photo.jpg", f"姓齐的家属 {language}"
    photo.write_bytes(jpeg())
    PhoneReporter(phone, server).hand_in(giver=giver, path="past", name="钱医生", files=(photo,))
    inspector = Inspector(desk, server, language=language)
    look = Look(inspector.page, sheets, f"casework-files-{language}", BOTH)
    inspector.sign_in()
    inspector.open(giver)
    look.at("owning up, with a photo")
    inspector.page.locator(".files li button").first.click()
    expect(inspector.page.locator(".files img")).to_be_visible()
    look.at("the photo opened")
    inspector.answer("收到了", "accepted", photo)
    look.at("answered with a state and a file")
    assert look.found == []


@pytest.mark.parametrize("prefix", ["", "/en", "/elder"])
def test_pages_as_they_are_without_scripts(
    phone: BrowserContext, server: Server, sheets: Sheets, prefix: str
) -> None:
    """Axe needs scripts, so the page is shown with what stands for them, and without its own."""

    def without(route: Route) -> None:
        page = route.fetch()
        body = re.sub(r"<script\b.*?</script>", "", page.text(), flags=re.DOTALL)
        route.fulfill(response=page, body=re.sub(r"<(/?)noscript>", r"<\1div>", body))

    reporter = PhoneReporter(phone, server, prefix)
    look = Look(reporter.page, sheets, f"scriptless{prefix.replace('/', '-')}", BOTH)
    for path in ("/o/demo/report", "/o/demo/surrender", "/mailbox"):
        reporter.page.route(f"**{path}", without)
        reporter.open(path)
        expect(reporter.page.locator("body")).to_contain_text("JavaScript")
        look.at(f"{path} without scripts")
    assert look.found == []


@pytest.mark.parametrize("prefix", ["", "/en", "/elder", "/en/elder"])
def test_links_lead_to_an_office_among_many(
    phone: BrowserContext, server: Server, sheets: Sheets, prefix: str
) -> None:
    more_offices(server, 60)
    reporter = PhoneReporter(phone, server, prefix)
    page = reporter.open("/")
    look = Look(page, sheets, f"many-offices{prefix.replace('/', '-')}", BOTH)
    look.at("the top")
    page.locator("a.door[href$='/o/authority/offices']").click()
    look.at("below an authority")
    page.locator("a[href$='page=2']").click()
    expect(page.locator("a.door[href$='/o/town-9/']")).to_be_visible()
    look.at("the second page")
    page.goto(reporter.root + "/mailbox")
    look.at("the mailbox")
    assert look.found == []


def more_offices(server: Server, count: int) -> None:
    """Offices beside the demo's, as far as a list shows them."""
    with closing(sqlite3.connect(server.database)) as database, database:
        row = database.execute("select * from offices where slug = 'demo'")
        columns = [column[0] for column in row.description]
        demo = dict(zip(columns, row.fetchone(), strict=True))
        for number in range(count):
            texts = json.loads(demo["texts"])
            texts["zh-Hans"]["name"] = f"第{number}镇人民医院纪检监察室"
            texts["en"]["name"] = f"Town {number} People's Hospital, Discipline Office"
            new = demo | {
                "id": uuid.uuid4().hex,
                "slug": f"town-{number}",
                "texts": json.dumps(texts),
            }
            database.execute(
                f"insert or ignore into offices ({', '.join(new)}) "
                f"values ({', '.join('?' for _ in new)})",
                list(new.values()),
            )
