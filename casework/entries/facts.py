"""What the server may be told beside a sealed entry: codes, days, counts, ids, members' names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from casework.forms import UUID
from casework.members.forms import NAME
from portal.reports.forms import FormInvalid

Fact = Callable[[Any], bool]
CODE = re.compile(r"[A-Za-z0-9_]{1,20}")
MOST = 40


def code(*known: str) -> Fact:
    """One of these codes; of none, a code of an office's list."""
    return lambda value: (
        isinstance(value, str) and bool(CODE.fullmatch(value)) and (not known or value in known)
    )


def codes(*known: str) -> Fact:
    """Some of these codes, each once."""
    return lambda value: _each(value, code(*known))


def names(least: int = 0) -> Fact:
    """Sign-in names of members, each once."""
    return lambda value: _each(value, name) and len(value) >= least


def count(least: int = 0) -> Fact:
    """A number of people or things."""
    return lambda value: type(value) is int and least <= value < 10**6


def name(value: Any) -> bool:
    """A member's sign-in name."""
    return isinstance(value, str) and bool(NAME.fullmatch(value))


def maybe(fits: Fact) -> Fact:
    """Such a value, or an empty text."""
    return lambda value: value == "" or fits(value)


def ref(value: Any) -> bool:
    """The id of an entry, a case or a letter."""
    return isinstance(value, str) and bool(UUID.fullmatch(value))


def flag(value: Any) -> bool:
    """Yes or no."""
    return type(value) is bool


def day(value: Any) -> bool:
    """A date as YYYY-MM-DD."""
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def check_facts(rules: Mapping[str, Fact], facts: Any) -> dict[str, Any]:
    """Facts that are just what a kind of entry has. Raises FormInvalid with the names."""
    given = facts if isinstance(facts, dict) else {}
    wrong = [key for key, fits in rules.items() if key not in given or not fits(given[key])]
    if wrong or set(given) - set(rules):
        raise FormInvalid(sorted({*wrong, *(set(given) - set(rules))}))
    return given


def _each(value: Any, fits: Fact) -> bool:
    is_list = isinstance(value, list) and len(value) <= MOST
    return is_list and all(map(fits, value)) and len(set(value)) == len(value)
