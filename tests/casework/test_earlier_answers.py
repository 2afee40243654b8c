"""Answers from an epoch that is over, in the reporter's browser: read, and added to by nobody."""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

import portal
from crypto import age, keys, statements
from crypto.padding import pad
from portal.config import Config
from tests.casework.conftest import browser
from tests.casework.inspector import Worker
from tests.casework.leading import Keeper, day, signed_again
from tests.conftest import Hospital
from tests.reporter import Reporter

# What a browser makes of documents does not depend on the database they come from.
pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
Sealed = dict[str, str]


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Worker]:
    """The worker of the mailbox page."""
    worker = Worker("mailbox")
    yield worker
    worker.close()


@pytest.fixture
def secrets(app: Flask, hospital: Hospital, worker: Worker) -> dict[int, bytes]:
    """The epochs' secrets of the hospital, which has just rotated its key."""
    chief = Keeper(browser(app), hospital, "leader")
    assert chief.does(worker, "rotate").status_code == 201
    chief.look_again(worker)
    own = [keys.reading_half("member", hospital.setup.leader.secret)]
    return {
        grant["epoch"]: age.open_sealed(b64decode(grant["sealed"]), own)
        for grant in chief.session["grants"]
    }


@pytest.fixture
def public(settings: Config, secrets: dict[int, bytes]) -> Iterator[dict[str, Any]]:
    """What the public is told of the hospital since."""
    app = portal.create_app(settings)
    client = app.test_client()
    office = client.get("/o/hospital/office.json").json
    earlier = client.get("/o/hospital/earlier.json").json
    yield {"office": office, **(earlier or {})}
    app.extensions["qingfeng.engine"].dispose()


def read(
    mailbox: Worker, reporter: Reporter, public: dict[str, Any], *answers: Sealed, **changes: Any
) -> tuple[str, list[str]]:
    """What the mailbox page shows, and what is wrong."""
    office = public["office"]
    vouched = statements.vouch(office, reporter.site, None)
    named = vouched._asdict() | {"answerKey": vouched.answer_key}
    mailbox.ask("enterMailbox", code=reporter.code, site=reporter.site)
    args = {"site": reporter.site, "office": named, "facts": office, "earlier": public["earlier"]}
    found = mailbox.ask("readAnswers", answers=list(answers), **(args | changes))
    return found["trouble"], [one["text"] for one in found["answers"]]


def written(
    reporter: Reporter, secrets: dict[int, bytes], *epochs: int, **said: str
) -> list[Sealed]:
    """Answers one after the other, each signed in an epoch."""
    letters: list[Sealed] = []
    previous = ""
    for seq, epoch in enumerate(epochs, 1):
        inside = {
            "type": "qingfeng/answer",
            "site": reporter.site,
            "office": "hospital",
            "mailbox_id": reporter.mailbox_id.hex(),
            "epoch": epoch,
            "seq": seq,
            "previous": previous,
            "fingerprint": reporter.document["fingerprint"],
            "written_on": day(),
            "text": f"第{seq}次",
            **said,
        }
        signed = statements.sign("answer", inside, keys.signing_half("epoch", secrets[epoch]))
        sealed = age.seal(pad(statements.canonical(signed)), [reporter.identity.recipient])
        letters.append({"answered_on": day(), "sealed": b64encode(sealed).decode()})
        previous = hashlib.sha256(sealed).hexdigest()
    return letters


def test_what_was_answered_before_a_rotation_is_read_after_it(
    mailbox: Worker, reporter: Reporter, public: dict[str, Any], secrets: dict[int, bytes]
) -> None:
    letters = written(reporter, secrets, 1, 1, 2)
    assert read(mailbox, reporter, public, *letters) == ("", ["第1次", "第2次", "第3次"])


def test_the_statements_of_before_are_asked_for_only_when_an_answer_names_them(
    mailbox: Worker, reporter: Reporter, public: dict[str, Any], secrets: dict[int, bytes]
) -> None:
    new, old = written(reporter, secrets, 2), written(reporter, secrets, 1)
    assert read(mailbox, reporter, public, *new, earlier=None) == ("", ["第1次"])
    assert read(mailbox, reporter, public, *old, earlier=None) == ("earlier", [])


def test_the_key_of_an_epoch_that_is_over_adds_nothing_after_it(
    mailbox: Worker, reporter: Reporter, public: dict[str, Any], secrets: dict[int, bytes]
) -> None:
    letters = written(reporter, secrets, 1, 2, 1)
    assert read(mailbox, reporter, public, *letters) == ("forged", ["第1次", "第2次"])


def test_an_epoch_that_nothing_links_to_answers_nothing(
    mailbox: Worker,
    reporter: Reporter,
    public: dict[str, Any],
    secrets: dict[int, bytes],
    hospital: Hospital,
) -> None:
    keeper = bytes(range(32))
    key = keys.verify_key(keys.signing_half("epoch", keeper)).hex()
    (before,) = public["earlier"]
    forged = before | {"statement": signed_again(hospital, before["statement"], answer_key=key)}
    letters = written(reporter, {1: keeper}, 1)
    assert read(mailbox, reporter, public, *letters, earlier=[forged]) == ("forged", [])
    assert read(mailbox, reporter, public, *letters) == ("forged", [])


def test_the_key_of_an_epoch_that_is_over_signs_nothing_of_a_later_day(
    mailbox: Worker, reporter: Reporter, public: dict[str, Any], secrets: dict[int, bytes]
) -> None:
    late = written(reporter, secrets, 1, written_on="2099-01-01")
    assert read(mailbox, reporter, public, *late) == ("forged", [])
    assert read(mailbox, reporter, public, *written(reporter, secrets, 1)) == ("", ["第1次"])


@pytest.mark.parametrize(("epoch", "reads"), [(1, False), (2, True)])
def test_only_the_epoch_in_force_says_to_whom_is_written(
    mailbox: Worker,
    reporter: Reporter,
    public: dict[str, Any],
    secrets: dict[int, bytes],
    epoch: int,
    reads: bool,
) -> None:
    case = keys.reading_half("case", bytes(range(32)))
    told = written(reporter, secrets, epoch, case_recipient=str(case.recipient))
    assert read(mailbox, reporter, public, *told)[0] == ""
    office = statements.vouch(public["office"], reporter.site, None)._asdict()
    said = {"text": "后来", "attachments": [], "purpose": "supplement", "answer": 0, "rating": ""}
    sealed = mailbox.ask("sealMessage", site=reporter.site, office=office, sent=[], message=said)
    own = case if reads else keys.reading_half("epoch", secrets[2])
    assert "后来" in age.open_sealed(bytes(sealed["body"].values()), [own]).decode()
