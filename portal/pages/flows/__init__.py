"""Question flows: one versioned data file each, in Chinese and English (docs/report-format.md).

An old report keeps its old wording, because the questions it answered are sealed into it; a
changed file gets a new number in its `id`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

KINDS = ("report", "surrender")
INPUTS = ("tiles", "line", "text")
PREFILLS = ("", "ward")
LANGUAGES = frozenset({"zh-Hans", "en"})
Words = dict[str, str]


class FlowInvalid(Exception):
    """A flow's data file breaks a rule; the message says where."""


@dataclass(frozen=True)
class Choice:
    """One tile, or the answer behind a skip link."""

    id: str
    text: Words


@dataclass(frozen=True)
class Field:
    """One answer.

    input: `tiles` (several may be chosen), `line` or `text` (several lines).
    label: None where the title of the step is the question.
    prefill: what the page's fragment may fill in beforehand (`ward`).
    """

    id: str
    input: str
    label: Words | None
    hint: Words | None
    choices: tuple[Choice, ...]
    prefill: str


@dataclass(frozen=True)
class Skip:
    """The quiet way on. With an `answer`, taking it from an empty step is an answer itself.

    to: the step it leads to; empty for the next one.
    """

    text: Words
    answer: str
    to: str


@dataclass(frozen=True)
class Step:
    """One question on the screen."""

    id: str
    title: Words
    hint: Words | None
    fields: tuple[Field, ...]
    skip: Skip | None


@dataclass(frozen=True)
class Flow:
    """The questions of one kind of report, in order."""

    id: str
    kind: str
    steps: tuple[Step, ...]


@cache
def flow(kind: str) -> Flow:
    """The flow for a kind of report. Raises FlowInvalid."""
    path = Path(__file__).with_name(f"{kind}.json")
    return read_flow(json.loads(path.read_text(encoding="utf-8")))


def read_flow(data: dict[str, Any]) -> Flow:
    """Read a flow from its data. Raises FlowInvalid."""
    steps = tuple(_step(step) for step in data["steps"])
    read = Flow(data["id"], _one_of(data["kind"], KINDS), steps)
    fields = [field.id for step in steps for field in step.fields]
    names = {step.id for step in steps}
    if len(names) != len(steps) or len(set(fields)) != len(fields):
        raise FlowInvalid(f"{read.id}: a step or field stands twice")
    for step in steps:
        if step.skip and step.skip.to and step.skip.to not in names:
            raise FlowInvalid(f"{read.id}: {step.id} skips to a step there is not")
    return read


def _step(data: dict[str, Any]) -> Step:
    fields = tuple(_field(field) for field in data["fields"])
    if any(field.label is None for field in fields[1:]):
        raise FlowInvalid(f"{data['id']}: only the first field may go by the title alone")
    skip = data.get("skip")
    return Step(
        data["id"],
        _words(data["title"]),
        _words_or_none(data.get("hint")),
        fields,
        Skip(_words(skip["text"]), skip.get("answer", ""), skip.get("to", "")) if skip else None,
    )


def _field(data: dict[str, Any]) -> Field:
    choices = tuple(Choice(item["id"], _words(item["text"])) for item in data.get("choices", ()))
    if (data["input"] == "tiles") != bool(choices):
        raise FlowInvalid(f"{data['id']}: tiles need choices, and nothing else has them")
    return Field(
        data["id"],
        _one_of(data["input"], INPUTS),
        _words_or_none(data.get("label")),
        _words_or_none(data.get("hint")),
        choices,
        _one_of(data.get("prefill", ""), PREFILLS),
    )


def _one_of(value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise FlowInvalid(f"{value} is none of {', '.join(allowed)}")
    return value


def _words(data: dict[str, str]) -> Words:
    if set(data) != LANGUAGES or not all(data.values()):
        raise FlowInvalid(f"not in both languages: {data}")
    return data


def _words_or_none(data: dict[str, str] | None) -> Words | None:
    return None if data is None else _words(data)
