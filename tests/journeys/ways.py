"""The ways in which a page of casework is looked at: a language, a device, colours."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import DESK, PHONE
from tests.journeys.look import Look, Sheets

BOTH = ("light", "dark")


@dataclass(frozen=True)
class Way:
    """device: what a browser's context is opened with; schemes: its colours, the first in full."""

    language: str
    device: dict[str, object]
    schemes: tuple[str, ...] = ("light",)

    def look(self, page: Page, sheets: Sheets, name: str) -> Look:
        """Look at a page; its pictures go to the sheet of this name and way."""
        return Look(page, sheets, f"{name}-{self}", self.schemes)

    def __str__(self) -> str:
        return f"{self.language}-{'phone' if self.device is PHONE else 'desk'}"


CHINESE_PHONE, CHINESE_DESK = Way("zh-Hans", PHONE, BOTH), Way("zh-Hans", DESK, BOTH)
ENGLISH_PHONE, ENGLISH_DESK = Way("en", PHONE), Way("en", DESK)


def looked_at(*ways: Way) -> pytest.MarkDecorator:
    """A test that is run in each of these ways, as `way`."""
    return pytest.mark.parametrize("way", ways, ids=str)
