"""Every state of the public area, one after the other, as somebody meets them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from playwright.sync_api import FilePayload, expect

from portal.days import today
from tests.files.photos import jpeg
from tests.journeys.look import Look
from tests.journeys.office import Keys, expired
from tests.journeys.post import prepare
from tests.journeys.reporter import PhoneReporter, shown_code
from tests.journeys.tamper import tamper
from tests.reporter import Reporter

PHOTO = FilePayload(name="photo.jpg", mimeType="image/jpeg", buffer=jpeg())
FILM = FilePayload(name="film.mp4", mimeType="video/mp4", buffer=b"\0\0\0\x18ftypmp42" * 9000)
EMPTY = FilePayload(name="empty.txt", mimeType="text/plain", buffer=b"")
LONG = "术前一天，有人到病房说“主任那边要表示一下”，给了两千元，装在牛皮纸信封里。\n" * 3


def pages(reporter: PhoneReporter, look: Look) -> None:
    """Pages before any question."""
    for path in ("/", "/o/demo/", "/o/demo/help", "/mailbox", "/o/demo/surrender"):
        reporter.open(path)
        look.at(path)
    reporter.open("/o/nowhere/")
    look.at("an unknown office")
    poster = reporter.server.get("/o/demo/office.json")["fingerprint"]
    reporter.page.goto("about:blank")
    reporter.open(f"/o/demo/#f={poster}")
    expect(reporter.page.locator("#compared")).to_contain_text("✓")
    look.at("the poster's fingerprint compared")


def report(reporter: PhoneReporter, look: Look) -> None:
    """Every step of a report, what it unfolds, and its errors."""
    page = reporter.page

    def seen(step: str) -> None:
        reporter.step(step)
        look.at(step)

    reporter.open("/o/demo/report#w=住院部三楼")
    expect(page.locator("[data-begin]")).to_be_visible()
    look.at("before")
    page.locator("[data-begin]").click()
    seen("what")
    reporter.go_on("what")
    seen("who")
    reporter.tap("who", "leader")
    reporter.go_on("who")
    seen("addressee")
    reporter.choose_addressee("hospital")
    seen("where")
    reporter.go_on("where")
    seen("benefit")
    reporter.tap("benefit", "cash", "about")
    look.at("benefit, its amount")
    reporter.go_on("benefit")
    seen("occasion")
    reporter.go_on("occasion")
    seen("words")
    page.locator("#field-words").fill(LONG)
    reporter.go_on("words")
    evidence(reporter, look)
    reporter.go_on("evidence")
    seen("delivery")
    reporter.tap("delivery", "4wk")
    reporter.go_on("delivery")
    reporter.step("name")
    for field, box in (("named", "name"), ("reachable", "contact")):
        page.locator(f"[data-field={field}] label:has([data-choice=yes])").click()
        page.locator(f"#field-{box}").fill("王小明 13800000000")
    look.at("name")
    reporter.go_on("name")
    shown_code(page, "#code")
    seen("receipt")
    reporter.go_on("receipt")
    expect(page.locator("#errors")).to_be_visible()
    look.at("not written down")
    reporter.write_down_the_code()
    seen("check")
    offline_and_sent(reporter, look)


def offline_and_sent(reporter: PhoneReporter, look: Look) -> None:
    """Send without a network, then with one."""
    page = reporter.page
    page.context.set_offline(True)
    page.locator("#send").click()
    expect(page.locator("#errors")).to_be_visible()
    look.at("not sent, no network")
    page.context.set_offline(False)
    reporter.send()
    look.at("done")


def evidence(reporter: PhoneReporter, look: Look) -> None:
    """The list of files: empty, one refused, one that waits for a word, one without a network."""
    page = reporter.page
    reporter.step("evidence")
    look.at("evidence")
    pick = page.locator("form[data-step=evidence] [data-pick]").last
    rows = page.locator("form[data-step=evidence] [data-files] li")
    pick.set_input_files(PHOTO)
    expect(rows.first.locator("canvas")).to_be_visible()
    expect(rows.first.locator("progress")).to_be_hidden()
    pick.set_input_files(EMPTY)
    expect(page.locator("[data-trouble]")).to_be_visible()
    pick.set_input_files(FILM)
    expect(rows.nth(1).locator("button")).to_have_count(2)
    look.at("evidence, a photo, a recording, an empty file")
    page.context.set_offline(True)
    rows.nth(1).locator("button").first.click()
    expect(rows.nth(1).locator("progress")).to_be_visible()
    look.at("evidence, no network")
    rows.nth(1).locator("button").first.click()
    expect(rows).to_have_count(1)
    page.context.set_offline(False)


def nothing_said(reporter: PhoneReporter, look: Look) -> None:
    """A report in which nobody said anything."""
    page = reporter.page
    reporter.open("/o/demo/report")
    page.locator("[data-begin]").click()
    page.locator("[data-step=what] [data-skip]").click()
    reporter.choose_addressee()
    reporter.step("words")
    reporter.go_on("words")
    expect(page.locator("#errors")).to_be_visible()
    look.at("nothing said")


def hand_in(reporter: PhoneReporter, look: Look) -> None:
    """The questions of a hand-in, as far as they differ."""
    page = reporter.page

    def seen(step: str, state: str = "") -> None:
        reporter.step(step)
        look.at(f"hand-in, {state or step}")

    reporter.open("/o/demo/surrender")
    page.locator("[data-begin]").click()
    reporter.step("path")
    reporter.go_on("path")
    expect(page.locator("#errors")).to_be_visible()
    look.at("hand-in, path not chosen")
    reporter.tap("path", "past")
    reporter.go_on("path")
    reporter.step("items")
    reporter.go_on("items")
    expect(page.locator("#errors")).to_be_visible()
    look.at("hand-in, no item")
    reporter.tap("items", "cash")
    page.locator("[data-add]").click()
    seen("items", "two items")
    page.locator("[data-remove]").last.click()
    reporter.go_on("items")
    seen("fate")
    reporter.tap("fate", "bring")
    reporter.go_on("fate")
    seen("giver")
    reporter.tap("giver", "relative")
    look.at("hand-in, giver known")
    reporter.go_on("giver")
    seen("past")
    page.locator("#back").click()
    for step in ("fate", "items", "path"):
        page.locator("#back").click()
        reporter.step(step)
    reporter.tap("path", "now")
    for step in ("path", "items", "fate", "giver"):
        reporter.go_on(step)
    reporter.step("how")
    reporter.tap("how", "found_later")
    seen("how")
    reporter.go_on("how")
    seen("refused")
    reporter.go_on("refused")
    page.locator("[data-step=words] [data-skip]").click()
    reporter.go_on("evidence")
    reporter.step("name")
    reporter.tap("name", "yes")
    seen("name")
    reporter.go_on("name")
    shown_code(page, "#code")
    page.locator("#without").click()
    reporter.step("check")
    seen("check")
    reporter.send()
    seen("done", "done, with its slip")


def mailbox(reporter: PhoneReporter, look: Look) -> None:
    """The mailbox: mistyped, unknown, empty, with answers, written to, distrusted, deleted."""
    page, server = reporter.page, reporter.server
    writer = Reporter(server.get("/o/demo/office.json"), server.get("/challenge"))
    assert prepare("/reports", writer.report()).send(server)[0] == 201
    reporter.look_up("1111 2222 3333")
    expect(page.locator("#errors")).to_be_visible()
    look.at("mistyped")
    stranger = Reporter(server.get("/o/demo/office.json"), server.get("/challenge"))
    reporter.look_up(stranger.code)
    expect(page.locator("#errors")).to_be_visible()
    look.at("no such mailbox")
    reporter.read_box(writer.code)
    look.at("empty box")
    tamper(page, "/mailbox", lambda box: {**box, **answered(Keys.of(server), writer)})
    reporter.read_box(writer.code)
    expect(page.locator("#letters .letter")).to_have_count(2)
    look.at("box with answers and a forged one")
    written_to(reporter, look)
    page.locator("#to-delete").click()
    look.at("delete")
    page.locator("[data-part=delete] button.danger").click()
    expect(page.locator("[data-part=deleted]")).to_be_visible()
    look.at("deleted")


def answered(office: Keys, writer: Reporter) -> dict[str, Any]:
    """What the server says of a mailbox with two answers, a forged one, and something overdue."""
    state = {"id": "accepted", "month": "", "to": ""}
    first = office.answer(writer, "已受理，正在核实。", state=state)
    state = {"id": "concluded", "month": "", "to": ""}
    second = office.answer(writer, LONG, seq=2, previous=first.digest, state=state)
    forged = Keys.new().answer(writer, "假的", seq=3, previous=second.digest)
    overdue = (today() - timedelta(days=1)).isoformat()
    return {"answers": [one.document for one in (first, second, forged)], "accept_by": overdue}


def written_to(reporter: PhoneReporter, look: Look) -> None:
    """Writing into the open mailbox: more, an objection, a rating."""
    page = reporter.page
    page.locator("#to-write").click()
    look.at("write more")
    page.locator("[data-part=write] button.go").click()
    expect(page.locator("#errors")).to_be_visible()
    look.at("write more, nothing written")
    page.locator("[data-part=write] [data-back]").click()
    for purpose in ("objection", "rating"):
        page.locator(f"#{purpose}-2").click()
        look.at(purpose)
        page.locator("[data-part=write] [data-back]").click()


def stopped(reporter: PhoneReporter, look: Look) -> None:
    """What stands in place of a page whose keys cannot be trusted, or are too old."""
    page = reporter.page
    real = Keys.of(reporter.server)
    for state, change in (
        ("stopped", Keys.new().posing_as),
        ("expired", lambda document: expired(document, real)),
    ):
        tamper(page, "/o/demo/office.json", change)
        reporter.open("/o/demo/")
        expect(page.locator("#stop")).to_be_visible()
        look.at(state)
        page.unroute_all(behavior="wait")


WALKS = (pages, report, nothing_said, hand_in, mailbox, stopped)
