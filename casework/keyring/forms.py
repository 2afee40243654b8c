"""What a leader's browser signs and seals for the keyring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from casework.cases.forms import each, number, read_object, read_sealed, text
from casework.cases.sealed import check_secret
from casework.keyring.signed import signed
from casework.members.forms import NAME
from portal.reports.forms import FormInvalid

MOST_GRANTS = 400


@dataclass(frozen=True)
class EpochGrantForm:
    """An epoch's secret, sealed to the member of this name."""

    member: str
    epoch: int
    sealed: bytes


@dataclass(frozen=True)
class RosterForm:
    """A roster, and the secrets for who newly holds the office's keys."""

    roster: dict[str, Any]
    grants: Sequence[EpochGrantForm]

    @classmethod
    def from_request(cls) -> Self:
        """Read `POST /casework/keyring/roster`. Raises FormInvalid and as check_secret."""
        given = read_object()
        return cls(signed(given, "roster"), read_grants(given))


@dataclass(frozen=True)
class RotationForm:
    """A new epoch: its statement, its secret sealed to recovery and to keyholders, a roster."""

    statement: dict[str, Any]
    recovery: bytes
    grants: Sequence[EpochGrantForm]
    roster: dict[str, Any]

    @classmethod
    def from_request(cls) -> Self:
        """Read `POST /casework/keyring/rotation`. Raises FormInvalid and as check_secret."""
        given = read_object()
        recovery = read_sealed(given, "recovery")
        check_secret(recovery)
        return cls(
            signed(given, "statement"), recovery, read_grants(given), signed(given, "roster")
        )


@dataclass(frozen=True)
class RenewalForm:
    """A statement and a roster that say the same for longer."""

    statement: dict[str, Any]
    roster: dict[str, Any]

    @classmethod
    def from_request(cls) -> Self:
        """Read `POST /casework/keyring/renewal`. Raises FormInvalid."""
        given = read_object()
        return cls(signed(given, "statement"), signed(given, "roster"))


def read_grants(given: dict[str, Any]) -> Sequence[EpochGrantForm]:
    """Grants, one for each member and epoch at most. Raises FormInvalid and as check_secret."""
    grants = each(given, "grants", _grant, MOST_GRANTS)
    if len({(grant.member, grant.epoch) for grant in grants}) < len(grants):
        raise FormInvalid(["grants"])
    return grants


def _grant(value: Any) -> EpochGrantForm:
    sealed = read_sealed(value, "sealed")
    check_secret(sealed)
    return EpochGrantForm(text(value, "member", NAME), number(value, "epoch"), sealed)
