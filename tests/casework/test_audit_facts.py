"""Whatever is written beside an act has words for the auditor."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from casework.audit.fact_texts import FACTS

CASEWORK = Path(__file__).parent.parent.parent / "casework"
RECORDING = ("record", "note", "_note")
NO_FACTS = ("now",)


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


NAMES = sorted(
    {
        keyword.arg
        for path in CASEWORK.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and _called(call) in RECORDING
        for keyword in call.keywords
        if keyword.arg and keyword.arg not in NO_FACTS
    }
)


@pytest.mark.parametrize("name", NAMES)
def test_a_fact_has_words(name: str) -> None:
    assert f"fact_{name}" in FACTS or any(key.startswith(f"{name}_") for key in FACTS)


def test_facts_are_found_at_all() -> None:
    assert {"factor", "failures", "whom", "fields"} <= set(NAMES)
