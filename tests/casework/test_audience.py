"""Nothing that opens a seal ever arrives. For whom each route is: test_routes.py."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode

import pytest

from casework.feedback.forms import ANSWER
from casework.members.forms import PROOF, SIGN_IN
from casework.members.joining import JOINING, SEALED_SECRET, TOKEN
from casework.members.roster_views import INVITING
from crypto import keys
from tests.casework.conftest import Receive
from tests.casework.inspector import Inspector, Worker
from tests.conftest import Hospital

PASSPHRASE = "tangyue-kaichang-mianhua-diuqin-chuangxia"


FORMS = [SIGN_IN, PROOF, ANSWER, TOKEN, JOINING, SEALED_SECRET, INVITING]


@pytest.mark.parametrize("forms", FORMS)
def test_no_field_takes_a_passphrase_or_an_identity(forms: dict[str, re.Pattern[str]]) -> None:
    secret = str(keys.reading_half("member", keys.new_secret()))
    identifiers = {"office", "name", "display_name", "roles", "id", "seq", "attachments"}
    keys_of = {"token", "recipient", "verify_key"}
    assert set(forms) <= identifiers | keys_of | {"proof", "sealed", "sealed_secret"}
    for name in set(forms) - identifiers:
        assert not forms[name].fullmatch(PASSPHRASE)
        assert not forms[name].fullmatch(secret)


def test_requests_and_answers_of_a_whole_day_hold_sealed_content_only(
    registrar: Inspector, receive: Receive, worker: Worker, hospital: Hospital
) -> None:
    said, answered = "哨兵来件里的话", "哨兵答复里的话"
    id = receive(said)
    registrar.sign_in()
    registrar.unlock(worker)
    registrar.get("")
    registrar.get("reports.json")
    registrar.get(f"reports/{id}", headers={"Accept": "text/html"})
    assert registrar.open(worker, id)["said"][0]["text"] == said
    assert registrar.answer(worker, id, answered).status_code == 201
    assert registrar.open(worker, id)["letters"][0]["text"] == answered
    registrar.post("session/lock")
    registrar.post("session/unlock", json={"proof": registrar.proof})
    registrar.request("DELETE", "session")
    for secret in _spellings(registrar, hospital, said, answered):
        assert not any(secret in each for each in registrar.seen), secret


def _spellings(registrar: Inspector, hospital: Hospital, said: str, answered: str) -> list[bytes]:
    """Words and secrets as they could stand in a request or an answer."""
    words = [said, answered, registrar.passphrase]
    secrets = [hospital.epoch_secret, hospital.registrar.secret, hospital.setup.trust]
    identities = [
        str(keys.reading_half(kind, secret))
        for kind, secret in zip(("epoch", "member", "trust"), secrets, strict=True)
    ]
    texts = [*words, *identities, *(secret.hex() for secret in secrets)]
    escaped = [word.encode("unicode_escape") for word in words]
    encoded = [b64encode(secret).rstrip(b"=") for secret in secrets]
    assert b64decode(encoded[0] + b"=") == secrets[0]
    return [text.encode() for text in texts] + escaped + encoded + secrets
