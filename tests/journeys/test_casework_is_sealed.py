"""Casework requests and answers carry sealed content only (invariant 4)."""

from __future__ import annotations

from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import BrowserContext, Route

from crypto import age, keys, passwords
from tests.journeys.conftest import DESK, OpenContext
from tests.journeys.inspector import Inspector
from tests.journeys.office import Keys
from tests.journeys.post import prepare
from tests.journeys.server import Server
from tests.journeys.traces import found_in
from tests.reporter import Reporter

TITLE = "密封的标题 zqtitle-Vx7"
ANSWER = "密封的答复 zqanswer-Vx7"
MESSAGE = "密封的补充 zqmessage-Vx7"


class Talk(NamedTuple):
    """What a member's browser sent and was answered, and a member's passphrase."""

    sent: bytes
    answered: bytes
    secrets: dict[str, str]


def listen(context: BrowserContext, sent: list[bytes], answered: list[bytes]) -> None:
    """Keep every request and every answer of casework."""

    def pass_on(route: Route) -> None:
        request = route.request
        head = f"{request.method} {request.url} {request.all_headers()}"
        sent.append(head.encode() + (request.post_data_buffer or b""))
        response = route.fetch(max_redirects=0)
        answered.append(f"{response.headers}".encode() + response.body())
        route.fulfill(response=response)

    context.route("**/casework/**", pass_on)


@pytest.fixture
def talk(opened: OpenContext, server: Server) -> Talk:
    """A member signs in, reads, answers, locks, unlocks and signs out."""
    reporter = Reporter(server.get("/o/demo/office.json"), server.get("/challenge"))
    assert prepare("/reports", reporter.report(TITLE)).send(server)[0] == 201
    assert prepare("/mailbox/messages", reporter.message(MESSAGE)).send(server)[0] == 201
    sent, answered = [], []
    context = opened(DESK)
    listen(context, sent, answered)
    inspector = Inspector(context, server)
    inspector.sign_in()
    inspector.open(TITLE)
    assert inspector.letters() == [MESSAGE]
    inspector.answer(ANSWER)
    inspector.lock()
    inspector.unlock()
    inspector.see_report()
    inspector.sign_out()
    return Talk(b"\n".join(sent), b"\n".join(answered), secrets_of(server))


def secrets_of(server: Server) -> dict[str, str]:
    """Everything that would open or forge something, as it could be written."""
    office, passphrase = Keys.of(server), server.passphrase("registrar")
    site = bytes.fromhex(server.get("/site.json")["site"])
    seed = passwords.derive(passphrase, site, "demo", "registrar").seed
    return {
        "passphrase": passphrase,
        "passphrase in words": passphrase.replace("-", " "),
        "seed": seed.hex(),
        "seed as identity": str(age.Identity.from_seed(seed)),
        "epoch": office.epoch.hex(),
        "epoch as identity": str(keys.reading_half("epoch", office.epoch)),
        "member": office.registrar.hex(),
        "member as identity": str(keys.reading_half("member", office.registrar)),
        "title": TITLE,
        "answer": ANSWER,
        "message": MESSAGE,
    }


def test_no_secret_and_no_word_is_sent_by_or_to_a_members_browser(talk: Talk) -> None:
    for path in (b"POST", b"/session/lock", b"/session/unlock", b"/answers", b"DELETE"):
        assert path in talk.sent
    assert b"sealed_secret" in talk.answered
    assert found_in(talk.sent, talk.secrets) == []
    assert found_in(talk.answered, talk.secrets) == []
    for name in ("seed", "epoch", "member"):
        raw = bytes.fromhex(talk.secrets[name])
        for talked in (talk.sent, talk.answered):
            assert not any(needle in talked for needle in spellings(raw)), name


def spellings(raw: bytes) -> Iterator[bytes]:
    """Secret bytes as they could lie in a request, beside their hexadecimal."""
    yield raw
    yield b64encode(raw).rstrip(b"=")
    yield urlsafe_b64encode(raw).rstrip(b"=")


def test_the_tab_keeps_secrets_only_encrypted(desk: BrowserContext, server: Server) -> None:
    inspector = Inspector(desk, server)
    inspector.sign_in()
    kept = inspector.page.evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
    assert "qingfeng.held" in kept
    secrets = secrets_of(server)
    assert found_in(kept.encode(), secrets) == []
    inspector.lock()
    assert inspector.page.evaluate("sessionStorage.length") == 0
    inspector.sign_out()
    assert "qingfeng.held" not in inspector.page.evaluate("JSON.stringify({...sessionStorage})")
    assert [cookie for cookie in desk.cookies() if cookie["value"]] == []
