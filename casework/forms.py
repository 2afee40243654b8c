"""What is accepted: flat JSON objects of text, each field checked by one pattern."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from binascii import Error
from collections.abc import Mapping
from typing import Any

from flask import request

from crypto.padding import SEALED_SIZES
from portal.reports.forms import FormInvalid

MOST_BYTES = 1024 * 1024
"""Bytes of a request: a registration holds a whole report and some letters."""
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
SEALED = re.compile(rf"[A-Za-z0-9+/]{{1,{2 * max(SEALED_SIZES)}}}={{0,2}}")


def given_json() -> Any:
    """What the request's JSON says, or None if it says nothing.

    Raises FormInvalid for half of a surrogate pair: no encoding has it, so that it could be stored
    and never shown again, and a page that lists it would fail for everybody.
    """
    try:
        given = request.get_json(silent=True)
        json.dumps(given, ensure_ascii=False).encode()
    except (RecursionError, UnicodeEncodeError):
        raise FormInvalid(["json"]) from None
    return given


def read_json(patterns: Mapping[str, re.Pattern[str]]) -> dict[str, str]:
    """The fields of the request's JSON object; fields nobody asked for are not looked at.

    Raises FormInvalid with the names of the fields that are missing or malformed.
    """
    given = given_json()
    fields = given if isinstance(given, dict) else {}
    read = {name: fields.get(name) for name in patterns}
    checked = {
        name: value
        for name, value in read.items()
        if isinstance(value, str) and patterns[name].fullmatch(value)
    }
    if len(checked) < len(patterns):
        raise FormInvalid(sorted(set(patterns) - set(checked)))
    return checked


def from_base64(name: str, text: str) -> bytes:
    """The bytes of a field of standard base64. Raises FormInvalid."""
    try:
        return b64decode(text, validate=True)
    except Error:
        raise FormInvalid([name]) from None
