"""Joining an office that has no keys yet, and taking its fingerprint up once it has."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from casework.audit.models import AuditEntry
from casework.members.factor_models import Passkey
from casework.members.invitations import add_invited, invite
from casework.members.models import Member
from crypto import keys
from portal.days import now
from portal.offices.models import Office
from tests.casework.conftest import browser
from tests.casework.founder import Clinic, open_clinic
from tests.casework.inspector import RefusedError, Worker
from tests.casework.newcomer import Newcomer


@pytest.fixture
def clinic(session: Session) -> Clinic:
    """An office without keys."""
    return open_clinic(session)


def invited(app: Flask, session: Session, clinic: Clinic, *roles: str) -> Newcomer:
    """Somebody with a link to the clinic."""
    office = session.get_one(Office, clinic.office.id)
    name = roles[0][:9]
    member = add_invited(
        session, office, name=name, display_name=name, roles=list(roles), now=now()
    )
    token = invite(session, member, by="", now=now())
    session.commit()
    return Newcomer(browser(app), token)


@pytest.mark.parametrize("roles", [["registrar"], ["leader", "registrar"], ["auditor"]])
def test_only_leaders_and_administrators_join_before_there_are_keys(
    app: Flask, session: Session, clinic: Clinic, roles: list[str]
) -> None:
    early = invited(app, session, clinic, *roles)
    for answer in (early.look(), early.join()):
        assert (answer.status_code, answer.json["error"]) == (409, "keys_missing")
    root = keys.verify_key(keys.signing_half("trust", keys.new_secret()))
    session.execute(update(Office).where(Office.id == clinic.office.id).values(root_key=root))
    session.commit()
    assert early.look().status_code == 200
    assert early.join().status_code == 400, "made without the root key"
    early.root_key = root
    del early.form
    assert early.join().status_code == 200


def test_whoever_joined_before_takes_the_fingerprint_up_later(
    app: Flask, session: Session, clinic: Clinic
) -> None:
    root = invited(app, session, clinic, "administrator")
    assert root.join().status_code == 200
    sealed = root.sealed(bytes(64))
    form = {"proof": root.proof.hex(), "sealed_secret": sealed}
    assert root.post("members/me/sealed-secret", form).json["error"] == "size_wrong"
    session.execute(update(Office).where(Office.id == clinic.office.id).values(root_key=bytes(32)))
    member = session.scalars(select(Member).where(Member.name == "administr")).one()
    session.add(
        Passkey(
            office_id=member.office_id,
            member_id=member.id,
            credential_id=b"1",
            public_key=b"1",
            sign_count=0,
            label="",
            sealed_secret=b"the secret alone",
            created_at=now(),
        )
    )
    session.commit()
    wrong = form | {"proof": "0" * 64}
    assert root.post("members/me/sealed-secret", wrong).json["error"] == "passphrase_refused"
    alone = form | {"sealed_secret": root.sealed(bytes(32))}
    assert root.post("members/me/sealed-secret", alone).json["error"] == "size_wrong"
    assert root.post("members/me/sealed-secret", form).status_code == 200
    told = root.client.get("/casework/session").json
    assert told["sealed_secret"] == sealed
    assert session.scalars(select(Passkey.sealed_secret)).all() == [None]
    last = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert (last.member, last.act) == ("administr", "anchor")


def test_a_browser_takes_up_the_fingerprint_that_was_compared_and_no_second_one(
    worker: Worker, clinic: Clinic
) -> None:
    whose = {"site": clinic.site.hex(), "office": "clinic", "name": "root"}
    phrase = worker.ask("drawPassphrase")
    empty = {"office": "clinic", "root_key": "", "charter": {}, "statement": {}}
    made = worker.ask("makeMember", **whose, passphrase=phrase, document=empty)
    assert set(made) == {"proof", "sealed_secret", "recipient", "verify_key"}
    assert phrase not in json.dumps(made)
    assert worker.ask("isAnchored") is False
    before = worker.ask("showOwn")

    document = empty | {"root_key": "ab" * 32}
    typed = keys.fingerprint(bytes.fromhex("ab" * 32))
    own = {"passphrase": phrase, "document": document}
    with pytest.raises(RefusedError, match="NotCompared"):
        worker.ask("sealAnchor", **own, typed=keys.fingerprint(bytes(32)))
    with pytest.raises(RefusedError, match="FingerprintInvalid"):
        worker.ask("sealAnchor", **own, typed=typed[:-4])
    sealed = worker.ask("sealAnchor", **own, typed=typed.lower())
    assert sealed["proof"] == made["proof"]
    told = {"office": document, "grants": [], "sealed_secret": sealed["sealed_secret"]}
    worker.ask("openKeyring", **told)
    assert worker.ask("isAnchored") is True
    assert worker.ask("showOwn") != before, "a leader compares the office's key with it"
    with pytest.raises(RefusedError, match="Anchored"):
        worker.ask("sealAnchor", **own, typed=typed)


def test_a_file_from_before_the_keys_that_is_served_again_meets_a_browser_that_knew_them(
    worker: Worker, clinic: Clinic
) -> None:
    whose = {"site": clinic.site.hex(), "office": "clinic", "name": "root"}
    phrase = worker.ask("drawPassphrase")
    empty = {"office": "clinic", "root_key": "", "charter": {}, "statement": {}}
    before = worker.ask("makeMember", **whose, passphrase=phrase, document=empty)["sealed_secret"]

    def opened(sealed: str, **told: Any) -> Any:
        worker.ask("deriveProof", **whose, passphrase=phrase)
        return worker.ask("openKeyring", sealed_secret=sealed, grants=[], **told)

    def anchored(root: str, **told: Any) -> Any:
        opened(before, office=empty | {"root_key": root}, **told)
        typed = keys.fingerprint(bytes.fromhex(root))
        document = empty | {"root_key": root}
        return worker.ask("sealAnchor", passphrase=phrase, document=document, typed=typed)

    assert opened(before, office=empty)["anchor"] == ""
    whole = anchored("ab" * 32)["sealed_secret"]
    assert opened(whole, office=empty)["anchor"] == "ab" * 32
    assert opened(before, office=empty, anchor="ab" * 32)["anchor"] == "ab" * 32
    with pytest.raises(RefusedError, match="OfficeReplaced"):
        worker.ask("makeSheets", threshold=1, count=1)
    with pytest.raises(RefusedError, match="OfficeReplaced"):
        anchored("cd" * 32, anchor="ab" * 32)
    with pytest.raises(RefusedError, match="OfficeReplaced"):
        worker.ask("joinSheets", texts=[], office=empty | {"root_key": "cd" * 32})
    assert anchored("ab" * 32, anchor="ab" * 32)["sealed_secret"]


def test_what_the_person_reads_is_the_fingerprint_of_these_keys(
    worker: Worker, clinic: Clinic
) -> None:
    whose = {"site": clinic.site.hex(), "office": "clinic", "name": "root"}
    document = {"office": "clinic", "root_key": "ab" * 32, "charter": {}, "statement": {}}
    made = worker.ask(
        "makeMember", **whose, passphrase=worker.ask("drawPassphrase"), document=document
    )
    own = {"recipient": made["recipient"], "verify_key": made["verify_key"]}
    assert worker.ask("showOwn") == keys.member_fingerprint(**whose, root_key="ab" * 32, **own)
