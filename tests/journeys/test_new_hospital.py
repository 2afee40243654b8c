"""A hospital from nothing: set up, used, a registrar leaves, every passphrase is lost, all read."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.ceremony import Leader
from tests.journeys.conftest import DESK, PHONE, OpenContext, title_of
from tests.journeys.inspector import Inspector
from tests.journeys.joining import Joiner, MembersPage
from tests.journeys.post import prepare
from tests.journeys.reporter import PhoneReporter, Report
from tests.journeys.server import Server
from tests.journeys.test_administration import FACTS
from tests.journeys.test_case import register
from tests.journeys.test_second_factor import give_authenticator
from tests.reporter import Reporter

OFFICE = "xincheng"
NAME = "新城医院纪检监察室"


class Person(Inspector):
    """Somebody of the new hospital at a computer of their own, which holds their passkey."""

    def __init__(self, opened: OpenContext, server: Server, name: str) -> None:
        super().__init__(opened(DESK), server, name, office=OFFICE)
        self.joiner = Joiner(self.page.context, server)
        self.joiner.page.close()
        self.joiner.page = self.page
        give_authenticator(self)

    def join(self, link: str) -> None:
        """Join by a link: a passphrase, a passkey, recovery codes on paper."""
        self.joiner.follow(link)
        self.joiner.make_keys()
        expect(self.page.locator("#skip-factor")).to_be_hidden()
        self.page.locator("#choose-passkey").click()
        self.page.locator("#passkey-label").fill("办公室电脑")
        self.page.locator("[data-step=passkey] button").first.click()
        self.page.locator("#codes-kept").click()
        expect(self.page.locator("#step-done")).to_be_visible()

    @property
    def fingerprint(self) -> str:
        """What this person reads out to a leader; it stands on every page until then."""
        self.page.goto(self.server.casework)
        print_ = self.page.locator("#waiting-print")
        expect(print_).not_to_be_empty()
        return print_.inner_text()

    def sign_in(self) -> None:
        """Sign in with the passphrase and the passkey."""
        self.fill_in(self.joiner.passphrase)
        self.page.locator("#use-passkey").click()
        self.arrive()

    def unlock(self) -> None:
        """Unlock with the passphrase."""
        self.page.locator("#passphrase").fill(self.joiner.passphrase)
        self.page.locator("#locked form button").first.click()
        expect(self.page.locator("#work")).to_be_visible()


class Boss(Person, MembersPage):
    """The new hospital's leader: members page and ceremonies."""

    def ceremony(self) -> Leader:
        """The leader's page, as the ceremonies drive it."""
        leader = Leader.__new__(Leader)
        leader.page, leader.server, leader.office = self.page, self.server, OFFICE
        leader.sheets = []
        return leader


@pytest.fixture
def hospital(opened: OpenContext, server: Server) -> str:
    """A new office below the authority, and the link for its administrator."""
    authority = Inspector(opened(DESK), server, "administrator", office="authority")
    authority.sign_in()
    page = authority.page
    page.goto(server.casework + "offices")
    page.locator("#new summary").click()
    for name, text in (FACTS | {"slug": OFFICE, "name": NAME, "superior": ""}).items():
        page.locator(f"#{name}").fill(text)
    page.locator("#superior_en").fill("")
    page.locator("#new button").click()
    page.wait_for_url(f"**/offices/{OFFICE}")
    page.locator("#role").select_option("administrator")
    page.locator("#member").fill("wei")
    page.locator("#display_name").fill("魏管理")
    page.locator("form[data-path$=invitation] button").click()
    return page.locator(".told code").inner_text()


def write(server: Server) -> Reporter:
    """Somebody sends a report to the new hospital as it is now."""
    writer = Reporter(server.get(f"/o/{OFFICE}/office.json"), server.get("/challenge"))
    assert prepare("/reports", writer.report(title_of(writer))).send(server)[0] == 201
    return writer


def invited_again(server: Server, name: str) -> str:
    """The link that the operator of the machine makes for a member who lost everything."""
    command = [Path(sys.executable).with_name("qingfeng"), "member", "invite", OFFICE, name]
    told = subprocess.run(
        command,
        env={**os.environ, "QINGFENG_DATA": str(server.data)},
        capture_output=True,
        text=True,
        check=True,
    )
    token = re.search(r"#i=([0-9a-f]{64})", told.stdout)
    assert token, told.stdout
    return f"{server.casework}invitation#i={token[1]}"


def read(person: Inspector, server: Server, *writers: Reporter) -> None:
    """Open each report from the list."""
    for writer in writers:
        person.page.goto(server.casework)
        person.open(title_of(writer))


def test_a_new_hospital_from_its_first_link_to_recovery_from_paper(
    hospital: str, opened: OpenContext, server: Server
) -> None:
    # The administrator joins and invites the leader, whose browser makes the office's keys.
    administrator = Person(opened, server, "wei")
    administrator.join(hospital)
    administrator.page.goto(server.casework + "members")
    wei = MembersPage.__new__(MembersPage)
    wei.page, wei.server = administrator.page, server
    boss = Boss(opened, server, "zhou")
    boss.join(wei.invite("zhou", "周书记", "leader"))
    ceremony = boss.ceremony()
    ceremony.go("set-up")
    ceremony.make_sheets(5, 3)
    ceremony.confirm()
    ceremony.leader = type("Own", (), {"passphrase": boss.joiner.passphrase})()  # type: ignore[assignment]
    fingerprint = ceremony.sign()

    # Two registrars join and are compared.
    people = {}
    for name in ("qian", "sun"):
        boss.look()
        link = boss.invite(name, f"{name}登记", "registrar")
        people[name] = Person(opened, server, name)
        people[name].join(link)
        boss.compare(name, people[name].fingerprint)
        boss.see_done()
    qian, sun = people["qian"], people["sun"]

    # The administrator shows the door to the public; somebody comes from the poster.
    page = administrator.page
    page.goto(f"{server.casework}offices/{OFFICE}")
    page.locator("form[data-path$=publication] button").click()
    expect(page.locator("input[name=what][value=withdraw]")).to_have_count(1)
    visitor = PhoneReporter(opened(PHONE), server)
    visitor.open(f"/o/{OFFICE}/#f={fingerprint}")
    visitor.page.locator("a.door[href*='/report']").click()
    visitor.page.locator("[data-begin]").click()
    visitor.answer(Report(words="从新医院的海报来的"))
    visitor.write_down_the_code()
    visitor.send()
    old = write(server)

    # One registrar reads, and registers a case; the other leaves, and the key is renewed.
    qian.sign_in()
    read(qian, server, old)
    register(qian.page, zhou="granted")
    boss.remove("sun")
    assert server.get(f"/o/{OFFICE}/office.json")["statement"]["epoch"] == 2
    sun.page.goto(server.casework)
    expect(sun.page.locator("#name")).to_be_visible()
    new = write(server)
    qian.page.goto(server.casework)
    if qian.page.locator("#locked").is_visible():
        qian.unlock()
    read(qian, server, new)
    qian.see_titles_or_none()
    expect(qian.page.locator("#cases")).to_contain_text(title_of(old))

    # Every passphrase is lost. A new link, new keys, three of the five sheets: all is read again.
    again = Boss(opened, server, "zhou")
    again.join(invited_again(server, "zhou"))
    page = again.page
    page.goto(server.casework + "recovery")
    for at, sheet in enumerate((ceremony.sheets[4], ceremony.sheets[0], ceremony.sheets[2])):
        page.locator("#sheets-in textarea").nth(at).fill(sheet)
    page.locator("[data-step=sheets] form button").click()
    expect(page.locator("#joined-fingerprint")).to_have_text(fingerprint)
    page.locator("#compared").check()
    page.locator("[data-step=plan] form button").click()
    expect(page.locator("[data-step=done]")).to_be_visible(timeout=60_000)
    read(again, server, new)
    again.see_titles_or_none()
    expect(page.locator("#cases")).to_contain_text(title_of(old))
    page.locator("#cases a").first.click()
    expect(page.locator("#title")).to_have_text(title_of(old))
    expect(page.locator("#opened")).to_be_visible()
