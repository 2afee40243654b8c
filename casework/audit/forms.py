"""What is accepted of a signed head, and what an auditor may ask for."""

from __future__ import annotations

from typing import Any

from flask import request

from casework.audit.heads import is_head


def read_head() -> dict[str, Any] | None:
    """The signed head that a browser sends as it locks, if it sends one: nothing waits for it."""
    try:
        given = request.get_json(silent=True)
    except RecursionError:
        return None
    head = given.get("head") if isinstance(given, dict) else None
    return head if isinstance(head, dict) and is_head(head) else None
