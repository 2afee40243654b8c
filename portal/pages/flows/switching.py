"""Which of the questions an office may switch off, and which belong to everybody who writes.

An item is a step (`report/benefit`) or a choice (`report/what/procurement`): `Office.is_off`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from portal.pages.flows.model import Choice, Field, Flow

FIXED = frozenset(
    {
        "report/addressee",  # past the hospital, to the authority: the writer's choice
        "report/words",
        "report/delivery",
        "report/name",  # without a name, unless the writer wishes
        "surrender/path",  # what the law makes of it hangs on this
        "surrender/items",
        "surrender/fate",
        "surrender/words",
        "surrender/name",
    }
)


class ItemUnknown(Exception):
    """There is no such step or choice; carries those there are."""

    def __init__(self, item: str, known: Collection[str]) -> None:
        super().__init__(item)
        self.known = known


class ItemFixed(Exception):
    """This step or choice may not be switched off."""


class NoChoiceLeft(Exception):
    """Not one choice of a question would be left; carries the question."""


def switched(
    flows: Collection[Flow], before: Collection[str], *, off: Collection[str], on: Collection[str]
) -> list[str]:
    """The items that are off once some more are and others are not any longer.

    Raises ItemUnknown, ItemFixed, NoChoiceLeft.
    """
    items = dict(item for flow in flows for item in switchable(flow))
    for item in off:
        if item not in items:
            raise ItemUnknown(item, [name for name, free in items.items() if free])
        if not items[item]:
            raise ItemFixed(item)
    for item in on:
        if item not in before:
            raise ItemUnknown(item, before)
    after = {*before, *off} - set(on)
    _check_choices(items, after)
    return sorted(after)


def _check_choices(items: Collection[str], off: Collection[str]) -> None:
    fields = {name.rpartition("/")[0] for name in items if name.count("/") == 2}
    for field in sorted(fields):
        if all(name in off for name in items if name.rpartition("/")[0] == field):
            raise NoChoiceLeft(field)


def switchable(flow: Flow) -> Iterator[tuple[str, bool]]:
    """Every step and choice of a flow, and whether an office may switch it off."""
    proposing = _proposing(flow)
    for step in flow.steps:
        name = f"{flow.kind}/{step.id}"
        asks = {field.id for field in step.fields}
        yield name, name not in FIXED and not asks & {item.partition("/")[0] for item in proposing}
        for field in step.fields:
            for choice in field.choices:
                free = name not in FIXED and _is_free(field, choice, proposing)
                yield f"{flow.kind}/{field.id}/{choice.id}", free
            for inner in field.group.fields if field.group else ():
                for choice in inner.choices:
                    free = _is_free(inner, choice, proposing)
                    yield f"{flow.kind}/{inner.id}/{choice.id}", free


def _is_free(field: Field, choice: Choice, proposing: Collection[str]) -> bool:
    return choice.id != field.default and f"{field.id}/{choice.id}" not in proposing


def _proposing(flow: Flow) -> frozenset[str]:
    """The choices that make the page propose the authority (`post/leader`)."""
    rules = [step.propose.when for step in flow.steps if step.propose]
    split = [rule.partition("=") for rule in rules]
    return frozenset(
        f"{field}/{choice}" for field, _, choices in split for choice in choices.split(",")
    )
