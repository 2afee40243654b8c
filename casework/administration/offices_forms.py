"""What is accepted of an office's facts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

from flask_babel import lazy_gettext

from casework.administration.facts import NEEDED, Changes
from casework.administration.forms import Given
from portal.offices.models import LANGUAGES
from portal.offices.networks import read_network

_ = lazy_gettext
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
NAME_WRONG = _("只用小写字母、数字和横线，字母或数字开头，最多 40 个")
PHONE = re.compile(r"[0-9+()（）# *-]{3,40}")
PHONE_WRONG = _("请填电话号码，例如 010-5550-0123")
NETWORK_WRONG = _("请一行写一个网段，例如 10.20.0.0/16")
ENGLISH_TOO = _("英文要么全空，要么名称、地址、信箱都填")
FACTS = (*NEEDED, "hours", "superior")
"""The texts that this form asks for, in every language."""
MOST_NETWORKS = 50


@dataclass(frozen=True)
class OfficeForm:
    """An office's facts as they are to be afterwards."""

    changes: Changes

    @classmethod
    def read(cls, given: Given) -> Self:
        """Read the fields of an office's facts. The caller checks."""
        texts = {"zh-Hans": _texts(given, "")}
        english = _texts(given, "_en")
        if any(english.values()):
            texts["en"] = english
            for name in NEEDED:
                if not english[name]:
                    given.wrong[f"{name}_en"] = ENGLISH_TOO
        phone = given.matching("phone", PHONE, PHONE_WRONG)
        settings: dict[str, object] = {"networks": _networks(given)}
        languages = [language for language in LANGUAGES if language in texts]
        return cls(Changes(phone, texts, languages=languages, settings=settings))

    @classmethod
    def from_request(cls) -> Self:
        """Read `POST /casework/offices/<slug>`. Raises FieldsWrong."""
        given = Given()
        form = cls.read(given)
        given.check()
        return form


@dataclass(frozen=True)
class NewOfficeForm:
    """A new office: below which one, under which name, with which facts."""

    above: str
    slug: str
    changes: Changes

    @classmethod
    def from_request(cls) -> Self:
        """Read `POST /casework/offices`. Raises FieldsWrong."""
        given = Given()
        form = cls(given.line("above"), given.matching("slug", NAME, NAME_WRONG), Changes())
        facts = OfficeForm.read(given)
        given.check()
        return cls(form.above, form.slug, facts.changes)


@dataclass(frozen=True)
class FirstMemberForm:
    """Whom to invite to an office that has nobody yet."""

    name: str
    display_name: str
    role: str

    @classmethod
    def from_request(cls, roles: tuple[str, ...]) -> Self:
        """Read `POST /casework/offices/<slug>/invitation`. Raises FieldsWrong, FormInvalid."""
        given = Given()
        form = cls(
            given.matching("member", NAME, NAME_WRONG),
            given.line("display_name", needed=True),
            given.one_of("role", roles),
        )
        given.check()
        return form


def _texts(given: Given, suffix: str) -> dict[str, str]:
    needed = NEEDED if suffix == "" else ()
    return {
        name: given.line(f"{name}{suffix}", 80 if name == "name" else 200, needed=name in needed)
        for name in FACTS
    }


def _networks(given: Given) -> list[str]:
    found = []
    for line in given.lines("networks", MOST_NETWORKS, 50):
        try:
            found.append(str(read_network(line)))
        except ValueError:
            given.wrong["networks"] = NETWORK_WRONG
    return found
