"""Signed statements, and what the statements of an office prove together."""

from crypto.statements.signing import TYPES, SignatureInvalid, canonical, sign, verify
from crypto.statements.vouching import (
    CHARTER_DAYS,
    STATEMENT_DAYS,
    CharterExpired,
    CharterInvalid,
    FingerprintMismatch,
    LeaderUnknown,
    OfficeMismatch,
    StatementExpired,
    StatementInvalid,
    Unvouched,
    Vouched,
    vouch,
)

__all__ = [
    "CHARTER_DAYS",
    "STATEMENT_DAYS",
    "TYPES",
    "CharterExpired",
    "CharterInvalid",
    "FingerprintMismatch",
    "LeaderUnknown",
    "OfficeMismatch",
    "SignatureInvalid",
    "StatementExpired",
    "StatementInvalid",
    "Unvouched",
    "Vouched",
    "canonical",
    "sign",
    "verify",
    "vouch",
]
