"""Who has the database and every request, but no passphrase and no sheet, opens nothing."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

import portal
from crypto import age, keys, passwords
from portal.config import Config
from portal.database import Base
from portal.days import today
from portal.mailboxes.service import post_answer
from tests.conftest import Hospital
from tests.journeys.office import Keys
from tests.reporter import Reporter

SEALED = b"age-encryption.org/v1\n"
SECRET = 32


@pytest.fixture
def requests(settings: Config, session: Session, hospital: Hospital) -> list[bytes]:
    """A report, an answer and a message are in the database; what was sent beside sealed files."""
    app = portal.create_app(settings)
    client = app.test_client()
    document, challenge = client.get("/o/hospital/office.json").json, client.get("/challenge").json
    reporter = Reporter(document, challenge)
    assert client.post("/reports", data=reporter.report()).status_code == 201
    assert client.post("/mailbox/messages", data=reporter.message("还有")).status_code == 201
    office = Keys(hospital.setup.trust, hospital.setup.leader.secret, b"", hospital.epoch_secret)
    post_answer(
        session,
        hospital.office.id,
        reporter.mailbox_id,
        id=uuid.uuid4(),
        seq=1,
        sealed=office.answer(reporter, "已受理").sealed,
        epoch=1,
        today=today(),
    )
    session.commit()
    app.extensions["qingfeng.engine"].dispose()
    slug, site = hospital.office.slug, hospital.site
    proofs = [
        passwords.derive(member.passphrase, site, slug, member.member.name).proof
        for member in (hospital.registrar, hospital.investigator)
    ]
    return [reporter.token, *proofs]


def test_nothing_that_a_thief_holds_opens_anything(
    engine: Engine, requests: list[bytes], hospital: Hospital
) -> None:
    values = list(stored(engine))
    files = [value for value in values if isinstance(value, bytes) and value.startswith(SEALED)]
    # Secrets of three members and the epoch's; grants; recovery; a report, an answer, a message.
    assert len(files) >= 3 + 2 + 1 + 3
    held = [*requests, *(secret for value in values for secret in secrets_in(value))]
    assert len(held) > 10
    assert opened(files, held) == 0
    # The same search opens what it should, if it is given the keys.
    assert opened(files, [hospital.epoch_secret]) == 3
    assert opened(files, [hospital.setup.trust]) == 1


def stored(engine: Engine) -> Iterator[object]:
    """Every value of every table."""
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(select(table)):
                yield from row


def secrets_in(value: object) -> Iterator[bytes]:
    """What could be a secret in a stored value: 32 bytes, or so many written in hexadecimal."""
    if isinstance(value, bytes | memoryview):
        if len(value) == SECRET:
            yield bytes(value)
        return
    for written in re.findall(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", str(value)):
        yield bytes.fromhex(written)


def opened(files: list[bytes], held: Iterable[bytes]) -> int:
    """How many files open with any half of any of these secrets."""
    identities = [
        identity
        for secret in held
        for identity in (
            age.Identity.from_seed(secret),
            *(keys.reading_half(kind, secret) for kind in keys.KINDS),
        )
    ]
    return sum(opens(file, identities) for file in files)


def opens(file: bytes, identities: list[age.Identity]) -> bool:
    """Whether one of the identities opens a file."""
    try:
        age.open_sealed(file, identities)
    except age.NoMatch:
        return False
    return True
