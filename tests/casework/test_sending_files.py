"""Members send files with their answers, and only whole ones that are theirs."""

from __future__ import annotations

import uuid
from base64 import b64encode
from typing import Any

import pytest

from crypto import age
from crypto.padding import pad
from portal.blobs import Blobs
from tests.casework.conftest import Receive
from tests.casework.inspector import Inspector
from tests.casework.sender import SEALED, Sender
from tests.casework.test_attachments import Attach, at_desk, attach, fetch, store
from tests.conftest import Hospital
from tests.reporter import Reporter
from tests.uploader import PART

__all__ = ["at_desk", "attach", "store"]


def answer(reporter: Reporter, *ids: uuid.UUID, seq: int = 1) -> dict[str, Any]:
    both = [reporter.identity.recipient, age.Identity.generate().recipient]
    sealed = b64encode(age.seal(pad(b"{}"), both)).decode()
    attachments = " ".join(map(str, ids))
    return {"id": str(uuid.uuid4()), "seq": str(seq), "sealed": sealed, "attachments": attachments}


def test_an_answer_takes_its_attachments_along(
    at_desk: Inspector, receive: Receive, reporter: Reporter
) -> None:
    report, sender = receive(), Sender(at_desk)
    assert sender.begin().json == sender.begin().json == {"parts": 2}
    assert [sender.put(part).status_code for part in (1, 0, 0)] == [201] * 3
    assert [part["part"] for part in sender.parts().json["parts"]] == [0, 1]
    form = answer(reporter, sender.id)
    sent = [at_desk.post(f"reports/{report}/answers", json=form) for _ in range(2)]
    assert [one.status_code for one in sent] == [201, 201]
    assert fetch(at_desk, report, sender.id).data == SEALED[:PART]
    assert sender.delete().status_code == 404


@pytest.mark.parametrize("wrong", ["unknown", "unfinished", "another office's", "claimed"])
def test_an_answer_whose_attachment_is_not_there_is_not_stored(
    at_desk: Inspector,
    receive: Receive,
    attach: Attach,
    reporter: Reporter,
    stranger: Hospital,
    wrong: str,
) -> None:
    report = receive()
    unfinished = Sender(at_desk)
    unfinished.begin()
    unfinished.put(0)
    ids = {
        "unknown": uuid.uuid4(),
        "unfinished": unfinished.id,
        "another office's": attach(hospital=stranger),
        "claimed": attach(report_id=report),
    }
    form = answer(reporter, ids[wrong])
    refused = at_desk.post(f"reports/{report}/answers", json=form)
    assert (refused.status_code, refused.json["error"]) == (409, "attachment_unknown")
    assert at_desk.get(f"reports/{report}.json").json["answers"] == []


def test_what_is_given_up_is_gone(at_desk: Inspector, store: Blobs) -> None:
    sender = Sender(at_desk)
    sender.begin()
    sender.put(0)
    assert (sender.delete().status_code, sender.parts().status_code) == (200, 404)
    assert [names for names in store.names() if names] == []


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"size": 5756}, 400, "size_wrong"),
        ({"size": 10**11}, 413, "attachment_too_large"),
        ({"size": "5755"}, 400, "form_invalid"),
        ({"size": True}, 400, "form_invalid"),
        ({"size": -1}, 400, "form_invalid"),
        ({"secret": "ab"}, 400, "form_invalid"),
        ({"id": None}, 400, "form_invalid"),
    ],
)
def test_an_upload_that_cannot_be_taken_is_refused(
    at_desk: Inspector, changes: dict[str, Any], status: int, error: str
) -> None:
    refused = Sender(at_desk).begin(**changes)
    assert (refused.status_code, refused.json["error"]) == (status, error)


def test_who_has_no_part_in_cases_sends_no_files(auditor: Inspector) -> None:
    auditor.sign_in()
    assert Sender(auditor).begin().status_code == 404


def test_while_locked_nothing_is_sent(at_desk: Inspector) -> None:
    sender = Sender(at_desk)
    sender.begin()
    at_desk.post("session/lock")
    for one in (sender.put(0), sender.delete(), Sender(at_desk).begin()):
        assert (one.status_code, one.json["error"]) == (403, "session_locked")


def test_a_foreign_page_sends_nothing(at_desk: Inspector) -> None:
    sender = Sender(at_desk)
    at_desk.session = at_desk.session | {"csrf": "0" * 64}
    assert sender.begin().json["error"] == "not_from_here"
