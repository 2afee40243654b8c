"""Passkeys (WebAuthn Level 3): what a browser is asked for, and whether its answer is right.

The authenticator has to check who holds it (a PIN, a finger, a face): some passkeys unlock a desk
without the passphrase, so that having one in the hand must not be enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import options_to_json_dict, parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from casework.members.factor_models import Passkey
from casework.members.models import Member

REQUIRED = UserVerificationRequirement.REQUIRED
MALFORMED = (WebAuthnException, ValueError, KeyError, TypeError, RecursionError)
"""How the library says that an answer is wrong, or is none at all."""


class PasskeyRefused(Exception):
    """What came is not the answer of such a passkey to this challenge, at this address."""


@dataclass(frozen=True)
class RelyingParty:
    """Where passkeys are made and used: a host name, and the host with its port.

    TLS may end before us, so that we do not see whether a page came by it: browsers offer passkeys
    on pages that did, and otherwise only on this very machine or an onion address.
    """

    id: str
    host: str

    @property
    def origins(self) -> list[str]:
        """What a browser may say that its page is."""
        return [f"https://{self.host}", f"http://{self.host}"]


def creation_options(
    party: RelyingParty, office: str, member: Member, known: Sequence[Passkey], challenge: bytes
) -> dict[str, Any]:
    """What `navigator.credentials.create` is asked for, as JSON. office: its slug."""
    options = generate_registration_options(
        rp_id=party.id,
        rp_name="清风 Qingfeng",
        user_id=member.id.bytes,
        user_name=f"{office}/{member.name}",
        user_display_name=member.display_name,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED, user_verification=REQUIRED
        ),
        exclude_credentials=_descriptors(known),
    )
    return options_to_json_dict(options)


def request_options(
    party: RelyingParty, known: Sequence[Passkey], challenge: bytes
) -> dict[str, Any]:
    """What `navigator.credentials.get` is asked for, as JSON."""
    options = generate_authentication_options(
        rp_id=party.id,
        challenge=challenge,
        allow_credentials=_descriptors(known),
        user_verification=REQUIRED,
    )
    return options_to_json_dict(options)


def new_passkey(
    member: Member, party: RelyingParty, challenge: bytes, credential: str, now: datetime
) -> Passkey:
    """The passkey that a browser has made, not yet stored. Raises PasskeyRefused."""
    try:
        made = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origins,
            require_user_verification=True,
        )
    except MALFORMED:
        raise PasskeyRefused from None
    return Passkey(
        office_id=member.office_id,
        member_id=member.id,
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        label="",
        created_at=now,
    )


def check_passkey(
    known: Sequence[Passkey], party: RelyingParty, challenge: bytes, credential: str, now: datetime
) -> Passkey:
    """Which of a member's passkeys has answered; it remembers that. Raises PasskeyRefused."""
    try:
        given = parse_authentication_credential_json(credential).raw_id
        passkey = next(each for each in known if each.credential_id == given)
        answer = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origins,
            credential_public_key=passkey.public_key,
            credential_current_sign_count=passkey.sign_count,
            require_user_verification=True,
        )
    except (*MALFORMED, StopIteration):
        raise PasskeyRefused from None
    passkey.sign_count, passkey.used_at = answer.new_sign_count, now
    return passkey


def _descriptors(known: Sequence[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=each.credential_id) for each in known]
