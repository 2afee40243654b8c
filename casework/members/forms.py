"""What is accepted of a member: names, and proofs of passphrases that never arrive here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from casework.forms import read_json

PROOF = {"proof": re.compile(r"[0-9a-f]{64}")}
NAME = re.compile(r"[a-z0-9-]{1,40}")
SIGN_IN = PROOF | {"office": NAME, "name": NAME}


@dataclass(frozen=True)
class SignInForm:
    """Who says they are signing in."""

    office: str
    name: str
    proof: bytes

    @classmethod
    def from_request(cls) -> Self:
        """Read `POST /casework/session`. Raises FormInvalid."""
        fields = read_json(SIGN_IN)
        return cls(fields["office"], fields["name"], bytes.fromhex(fields["proof"]))


@dataclass(frozen=True)
class UnlockForm:
    """A member who is signed in proves once more that they are there."""

    proof: bytes

    @classmethod
    def from_request(cls) -> Self:
        """Read `POST /casework/session/unlock`. Raises FormInvalid."""
        return cls(bytes.fromhex(read_json(PROOF)["proof"]))
