"""The first keys of an office: made in its leader's browser, checked and kept here.

The trust secret itself never arrives: what comes is its public half, what it has signed, and the
first epoch's secret sealed to it and to the leader.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from sqlalchemy.orm import Session

from casework.audit.service import record
from casework.cases.forms import read_object, read_sealed, text
from casework.cases.sealed import check_secret
from casework.keyring.service import grant_epoch, keep_epoch, keep_roster, locked_office
from casework.keyring.signed import KEY, KeysRefused, check_said, document_of, is_entry_of, signed
from casework.members.joining import anchor, read_sealed_secret
from casework.members.models import Member
from crypto.statements import Unvouched, read_roster, vouch
from portal.offices.models import Office
from portal.offices.service import the_site


class AlreadySetUp(Exception):
    """The office has its keys: they are made once."""


@dataclass(frozen=True)
class Founding:
    """What a leader's browser made (`POST /casework/keyring/setup`).

    recovery, grant: the first epoch's secret, sealed to the trust secret and to the leader.
    sealed_secret: the leader's own, now with the root key beside it.
    """

    proof: bytes
    root_key: bytes
    charter: dict[str, Any]
    statement: dict[str, Any]
    roster: dict[str, Any]
    recovery: bytes
    grant: bytes
    sealed_secret: bytes

    @classmethod
    def from_request(cls) -> Self:
        """Raises FormInvalid, NotSealed, TooManyRecipients, SizeWrong."""
        given = read_object()
        recovery, grant = read_sealed(given, "recovery"), read_sealed(given, "grant")
        for sealed in (recovery, grant):
            check_secret(sealed)
        return cls(
            bytes.fromhex(text(given, "proof", KEY)),
            bytes.fromhex(text(given, "root_key", KEY)),
            signed(given, "charter"),
            signed(given, "statement"),
            signed(given, "roster"),
            recovery,
            grant,
            read_sealed_secret(str(given.get("sealed_secret"))),
        )


def set_up_keys(
    session: Session, leader: Member, founding: Founding, *, today: date, now: datetime
) -> Office:
    """Give an office its first keys. The caller commits. Raises AlreadySetUp, KeysRefused,
    RosterForged.
    """
    office = locked_office(session, leader)
    if office.is_set_up:
        raise AlreadySetUp
    site = the_site(session).site.hex()
    document = document_of(office, founding.root_key, founding.charter, founding.statement)
    try:
        _check(office, leader, founding, document, site, today)
    except Unvouched as error:
        raise KeysRefused(str(error)) from error
    office.root_key = founding.root_key
    office.charter, office.statement, office.epoch = founding.charter, founding.statement, 1
    leader = session.get_one(Member, (leader.office_id, leader.id))
    leader.rostered_at = now
    keep_epoch(session, office, 1, founding.recovery)
    grant_epoch(session, office, 1, leader, founding.grant)
    keep_roster(session, office, founding.roster)
    anchor(session, office, leader, founding.sealed_secret, now=now)
    record(session, office.id, leader.name, "keys_set_up", office.fingerprint, now=now)
    return office


def _check(
    office: Office,
    leader: Member,
    founding: Founding,
    document: dict[str, Any],
    site: str,
    today: date,
) -> None:
    """Make sure that all is signed, and says what the office's rows say. Raises KeysRefused."""
    vouched = vouch(document, site, today.isoformat())
    roster = read_roster(founding.roster, document, site, today.isoformat())
    check_said(office, vouched)
    key = leader.verify_key.hex()
    entries = roster.members
    if (
        (vouched.epoch, vouched.previous, roster.version) != (1, "", 1)
        or founding.charter["leaders"] != [key]
        or not roster.recovery
        or len(entries) != 1
        or not is_entry_of(entries[0], leader)
    ):
        raise KeysRefused("the first keys vouch for one leader, one epoch and recovery")
