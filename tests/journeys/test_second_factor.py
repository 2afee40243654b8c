"""A member adds second factors, signs in with each, and unlocks without the passphrase.

The passkey is the browser's own virtual authenticator (WebDriver, Web Authentication, section 11);
its pseudo-random function is the real one.
"""

from __future__ import annotations

from time import time
from typing import Any

from playwright.sync_api import BrowserContext, CDPSession, expect

from tests.casework.authenticators import App
from tests.journeys.conftest import DESK, OpenContext
from tests.journeys.inspector import Inspector
from tests.journeys.server import Server
from tests.journeys.watch import Watch

AUTHENTICATOR = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "hasPrf": True,
}


def give_authenticator(inspector: Inspector, **changes: object) -> CDPSession:
    """Give an inspector's computer an authenticator that answers by itself."""
    session = inspector.page.context.new_cdp_session(inspector.page)
    session.send("WebAuthn.enable")
    options: Any = AUTHENTICATOR | changes
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return session


def open_account(inspector: Inspector) -> None:
    """Go to the account, and wait for what it lists."""
    inspector.page.goto(f"{inspector.server.casework}account")
    expect(inspector.page.locator("#sessions li").first).to_be_visible()


def prove(inspector: Inspector) -> None:
    """Type the passphrase once more."""
    passphrase = inspector.server.passphrase(inspector.name, inspector.office)
    inspector.page.locator("#own-passphrase").fill(passphrase)
    inspector.page.locator("#proof button").first.click()


def begin_adding(inspector: Inspector) -> None:
    """Ask to add a second factor, and prove the passphrase."""
    open_account(inspector)
    inspector.page.locator("#add-factor").click()
    prove(inspector)
    expect(inspector.page.locator("#choose-passkey")).to_be_visible()


def keep_codes(inspector: Inspector) -> list[str]:
    """Read the recovery codes, and say that they are on paper."""
    page = inspector.page
    expect(page.locator("#codes li")).to_have_count(10)
    codes = page.locator("#codes li").all_text_contents()
    page.locator("#codes-kept").click()
    expect(page.locator("#done")).to_be_visible()
    return codes


def add_passkey(inspector: Inspector, label: str) -> None:
    """Add a passkey; the recovery codes follow if it is the first factor."""
    begin_adding(inspector)
    inspector.page.locator("#choose-passkey").click()
    inspector.page.locator("#passkey-label").fill(label)
    inspector.page.locator("[data-step=passkey] button").first.click()


def add_app(inspector: Inspector) -> App:
    """Add an authenticator app by the words beside the QR code."""
    begin_adding(inspector)
    page = inspector.page
    page.locator("#choose-totp").click()
    secret = (page.locator("#totp-secret").text_content() or "").replace(" ", "")
    app = App(secret)
    page.locator("#totp-code").fill(app.code(time()))
    page.locator("[data-step=totp] button").first.click()
    app.ahead = 1
    return app


def sign_in_again(inspector: Inspector) -> None:
    """Sign out, and prove the passphrase."""
    inspector.sign_out()
    inspector.fill_in(inspector.server.passphrase(inspector.name, inspector.office))
    expect(inspector.page.locator("#second")).to_be_visible()


def see_desk(inspector: Inspector) -> None:
    """Wait for the desk."""
    inspector.arrive()


def test_a_passkey_signs_in_and_unlocks(desk: BrowserContext, server: Server, watch: Watch) -> None:
    inspector = Inspector(desk, server)
    give_authenticator(inspector)
    inspector.sign_in()
    add_passkey(inspector, "办公室电脑")
    codes = keep_codes(inspector)
    row = inspector.page.locator("#factors li")
    expect(row).to_contain_text("办公室电脑")
    expect(row).to_contain_text("能解锁")

    sign_in_again(inspector)
    inspector.page.locator("#use-passkey").click()
    see_desk(inspector)

    inspector.lock()
    inspector.page.locator("#unlock-passkey").click()
    expect(inspector.page.locator("#work")).to_be_visible()
    expect(inspector.page.locator("#fingerprint")).not_to_be_empty()

    sign_in_again(inspector)
    inspector.page.locator("#code").fill(codes[0].lower())
    inspector.page.locator("#second-code button").click()
    see_desk(inspector)
    assert not any("prf" in (request.post_data or "") for request in watch.posts("/casework/"))


def test_an_authenticator_signs_in_once_with_each_code(
    desk: BrowserContext, server: Server, watch: Watch
) -> None:
    watch.expect("401")
    inspector = Inspector(desk, server, "leader")
    inspector.sign_in()
    app = add_app(inspector)
    keep_codes(inspector)
    used = app.code(time() - 30)

    sign_in_again(inspector)
    page = inspector.page
    page.locator("#code").fill(used)
    page.locator("#second-code button").click()
    expect(page.locator("#errors")).to_be_visible()
    page.locator("#code").fill(f"{app.code(time())[:3]} {app.code(time())[3:]}")
    page.locator("#second-code button").click()
    see_desk(inspector)


def test_another_passphrase_opens_and_the_old_one_does_not(
    opened: OpenContext, server: Server, watch: Watch
) -> None:
    watch.expect("401")
    elsewhere = Inspector(opened(DESK), server, "investigator")
    elsewhere.sign_in()
    inspector = Inspector(opened(DESK), server, "investigator")
    inspector.sign_in()
    open_account(inspector)
    page = inspector.page
    expect(page.locator("#sessions li")).to_have_count(2)
    page.locator("#change-passphrase").click()
    page.locator("#own-passphrase").fill("bushi-zhege-kouling-ya")
    page.locator("#proof button").first.click()
    expect(page.locator("#errors")).to_be_visible()
    prove(inspector)
    expect(page.locator("#drawn")).not_to_be_empty()
    drawn = page.locator("#drawn").text_content() or ""
    page.locator("#drawn-kept").click()
    page.locator("#new-passphrase").fill(drawn.replace("-", " "))
    page.locator("#retyping button").first.click()
    expect(page.locator("#done")).to_be_visible()
    expect(page.locator("#sessions li")).to_have_count(1)

    inspector.lock()
    page.locator("#passphrase").fill(server.passphrase("investigator"))
    page.locator("#locked form button").click()
    expect(page.locator("#errors")).to_be_visible()
    page.locator("#passphrase").fill(drawn)
    page.locator("#locked form button").click()
    expect(page.locator("#overview")).to_be_visible()
