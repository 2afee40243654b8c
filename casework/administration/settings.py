"""What an office has chosen: the second factor, limits, departments, questions, words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from flask_babel import lazy_gettext
from sqlalchemy.orm import Session

from casework.administration.facts import Changes, change_office
from casework.administration.forms import Given
from casework.audit.service import record
from portal.offices.models import LANGUAGES, Office
from portal.pages.flows import KINDS, Choice, Field, Step, flow
from portal.pages.flows.switching import switchable
from portal.reports.forms import FormInvalid

_ = lazy_gettext
SECOND_FACTOR = ("required", "optional")
TEXTS = ("hand_in_place", "duty", "complaints")
MOST_DEPARTMENTS, LONGEST_DEPARTMENT = 200, 40
DAYS_WRONG = _("请填 1 到 30 的整数")


@dataclass(frozen=True)
class Item:
    """A question or an answer that may be switched off. id: as in `Office.is_off`."""

    id: str
    words: dict[str, str]
    asked: bool


@dataclass(frozen=True)
class Question:
    """A question of a flow with its answers; `item` is None where it is always asked."""

    words: dict[str, str]
    item: Item | None
    choices: list[Item]


@dataclass(frozen=True)
class SettingsForm:
    """The settings as they are to be afterwards. asked: items that are ticked."""

    second_factor: str
    hand_in_days: int
    departments: list[str]
    asked: list[str]
    texts: dict[str, dict[str, str]]

    @classmethod
    def from_request(cls) -> Self:
        """Read `POST /casework/settings`. Raises FieldsWrong, FormInvalid."""
        given = Given()
        form = cls(
            given.one_of("second_factor", SECOND_FACTOR),
            given.whole("hand_in_days", 1, 30, DAYS_WRONG),
            given.lines("departments", MOST_DEPARTMENTS, LONGEST_DEPARTMENT),
            given.ticked("asked"),
            {
                language: {name: given.line(name + suffix, 200) for name in TEXTS}
                for language, suffix in zip(LANGUAGES, ("", "_en"), strict=True)
            },
        )
        given.check()
        return form


def change_settings(
    session: Session, office: Office, form: SettingsForm, *, by: str, now: datetime
) -> None:
    """Change an office's settings. The caller commits. Raises FormInvalid, NoChoiceLeft."""
    free, before = set(free_items()), set(office.settings.get("off", ()))
    if set(form.asked) - free:
        raise FormInvalid(["asked"])
    off = free - set(form.asked)
    old = _seen(office)
    changes = Changes(
        texts={language: form.texts[language] for language in office.texts},
        hand_in_days=form.hand_in_days,
        off=off - before,
        on=before - off,
        settings={"second_factor": form.second_factor, "departments": form.departments},
    )
    change_office(office, changes)
    changed = [name for name, value in _seen(office).items() if old.get(name) != value]
    if changed:
        fields = " ".join(sorted(changed))
        record(session, office.id, by, "settings_change", office.slug, now=now, fields=fields)


def questions(office: Office, kind: str) -> list[Question]:
    """The questions of a kind of report that have anything to switch, as this office asks them."""
    listed = [_question(office, kind, step) for step in flow(kind).steps]
    return [one for one in listed if one.item or one.choices]


def free_items() -> list[str]:
    """Every item that an office may switch off."""
    return [name for kind in KINDS for name, free in switchable(flow(kind)) if free]


def _question(office: Office, kind: str, step: Step) -> Question:
    free = set(free_items())

    def item(id: str, words: dict[str, str]) -> Item | None:
        return Item(id, words, not office.is_off(id)) if id in free else None

    found = (item(f"{kind}/{field.id}/{one.id}", one.text) for field, one in _choices(step))
    return Question(
        step.title, item(f"{kind}/{step.id}", step.title), [one for one in found if one]
    )


def _choices(step: Step) -> Iterator[tuple[Field, Choice]]:
    for field in step.fields:
        for one in (field, *(field.group.fields if field.group else ())):
            yield from ((one, choice) for choice in one.choices)


def _seen(office: Office) -> dict[str, object]:
    texts = {
        f"{name}.{language}": fields.get(name, "")
        for language, fields in office.texts.items()
        for name in TEXTS
    }
    return {**office.settings, **texts}
