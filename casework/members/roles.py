"""Which roles one person may hold (三员分设：管理、审计、业务互不兼任)."""

from __future__ import annotations

from collections.abc import Collection

from casework.members.models import ALONE, ROLES

BEFORE_KEYS = frozenset({"leader", "administrator"})
"""Who may join an office that has no keys yet: whoever sets it up."""


class RolesInvalid(Exception):
    """No role, an unknown one, or one that stands alone (models.ALONE) beside another."""


class KeysMissing(Exception):
    """The office has no keys yet: only its leaders and administrators may join before."""


def check_roles(roles: Collection[str]) -> list[str]:
    """The roles, each once, in the order of ROLES. Raises RolesInvalid."""
    held = set(roles)
    if not held or held - set(ROLES) or (held & ALONE and len(held) > 1):
        raise RolesInvalid
    return [role for role in ROLES if role in held]
