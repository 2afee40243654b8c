"""A flow as one office offers it: without what it switched off, with its names filled in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from portal.offices.models import Office
from portal.pages.flows.model import Choice, Field, Flow, Step, Words

ALWAYS = "words"
"""The step with the reporter's own words: no office switches it off."""

IsOff = Callable[[str], bool]


def offered(flow: Flow, office: Office) -> Flow:
    """The questions of a flow that an office asks (`Office.is_off`, docs/operations.md).

    `report/benefit` switches a step off, `report/what/procurement` one choice. A question none of
    whose choices is left is not asked, nor whom it goes to where there is no superior authority.
    """
    steps = []
    for step in flow.steps:
        if step.id != ALWAYS and office.is_off(f"{flow.kind}/{step.id}"):
            continue
        if step.screen == "addressee" and office.shown_authority is None:
            continue
        kept = tuple(field for field in step.fields if _is_asked(field, flow.kind, office.is_off))
        fields = tuple(_field(field, flow.kind, office) for field in kept)
        if fields or not step.fields:
            steps.append(replace(step, fields=fields))
    return replace(flow, steps=tuple(map(_way_on(steps), steps)))


def _way_on(steps: list[Step]) -> Callable[[Step], Step]:
    """A quiet way to a step that is not there leads to the next one."""
    there = {step.id for step in steps}

    def check(step: Step) -> Step:
        if step.skip is None or step.skip.to in there:
            return step
        return replace(step, skip=replace(step.skip, to=""))

    return check


def _is_asked(field: Field, kind: str, is_off: IsOff) -> bool:
    return not field.choices or any(not is_off(_path(kind, field, one)) for one in field.choices)


def _path(kind: str, field: Field, choice: Choice) -> str:
    return f"{kind}/{field.id}/{choice.id}"


def _field(field: Field, kind: str, office: Office) -> Field:
    choices = tuple(
        replace(choice, text=_named(choice.text, office))
        for choice in field.choices
        if not office.is_off(_path(kind, field, choice))
    )
    group = field.group and replace(
        field.group, fields=tuple(_field(one, kind, office) for one in field.group.fields)
    )
    return replace(field, choices=choices, group=group)


def _named(words: Words, office: Office) -> Words:
    """The words with the names of the office and its superior authority."""
    authority = office.shown_authority
    return {
        language: text.replace("%(office)s", office.name(language)).replace(
            "%(authority)s", authority.name(language) if authority else ""
        )
        for language, text in words.items()
    }
