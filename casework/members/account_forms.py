"""What is accepted on a member's own account: proofs, sealed secrets, answers of new factors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from casework.forms import SEALED, from_base64, read_json
from casework.members.authenticator import DIGITS
from casework.members.factors_enrolment import NewFactor
from casework.members.forms import CREDENTIAL, PROOF
from portal.reports.sealed import check_structure

LABEL = re.compile(r"[^\x00-\x1f\x7f]{1,80}")
PASSPHRASE = PROOF | {"new_proof": re.compile(r"[0-9a-f]{64}"), "sealed_secret": SEALED}
PASSKEY = {
    "answer": CREDENTIAL,
    "label": LABEL,
    "sealed": re.compile(f"(?:{SEALED.pattern})?"),
}


@dataclass(frozen=True)
class PassphraseForm:
    """Another passphrase: proofs of the old one and of the new, the secret sealed to the new."""

    proof: bytes
    new_proof: bytes
    sealed_secret: bytes

    @classmethod
    def from_request(cls) -> Self:
        """Read `POST /casework/account/passphrase`. Raises FormInvalid, NotSealed."""
        fields = read_json(PASSPHRASE)
        sealed = from_base64("sealed_secret", fields["sealed_secret"])
        check_structure(sealed)
        proof, new = bytes.fromhex(fields["proof"]), bytes.fromhex(fields["new_proof"])
        return cls(proof, new, sealed)


def read_proof() -> bytes:
    """The proof that comes with a change. Raises FormInvalid."""
    return bytes.fromhex(read_json(PROOF)["proof"])


def read_label() -> str:
    """What a member calls a passkey. Raises FormInvalid."""
    return read_json({"label": LABEL})["label"].strip()


def read_new_factor() -> NewFactor:
    """What a browser answers when a second factor is added. Raises FormInvalid, NotSealed."""
    method = read_json({"method": re.compile(r"passkey|totp")})["method"]
    if method == "totp":
        return NewFactor("totp", read_json({"answer": DIGITS})["answer"])
    fields = read_json(PASSKEY)
    sealed = from_base64("sealed", fields["sealed"]) if fields["sealed"] else None
    if sealed is not None:
        check_structure(sealed)
    return NewFactor("passkey", fields["answer"], fields["label"].strip(), sealed)
