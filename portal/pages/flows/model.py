"""What a question flow is made of."""

from __future__ import annotations

from dataclasses import dataclass

Words = dict[str, str]
"""A text in every language, by language."""


@dataclass(frozen=True)
class Choice:
    """One tile.

    when: the rule under which it is offered (docs/report-format.md, Question flows); empty: always.
    """

    id: str
    text: Words
    when: str


@dataclass(frozen=True)
class Field:
    """One answer.

    input: `tiles` (several may be chosen), `one` (one of them), `line`, `text` (several lines) or
    `items` (a group of fields that can be repeated).
    label: None where the title of the step is the question.
    default: what stands there beforehand: words, or the id of a choice.
    prefill: what the page's fragment may fill in beforehand (`ward`).
    required: what is said to somebody who leaves it empty; None: it may be left empty.
    """

    id: str
    input: str
    label: Words | None
    hint: Words | None
    choices: tuple[Choice, ...]
    when: str
    default: Words | str
    prefill: str
    keyboard: str
    required: Words | None
    group: Group | None


@dataclass(frozen=True)
class Group:
    """What is repeated in a field of `items`, and the words around it."""

    fields: tuple[Field, ...]
    item: Words
    add: Words
    remove: Words


@dataclass(frozen=True)
class Skip:
    """The quiet way on. With an `answer`, taking it from an empty step is an answer itself.

    to: the step it leads to; empty for the next one. What lies between is not asked, except for
    whom it goes to.
    """

    text: Words
    answer: str
    to: str


@dataclass(frozen=True)
class Proposal:
    """When a choice is made beforehand, with a sentence that says so.

    when: a rule; fields, words: or one of these words stands in one of these fields.
    """

    choice: str
    when: str
    fields: tuple[str, ...]
    words: tuple[str, ...]
    note: Words


@dataclass(frozen=True)
class Step:
    """One question on the screen.

    screen: a part of the page that is more than fields: `addressee`, `evidence` or `delivery`.
    note: a sentence below the fields. aside: what leads to the right door for complaints.
    """

    id: str
    screen: str
    title: Words
    hint: Words | None
    note: Words | None
    aside: Words | None
    when: str
    fields: tuple[Field, ...]
    propose: Proposal | None
    skip: Skip | None


@dataclass(frozen=True)
class Flow:
    """The questions of one kind of report, in order."""

    id: str
    kind: str
    steps: tuple[Step, ...]
