"""The page's forms and the server's table say the same of every kind of entry."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest

from casework.entries.hint_texts import HINTS
from casework.entries.stages import KINDS, OWN_ROUTES
from casework.entries.texts import ENTRIES
from tests.casework.inspector import ROOT

ELSEWHERE = {"answer_draft", "told", "answered", "decision", "signature", "withdrawal", *OWN_ROUTES}
"""What is written by a button, by an answer or together with something else."""


@pytest.fixture(scope="module")
def forms() -> dict[str, Any]:
    """Of each form in the browser: the keys of its texts, the names of its facts."""
    command = ["node", ROOT / "tests/js/support/forms.js"]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(told.stdout)
    return found


def test_everything_a_form_says_is_in_words(forms: dict[str, Any]) -> None:
    said = {key for form in forms.values() for key in form["texts"]}
    assert said - {*ENTRIES, *HINTS} == set()


def test_a_form_sends_the_facts_that_the_server_asks_for(forms: dict[str, Any]) -> None:
    sent = {kind: {*form["facts"]} for kind, form in forms.items() if kind not in OWN_ROUTES}
    assert sent == {kind: {*KINDS[kind].facts} for kind in sent}


def test_every_kind_can_be_written_somewhere(forms: dict[str, Any]) -> None:
    assert {*KINDS} - {*forms} <= ELSEWHERE
    assert {*forms} <= {*KINDS}


def test_every_need_is_in_words() -> None:
    needs = {need for rule in KINDS.values() for need in rule.needs}
    assert {f"need_{need}" for need in needs} <= {*ENTRIES}
