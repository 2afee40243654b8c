"""What is signed for an office away from any browser: charter, statement, roster.

The same fields as static/js/worker/charter.js writes. Nothing is checked here (vouching.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from casework.keyring.service import keep_roster, newest_roster
from crypto import keys, statements
from portal.offices.models import Office
from portal.offices.service import the_site

CHARTER_DAYS = 395
STATEMENT_DAYS = 90


def sign_charter(
    session: Session, office: Office, leaders: Sequence[str], trust: bytes, *, today: date
) -> str:
    """Sign who leads the office with its trust secret. Gives the recipient for recovery."""
    recovery = str(keys.reading_half("trust", trust).recipient)
    body = {
        **_place(session, office),
        "leaders": list(leaders),
        "recovery": statements.recovery_digest(recovery),
        **_valid(_after(office.charter, today), CHARTER_DAYS),
    }
    office.charter = statements.sign("charter", body, keys.signing_half("trust", trust))
    return recovery


def sign_statement(
    session: Session, office: Office, leader: bytes, halves: tuple[str, str], *, today: date
) -> None:
    """Sign what the office's row says with a leader's secret.

    halves: recipient and answer key of its present epoch.
    """
    key, authority = keys.signing_half("member", leader), office.authority
    recipient, answer_key = halves
    body: dict[str, Any] = {
        **_place(session, office),
        "name": office.name(),
        "epoch": office.epoch,
        "recipient": recipient,
        "answer_key": answer_key,
        "authority": authority.slug if authority else "",
        "authority_fingerprint": authority.fingerprint if authority else "",
        "previous": office.statement.get("previous", ""),
        "epoch_on": _begun(office.statement, today),
        "leader": keys.verify_key(key).hex(),
        **_valid(_after(office.statement, today), STATEMENT_DAYS),
    }
    office.statement = statements.sign("statement", body, key)


def _begun(statement: dict[str, Any], today: date) -> str:
    """The day on which the present epoch began, as far as it was signed."""
    return str(statement.get("epoch_on") or statement.get("issued_on") or today.isoformat())


def sign_roster(
    session: Session,
    office: Office,
    leader: bytes,
    members: Iterable[statements.Entry],
    recovery: str,
    *,
    today: date,
) -> None:
    """Sign who the office's members are with a leader's secret, and keep it as the next version."""
    key, last = keys.signing_half("member", leader), newest_roster(session, office)
    body = {
        **_place(session, office),
        "version": last.version + 1 if last else 1,
        "epoch": office.epoch,
        "members": [entry._asdict() | {"roles": list(entry.roles)} for entry in members],
        "recovery": recovery,
        "leader": keys.verify_key(key).hex(),
        **_valid(today, STATEMENT_DAYS),
    }
    keep_roster(session, office, statements.sign("roster", body, key))
    session.flush()


def _place(session: Session, office: Office) -> dict[str, str]:
    return {"site": the_site(session).site.hex(), "office": office.slug}


def _after(replaced: dict[str, Any], today: date) -> date:
    """Today, or the day after if what is replaced is of then: a leader's clock may be ahead by so
    much, and no browser takes what is older than what it saw."""
    tomorrow = today + timedelta(days=statements.CLOCK_DAYS)
    return tomorrow if replaced.get("issued_on") == tomorrow.isoformat() else today


def _valid(day: date, days: int) -> dict[str, str]:
    return {
        "issued_on": day.isoformat(),
        "expires_on": (day + timedelta(days=days)).isoformat(),
    }
