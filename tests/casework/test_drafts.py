"""What is written and not sent is its writer's alone, and survives locking."""

from __future__ import annotations

import uuid
from base64 import b64encode

import pytest

from casework.drafts import service
from crypto import age, keys, statements
from crypto.padding import pad
from tests.casework.cases import CaseWorker
from tests.casework.inspector import RefusedError, Worker
from tests.conftest import Hospital

SUBJECT = f"answer/{uuid.uuid4()}"


def sealed(worker: Worker, text: str) -> dict[str, str]:
    """A draft as the page sends it."""
    draft: dict[str, str] = worker.ask("sealDraft", subject=SUBJECT, fields={"text": text})
    return draft


def test_a_draft_is_kept_changed_and_dropped(at_desk: CaseWorker, worker: Worker) -> None:
    at_desk.sit_down(worker)
    assert at_desk.get(f"drafts/{SUBJECT}").json == {"sealed": None}
    for text in ("写了一半", "又写了一些"):
        assert at_desk.request("PUT", f"drafts/{SUBJECT}", json=sealed(worker, text)).json
    kept = at_desk.get(f"drafts/{SUBJECT}").json["sealed"]
    fields = worker.ask("openDraft", subject=SUBJECT, sealed=kept)
    assert fields == {"text": "又写了一些"}
    assert worker.ask("openDraft", subject="answer/another", sealed=kept) == {}
    at_desk.request("DELETE", f"drafts/{SUBJECT}")
    assert at_desk.get(f"drafts/{SUBJECT}").json == {"sealed": None}


def test_a_colleague_neither_gets_nor_opens_it(
    at_desk: CaseWorker, leader: CaseWorker, worker: Worker
) -> None:
    at_desk.sit_down(worker)
    at_desk.request("PUT", f"drafts/{SUBJECT}", json=sealed(worker, "写了一半"))
    kept = at_desk.get(f"drafts/{SUBJECT}").json["sealed"]
    leader.sit_down(worker)
    assert leader.get(f"drafts/{SUBJECT}").json == {"sealed": None}
    with pytest.raises(RefusedError, match="NoMatch"):
        worker.ask("openDraft", subject=SUBJECT, sealed=kept)


@pytest.mark.parametrize("hand", ["nobody", "leader", "registrar"])
def test_nobody_puts_words_before_a_member_as_their_own(
    at_desk: CaseWorker, worker: Worker, hospital: Hospital, hand: str
) -> None:
    at_desk.sit_down(worker)
    draft = {
        "format": "qingfeng.draft/1",
        "type": "qingfeng/draft",
        "site": hospital.site.hex(),
        "office": hospital.office.slug,
        "member": "registrar",
        "subject": SUBJECT,
        "fields": {"text": "写了一半"},
    }
    hands = {"leader": hospital.setup.leader.secret, "registrar": hospital.registrar.secret}
    if hand in hands:
        draft = statements.sign("draft", draft, keys.signing_half("member", hands[hand]))
    own = keys.reading_half("member", hospital.registrar.secret).recipient
    kept = b64encode(age.seal(pad(statements.canonical(draft)), [own])).decode()
    fields = worker.ask("openDraft", subject=SUBJECT, sealed=kept)
    assert fields == ({"text": "写了一半"} if hand == "registrar" else {})


def test_a_desk_that_locks_still_keeps_what_was_written(
    at_desk: CaseWorker, worker: Worker
) -> None:
    at_desk.sit_down(worker)
    form = sealed(worker, "锁定前最后一句")
    at_desk.post("session/lock")
    assert at_desk.request("PUT", f"drafts/{SUBJECT}", json=form).status_code == 200
    assert at_desk.request("DELETE", f"drafts/{SUBJECT}").status_code == 403


@pytest.mark.parametrize("subject", ["answer/1", "ANSWER/" + str(uuid.UUID(int=1)), "x" * 90])
def test_only_subjects_of_ours_are_kept(at_desk: CaseWorker, worker: Worker, subject: str) -> None:
    at_desk.sit_down(worker)
    answer = at_desk.request("PUT", f"drafts/{subject}", json=sealed(worker, ""))
    assert (answer.status_code, answer.json["error"]) == (400, "form_invalid")


def test_drafts_come_to_an_end(
    at_desk: CaseWorker, worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST_DRAFTS", 1)
    at_desk.sit_down(worker)
    form = sealed(worker, "一")
    assert at_desk.request("PUT", f"drafts/{SUBJECT}", json=form).status_code == 200
    answer = at_desk.request("PUT", f"drafts/answer/{uuid.uuid4()}", json=form)
    assert (answer.status_code, answer.json["error"]) == (409, "drafts_full")
    assert at_desk.request("PUT", f"drafts/{SUBJECT}", json=form).status_code == 200
