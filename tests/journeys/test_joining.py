"""Joining, being compared, leaving, and coming back after losing everything."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from casework.members.invitations import add_invited, invite
from crypto import keys
from portal.database import make_engine
from portal.days import now
from portal.offices.models import Office
from tests.conftest import TEXTS
from tests.journeys.conftest import DESK, PHONE, OpenContext, title_of
from tests.journeys.inspector import Inspector
from tests.journeys.joining import Joiner, MembersPage
from tests.journeys.post import prepare
from tests.journeys.server import Server
from tests.journeys.test_casework_is_sealed import listen
from tests.journeys.traces import found_in
from tests.journeys.watch import Watch
from tests.reporter import Reporter


@pytest.fixture
def leader(opened: OpenContext, server: Server) -> MembersPage:
    """The hospital's leader on the members page."""
    leader = MembersPage(opened(DESK), server, "leader")
    leader.sign_in()
    leader.look()
    return leader


def joined(leader: MembersPage, opened: OpenContext, name: str, *roles: str) -> Joiner:
    """Somebody who was invited and has joined; nobody has compared them yet."""
    joiner = Joiner(opened(DESK), leader.server)
    joiner.join(leader.invite(name, f"{name}登记", *roles))
    return joiner


def reader(opened: OpenContext, server: Server, joiner: Joiner, name: str) -> Inspector:
    """The same person, signing in on another day."""
    inspector = Inspector(opened(DESK), server, name)
    inspector.fill_in(joiner.passphrase)
    inspector.arrive()
    return inspector


def write(server: Server) -> Reporter:
    """Somebody sends a report to the hospital as it is now."""
    writer = Reporter(server.get("/o/demo/office.json"), server.get("/challenge"))
    assert prepare("/reports", writer.report(title_of(writer))).send(server)[0] == 201
    return writer


def test_who_was_invited_reads_reports_once_compared(
    leader: MembersPage, opened: OpenContext, server: Server, writer: Reporter
) -> None:
    joiner = joined(leader, opened, "wang", "registrar")
    joiner.enter()
    expect(joiner.page.locator("#not-compared")).to_contain_text(joiner.fingerprint)
    expect(joiner.page.locator("#reports")).to_have_count(0)
    shown = leader.compare("wang", joiner.fingerprint)
    assert "（wang）" in shown
    assert not any(group in shown for group in joiner.fingerprint.split("-"))
    leader.see_done()
    wang = reader(opened, server, joiner, "wang")
    expect(wang.page.locator("#not-compared")).to_be_hidden()
    wang.open(title_of(writer))


def test_a_leader_renews_the_key_alone(leader: MembersPage, server: Server) -> None:
    before = server.get("/o/demo/office.json")["statement"]["epoch"]
    leader.page.locator("#renew-key").click()
    leader.page.locator("#leave-go").click()
    leader.see_done()
    expect(leader.page.locator("#done")).to_contain_text(f"第 {before + 1} 期")
    assert server.get("/o/demo/office.json")["statement"]["epoch"] == before + 1


def test_the_link_stands_in_the_address_bar_no_longer_than_needed(
    leader: MembersPage, opened: OpenContext, server: Server, watch: Watch
) -> None:
    watch.expect("404 (Not Found)")
    joiner = Joiner(opened(PHONE), server)
    link = leader.invite("yan", "严登记", "registrar")
    joiner.follow(link)
    assert joiner.page.url == f"{server.casework}invitation"
    joiner.page.locator("a.language").click()
    expect(joiner.page.locator("#step-who h1")).to_contain_text("You are invited to join")
    assert "#" not in joiner.page.url
    joiner.make_keys()
    joiner.page.locator("#skip-factor").click()
    joiner.see_joined()
    again = Joiner(opened(DESK), server)
    again.page.goto(link)
    expect(again.page.locator("#unusable")).to_be_visible()


def test_who_reads_out_another_fingerprint_is_not_vouched_for(
    leader: MembersPage, opened: OpenContext, server: Server
) -> None:
    joiner = joined(leader, opened, "zhao", "registrar")
    other = "0" if joiner.fingerprint[0] != "0" else "1"
    leader.compare("zhao", other + joiner.fingerprint[1:])
    expect(leader.page.locator("#errors")).to_be_visible()
    assert server.rows("select rostered_at from members where name = 'zhao'") == [(None,)]


def test_a_removed_registrar_is_out_and_the_others_read_old_and_new(
    leader: MembersPage, opened: OpenContext, server: Server, watch: Watch
) -> None:
    watch.expect("401 (Unauthorized)")
    joiner = joined(leader, opened, "qian", "registrar")
    leader.compare("qian", joiner.fingerprint)
    leader.see_done()
    qian = reader(opened, server, joiner, "qian")
    old = write(server)
    epoch = server.get("/o/demo/office.json")["statement"]["epoch"]
    leader.remove("qian")
    assert server.get("/o/demo/office.json")["statement"]["epoch"] == epoch + 1
    qian.page.goto(server.casework)
    expect(qian.page.locator("#name")).to_be_visible()
    qian.fill_in(joiner.passphrase)
    expect(qian.page.locator("#errors")).to_be_visible()
    new = write(server)
    registrar = Inspector(opened(DESK), server)
    registrar.sign_in()
    for one in (old, new):
        registrar.page.goto(server.casework)
        registrar.open(title_of(one))


def test_who_lost_everything_joins_again_and_reads_what_was_sent_before(
    leader: MembersPage, opened: OpenContext, server: Server
) -> None:
    joiner = joined(leader, opened, "sun", "registrar")
    leader.compare("sun", joiner.fingerprint)
    leader.see_done()
    before = write(server)
    leader.act("sun", "reset")
    again = Joiner(opened(DESK), server)
    link = leader.shown_link()
    again.follow(link)
    expect(again.page.locator("#is-reset")).to_be_visible()
    again.make_keys()
    again.page.locator("#skip-factor").click()
    again.see_joined()
    assert again.fingerprint != joiner.fingerprint
    epoch = server.get("/o/demo/office.json")["statement"]["epoch"]
    leader.look()
    leader.act("sun", "compare")
    expect(leader.page.locator("#compare-rotates")).to_be_visible()
    expect(leader.page.locator("#compare-behind")).to_contain_text("（sun）")
    leader.compare("sun", again.fingerprint)
    leader.see_done()
    expect(leader.page.locator("#roster-behind")).to_be_hidden()
    assert server.get("/o/demo/office.json")["statement"]["epoch"] == epoch + 1
    sun = reader(opened, server, again, "sun")
    sun.open(title_of(before))


def test_a_key_renewed_for_a_change_of_roles_is_not_for_keys_of_before(
    leader: MembersPage, opened: OpenContext, server: Server
) -> None:
    for name in ("feng", "chen"):
        joiner = joined(leader, opened, name, "registrar")
        leader.compare(name, joiner.fingerprint)
        leader.see_done()
    leader.act("feng", "reset")
    Joiner(opened(DESK), server).join(leader.shown_link())
    leader.look()
    leader.act("chen", "roles")
    expect(leader.page.locator("#change-behind")).to_be_hidden()
    leader.page.locator("#changed-roles input[value=investigator]").check()
    leader.page.locator("#changed-roles input[value=registrar]").uncheck()
    expect(leader.page.locator("#change-behind")).to_contain_text("（feng）")
    leader.page.locator("#change button").click()
    leader.see_done()
    expect(leader.page.locator("#roster-behind")).to_be_hidden()
    (roster,) = server.rows("select statement from rosters order by version desc limit 1")
    entries = [one for one in json.loads(roster[0])["members"] if one["name"] == "feng"]
    assert [bool(one["left_on"]) for one in entries] == [True]


def test_nothing_secret_is_sent_while_joining(
    leader: MembersPage, opened: OpenContext, server: Server
) -> None:
    sent, answered = [], []
    context = opened(DESK)
    listen(context, sent, answered)
    joiner = Joiner(context, server)
    joiner.join(leader.invite("zhou", "周登记", "investigator"))
    talk = b"\n".join(sent)
    assert b"sealed_secret" in talk
    secrets = {
        "passphrase": joiner.passphrase,
        "in words": joiner.passphrase.replace("-", " "),
        "identity": "AGE-SECRET-KEY",
    }
    assert found_in(talk, secrets) == []
    assert found_in(b"\n".join(answered), secrets) == []


def test_who_joined_before_there_were_keys_compares_the_offices_fingerprint_later(
    opened: OpenContext, server: Server
) -> None:
    token = add_clinic(server)
    root = Joiner(opened(DESK), server)
    root.join(f"{server.casework}invitation#i={token}")
    root.enter()
    expect(root.page.locator("#no-keys")).to_be_visible()
    fingerprint = give_keys(server, bytes(range(32)))
    root.page.reload()
    expect(root.page.locator("#not-anchored")).to_be_visible()
    assert fingerprint[:4] not in root.page.locator("body").inner_text()
    root.page.locator("#anchor-print").fill(keys.fingerprint(bytes(32)))
    root.page.locator("#anchor-passphrase").fill(root.passphrase)
    root.page.locator("#anchor button").click()
    expect(root.page.locator("#errors")).to_be_visible()
    root.page.locator("#anchor-print").fill(fingerprint.lower())
    root.page.locator("#anchor button").click()
    expect(root.page.locator("#not-anchored")).to_be_hidden()
    expect(root.page.locator("#not-compared")).to_be_visible()


def add_clinic(server: Server) -> str:
    """An office without keys; gives the token of its administrator's link."""
    engine = make_engine(f"sqlite:///{server.database}")
    with Session(engine, expire_on_commit=False) as session, session.begin():
        office = Office(
            slug="clinic", texts=TEXTS, phone="010", settings={"second_factor": "optional"}
        )
        session.add(office)
        session.flush()
        root = {"name": "root", "display_name": "刘管理", "roles": ["administrator"]}
        member = add_invited(session, office, **root, now=now())
        token = invite(session, member, by="", now=now())
    engine.dispose()
    return token


def give_keys(server: Server, trust: bytes) -> str:
    """Give the clinic a root key; gives its fingerprint."""
    root_key = keys.verify_key(keys.signing_half("trust", trust))
    engine = make_engine(f"sqlite:///{server.database}")
    with Session(engine) as session, session.begin():
        office = session.scalars(select(Office).where(Office.slug == "clinic")).one()
        office.root_key = root_key
    engine.dispose()
    return keys.fingerprint(root_key)
