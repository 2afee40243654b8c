"""Reading a flow from its data file, and the rules it must keep."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from portal.pages.flows.model import Choice, Field, Flow, Group, Proposal, Skip, Step, Words

KINDS = ("report", "surrender")
INPUTS = ("tiles", "one", "line", "text", "items")
SCREENS = ("", "addressee", "evidence", "delivery")
PREFILLS = ("", "ward")
KEYBOARDS = ("", "numeric", "decimal")
LANGUAGES = frozenset({"zh-Hans", "en"})


class FlowInvalid(Exception):
    """A flow's data file breaks a rule; the message says where."""


def read_flow(data: dict[str, Any]) -> Flow:
    """Read a flow from its data. Raises FlowInvalid."""
    flow = Flow(data["id"], _one_of(data["kind"], KINDS), tuple(map(_step, data["steps"])))
    steps = [step.id for step in flow.steps]
    fields = [field.id for field in asked(flow)]
    if len(set(steps)) != len(steps) or len(set(fields)) != len(fields):
        raise FlowInvalid(f"{flow.id}: a step or field stands twice")
    for step in flow.steps:
        if step.skip and step.skip.to and step.skip.to not in steps:
            raise FlowInvalid(f"{flow.id}: {step.id} skips to a step there is not")
    _check_rules(flow)
    return flow


def asked(flow: Flow) -> Iterator[Field]:
    """Every field of a flow, those of groups too."""
    for step in flow.steps:
        yield from _with_groups(step.fields)


def _with_groups(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        if field.group:
            yield from field.group.fields


def _check_rules(flow: Flow) -> None:
    """A rule speaks of choices that were offered before. Raises FlowInvalid."""
    known: dict[str, set[str]] = {}
    for step in flow.steps:
        _check_rule(step.when, known)
        for field in _with_groups(step.fields):
            for rule in (field.when, *(choice.when for choice in field.choices)):
                _check_rule(rule, known)
            known[field.id] = {choice.id for choice in field.choices}
        if step.propose:
            _check_rule(step.propose.when, known)


def _check_rule(rule: str, known: dict[str, set[str]]) -> None:
    field, _, choices = rule.partition("=")
    if rule and not known.get(field, set()) >= set(filter(None, choices.split(","))):
        raise FlowInvalid(f"{rule}: no such field or choice before it")
    if rule and not known.get(field):
        raise FlowInvalid(f"{rule}: that field offers no choices before it")


def _step(data: dict[str, Any]) -> Step:
    fields = tuple(map(_field, data["fields"]))
    if any(field.label is None for field in fields[1:]):
        raise FlowInvalid(f"{data['id']}: only the first field may go by the title alone")
    skip, propose = data.get("skip"), data.get("propose")
    return Step(
        id=data["id"],
        screen=_one_of(data.get("screen", ""), SCREENS),
        title=_words(data["title"]),
        hint=_words_or_none(data.get("hint")),
        note=_words_or_none(data.get("note")),
        aside=_words_or_none(data.get("aside")),
        when=data.get("if", ""),
        fields=fields,
        propose=_proposal(propose) if propose else None,
        skip=Skip(_words(skip["text"]), skip.get("answer", ""), skip.get("to", ""))
        if skip
        else None,
    )


def _proposal(data: dict[str, Any]) -> Proposal:
    fields, words = tuple(data["fields"]), tuple(word.lower() for word in data["words"])
    return Proposal(data["choice"], data["if"], fields, words, _words(data["note"]))


def _field(data: dict[str, Any]) -> Field:
    choices = tuple(
        Choice(item["id"], _words(item["text"]), item.get("if", ""))
        for item in data.get("choices", ())
    )
    if (data["input"] in ("tiles", "one")) != bool(choices):
        raise FlowInvalid(f"{data['id']}: tiles need choices, and nothing else has them")
    default = data.get("default", "")
    if choices and default and default not in {choice.id for choice in choices}:
        raise FlowInvalid(f"{data['id']}: {default} is none of its choices")
    return Field(
        id=data["id"],
        input=_one_of(data["input"], INPUTS),
        label=_words_or_none(data.get("label")),
        hint=_words_or_none(data.get("hint")),
        choices=choices,
        when=data.get("if", ""),
        default=_words(default) if default and not choices else default,
        prefill=_one_of(data.get("prefill", ""), PREFILLS),
        keyboard=_one_of(data.get("keyboard", ""), KEYBOARDS),
        required=_words_or_none(data.get("required")),
        group=_group(data) if data["input"] == "items" else None,
    )


def _group(data: dict[str, Any]) -> Group:
    fields = tuple(map(_field, data["fields"]))
    if any(field.label is None or field.group for field in fields):
        raise FlowInvalid(f"{data['id']}: what is repeated has a label and no group of its own")
    return Group(fields, _words(data["item"]), _words(data["add"]), _words(data["remove"]))


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
