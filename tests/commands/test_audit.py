"""`qingfeng audit`: whatever is done to a stored chain is found, and the entry is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from casework.audit.acts import ACTS
from casework.audit.heads import keep_head
from casework.audit.models import AuditEntry, AuditHead, SignedHead
from casework.audit.service import record
from casework.audit.verifying import verify_chain
from casework.commands import main
from casework.keyring.models import Roster
from casework.members.models import Member
from crypto import keys
from crypto.statements import sign
from portal.config import Config
from portal.days import now, today
from tests.conftest import Hospital

Run = Callable[..., Result]
LENGTH = 6
SIGNED = 4
"""Up to which entry the registrar has signed."""


@pytest.fixture
def run(settings: Config, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `qingfeng audit` on the test installation."""
    monkeypatch.setenv("QINGFENG_DATA", str(settings.data))
    monkeypatch.setenv("QINGFENG_DATABASE", settings.database)

    def run(*words: str) -> Result:
        return CliRunner().invoke(main, ["audit", *words])

    return run


@pytest.fixture
def chain(session: Session, hospital: Hospital) -> list[AuditEntry]:
    """A chain of the hospital's."""
    entries = [
        record(session, hospital.office.id, "registrar", act, f"s{n}", now=now(), n=n)
        for n, act in enumerate(list(ACTS)[:LENGTH], 1)
    ]
    session.flush()
    assert keep(session, hospital, entries[SIGNED - 1])
    session.commit()
    return entries


def keep(session: Session, hospital: Hospital, entry: AuditEntry, **changes: Any) -> bool:
    """Keep an entry as the registrar's browser signs it."""
    welcome = hospital.registrar
    key = keys.signing_half("member", welcome.secret)
    head = {
        "type": "qingfeng/head",
        "site": hospital.site.hex(),
        "office": hospital.office.slug,
        "seq": entry.seq,
        "digest": entry.digest.hex(),
        "member": "registrar",
        "verify_key": welcome.member.verify_key.hex(),
        "signed_on": today().isoformat(),
    }
    signed = sign("head", head | changes, key)
    return keep_head(session, hospital.office, welcome.member, signed, now())


def test_a_whole_chain_is_one_line_for_each_office(run: Run, chain: list[AuditEntry]) -> None:
    result = run("verify")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "hospital: whole, 6 entries, signed by members up to 4.",
        "stranger: whole, 0 entries, signed by nobody yet.",
    ]
    assert run("verify", "stranger").output.count("\n") == 1
    assert run("verify", "nowhere").exit_code == 1


def beyond(session: Session, seq: int) -> None:
    """Cut the chain after an entry, and have its end say so."""
    last = session.scalars(select(AuditEntry).where(AuditEntry.seq == seq)).one()
    session.execute(delete(AuditEntry).where(AuditEntry.seq > seq))
    session.execute(update(AuditHead).values(seq=seq, digest=last.digest))


def exchange(session: Session, one: int, other: int) -> None:
    """Let two entries change places."""
    for old, new in ((one, 99), (other, one), (99, other)):
        session.execute(update(AuditEntry).where(AuditEntry.seq == old).values(seq=new))


def write_anew(session: Session, hospital: Hospital, seq: int) -> None:
    """Write everything from an entry on anew, as somebody else's acts."""
    beyond(session, seq - 1)
    session.expire_all()
    for _ in range(seq, LENGTH + 1):
        record(session, hospital.office.id, "somebody", "lock", now=now())


def forge(session: Session, hospital: Hospital, seq: int) -> None:
    """Change what a member signed."""
    row = session.scalars(select(SignedHead)).one()
    row.statement = row.statement | {"signed_on": "2001-01-01"}


def replace(session: Session, hospital: Hospital, seq: int) -> None:
    """Replace an entry by one that gives its digest."""
    kept = session.scalars(select(AuditEntry).where(AuditEntry.seq > seq)).all()
    after = [{c.key: getattr(row, c.key) for c in AuditEntry.__table__.columns} for row in kept]
    end = session.scalars(select(AuditHead)).one()
    last = (end.seq, end.digest)
    beyond(session, seq - 1)
    session.expire_all()
    record(session, hospital.office.id, "somebody", "lock", now=now())
    session.add_all(AuditEntry(**row) for row in after)
    session.execute(update(AuditHead).values(seq=last[0], digest=last[1]))


Tamper = Callable[[Session, Hospital, int], object]
ways: dict[str, tuple[Tamper, int, int, str]] = {
    "fact": (lambda s, _h, n: set_(s, n, facts={"n": 9}), 3, 3, "it was changed"),
    "no fact": (
        lambda s, _h, n: s.execute(
            text(f"UPDATE {entries(s)} SET facts = '[]' WHERE seq = :n"), {"n": n}
        ),
        3,
        3,
        "it was changed",
    ),
    "previous": (lambda s, _h, n: set_(s, n, previous=b"\1" * 32), 1, 1, "it was changed"),
    "missing": (lambda s, _h, n: s.execute(delete(AuditEntry).where(is_(n))), 2, 2, "missing"),
    "first": (lambda s, _h, n: s.execute(delete(AuditEntry).where(is_(n))), 1, 1, "missing"),
    "exchanged": (lambda s, _h, n: exchange(s, n, 5), 2, 2, "it stands elsewhere, as entry 5"),
    "renumbered": (lambda s, _h, n: set_(s, n, seq=77), 3, 3, "it stands elsewhere, as entry 77"),
    "replaced": (replace, 3, 3, "it was replaced"),
    "cut": (lambda s, _h, n: s.execute(delete(AuditEntry).where(AuditEntry.seq >= n)), 6, 6, "cut"),
    "cut with its end": (lambda s, _h, n: beyond(s, n - 1), 3, 3, "signed by registrar"),
    "all cut": (
        lambda s, _h, _n: (s.execute(delete(AuditEntry)), s.execute(delete(AuditHead))),
        1,
        1,
        "signed by registrar",
    ),
    "end": (lambda s, _h, _n: s.execute(update(AuditHead).values(seq=2)), 6, 3, "where the chain"),
    "no end": (lambda s, _h, _n: s.execute(delete(AuditHead)), 6, 6, "where the chain ends"),
    "anew": (write_anew, 2, SIGNED, "written anew"),
    "forged": (forge, 4, 4, "does not hold"),
}


def entries(session: Session) -> str:
    """The table's name in this database."""
    schema = "casework." if session.get_bind().dialect.name == "postgresql" else ""
    return f"{schema}audit_entries"


def is_(seq: int) -> Any:
    return AuditEntry.seq == seq


def set_(session: Session, seq: int, /, **values: Any) -> None:
    session.execute(update(AuditEntry).where(is_(seq)).values(**values))


@pytest.mark.parametrize("way", ways)
def test_whatever_is_done_to_a_chain_the_entry_is_named(
    run: Run, session: Session, hospital: Hospital, chain: list[AuditEntry], way: str
) -> None:
    tamper, seq, named, why = ways[way]
    tamper(session, hospital, seq)
    session.commit()
    result = run("verify", "stranger", "hospital")
    assert result.exit_code == 1
    whole, broken = result.output.splitlines()
    assert whole.startswith("stranger: whole")
    assert broken.startswith(f"hospital: BROKEN at entry {named}: ")
    assert why in broken


def test_a_signature_that_no_roster_vouches_for_is_no_alarm(
    run: Run, session: Session, hospital: Hospital, chain: list[AuditEntry]
) -> None:
    session.execute(update(Member).where(Member.name == "registrar").values(verify_key=b"\1" * 32))
    session.execute(delete(Roster))
    session.commit()
    result = run("verify", "hospital")
    assert (result.exit_code, "1 signatures by keys not on the roster" in result.output) == (
        0,
        True,
    )


def test_an_auditors_copy_holds_every_entry(
    run: Run, chain: list[AuditEntry], tmp_path: Path, session: Session
) -> None:
    file = tmp_path / "copy.jsonl"
    result = run("export", "hospital", "-o", str(file))
    assert (result.exit_code, result.output) == (0, f"{file}: 7 entries of hospital.\n")
    head, *lines = map(json.loads, file.read_text().splitlines())
    assert head["format"] == "qingfeng.audit/1"
    assert [line["seq"] for line in lines] == list(range(1, 8))
    assert [line["digest"] for line in lines[:6]] == [entry.digest.hex() for entry in chain]
    assert (lines[-1]["act"], lines[-1]["member"]) == ("audit_export", "")
    assert run("export", "hospital", "-o", str(file)).exit_code == 1
    assert run("verify", "hospital").output.startswith("hospital: whole, 7 entries")


columns = st.sampled_from(["at", "member", "act", "subject"])


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(seq=st.integers(1, LENGTH), column=columns, said=st.text(st.characters(codec="utf-8")))
def test_any_word_changed_in_the_database_is_found(
    session: Session,
    hospital: Hospital,
    chain: list[AuditEntry],
    seq: int,
    column: str,
    said: str,
) -> None:
    old = getattr(chain[seq - 1], column)
    if said == old or "\0" in said:
        return
    set_(session, seq, **{column: said})
    broken = verify_chain(session, hospital.office).broken
    assert broken is not None and (broken.seq, broken.kind) == (seq, "changed")
    session.rollback()
