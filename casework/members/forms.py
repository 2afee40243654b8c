"""What is accepted of a member: names, and proofs of passphrases that never arrive here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from flask import request

from casework.forms import given_json, read_json
from casework.members.passkeys import RelyingParty

PROOF = {"proof": re.compile(r"[0-9a-f]{64}")}
NAME = re.compile(r"[a-z0-9-]{1,40}")
SIGN_IN = PROOF | {"office": NAME, "name": NAME}
CREDENTIAL = re.compile(r"\{.{1,20000}\}", re.DOTALL)
"""What a browser's passkey answers: JSON, looked into by the library."""
TYPED = re.compile(r".{1,40}")
SECOND_FACTOR = {
    "pending": re.compile(r"[0-9a-f]{96}"),
    "method": re.compile(r"passkey|totp|code"),
}


def relying_party() -> RelyingParty:
    """Where this request's page stands. The host is one of ours (wsgi.py)."""
    return RelyingParty(request.host.partition(":")[0], request.host)


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
class SecondFactorForm:
    """What somebody who has proved the passphrase answers next.

    answer: a passkey's credential, six digits, or a recovery code as it was typed.
    """

    pending: str
    method: str
    answer: str

    @classmethod
    def from_request(cls) -> Self:
        """Read `POST /casework/session/second-factor`. Raises FormInvalid."""
        fields = read_json(SECOND_FACTOR)
        pattern = CREDENTIAL if fields["method"] == "passkey" else TYPED
        answer = read_json({"answer": pattern})["answer"]
        return cls(fields["pending"], fields["method"], answer)


@dataclass(frozen=True)
class UnlockForm:
    """A member who is signed in proves once more that they are there.

    By the passphrase's proof, or by the credential of a passkey.
    """

    proof: bytes
    credential: str

    @classmethod
    def from_request(cls) -> Self:
        """Read `POST /casework/session/unlock`. Raises FormInvalid."""
        given = given_json()
        if isinstance(given, dict) and given.get("method") == "passkey":
            return cls(b"", read_json({"answer": CREDENTIAL})["answer"])
        return cls(bytes.fromhex(read_json(PROOF)["proof"]), "")
