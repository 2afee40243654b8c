"""Looking at a page: what axe says of it, whether it fits a narrow screen, how it looks."""

from __future__ import annotations

import html
from base64 import b64encode
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

SHEETS = Path(__file__).parent.parent.parent / "build" / "sheets"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
# axe leaves this one out unless it is asked for, although WCAG 2.2 AA has it.
EVERYTHING = {"runOnly": TAGS, "rules": {"target-size": {"enabled": True}}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
NARROW, DESK = (320, 640), (1440, 900)
TALLEST = 1600

# Taller than a finger, except links inside a sentence; `least` in CSS pixels (experience.md).
TOO_SMALL = """least => {
  const seen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const inSentence = (one) => one.matches('a') && getComputedStyle(one).display === 'inline';
  const touched = (one) => {
    const labels = [...(one.labels ?? [])].filter(seen);
    const boxes = [one, ...labels].map((each) => each.getBoundingClientRect());
    return Math.max(...boxes.map((box) => box.height));
  };
  return [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
    .filter((one) => (seen(one) || [...(one.labels ?? [])].some(seen)) && !inSentence(one))
    .filter((one) => touched(one) > 0 && touched(one) < least - 0.5)
    .map((one) => `${one.outerHTML.slice(0, 90)} is ${Math.round(touched(one))} px high`);
}"""
# Not against `innerWidth`: a phone zooms out until everything fits.
TOO_WIDE = """width => document.scrollingElement.scrollWidth > width
  ? [...document.querySelectorAll('body *')]
      .filter((one) => one.getBoundingClientRect().right > width + 1)
      .slice(0, 3).map((one) => one.outerHTML.slice(0, 90))
  : []"""
TOO_FINE = """least => {
  const found = new Set();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const one = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || one.closest('script, style, noscript')) continue;
    if (!one.checkVisibility() || one.getBoundingClientRect().width <= 1) continue;
    const size = parseFloat(getComputedStyle(one).fontSize);
    if (size < least) found.add(`${one.outerHTML.slice(0, 90)} is set in ${size} px`);
  }
  return [...found];
}"""


class Picture(NamedTuple):
    """A state of a page, so many CSS pixels wide, as JPEG."""

    state: str
    width: int
    jpeg: bytes


@dataclass
class Sheets:
    """Pictures of every state, a contact sheet for each way of looking."""

    pictures: dict[str, list[Picture]] = field(default_factory=lambda: defaultdict(list))

    def write(self, browser: Browser) -> None:
        """Write `build/sheets/<way>-<number>.png`, and remove what stood there of those ways."""
        SHEETS.mkdir(parents=True, exist_ok=True)
        page = browser.new_page(viewport={"width": 1680, "height": 900})
        for way, pictures in self.pictures.items():
            for old in SHEETS.glob(f"{way}-[0-9]*.png"):
                old.unlink()
            columns, rows = (3, 4) if pictures[0].width == DESK[0] else (7, 2)
            per = columns * rows
            for start in range(0, len(pictures), per):
                page.set_content(_sheet(pictures[start : start + per], columns))
                name = f"{way}-{start // per + 1}.png"
                page.screenshot(path=SHEETS / name, full_page=True)
        page.close()


def _sheet(pictures: list[Picture], columns: int) -> str:
    figures = "".join(
        f"<figure><figcaption>{html.escape(one.state)}</figcaption>"
        f'<img src="data:image/jpeg;base64,{b64encode(one.jpeg).decode()}"></figure>'
        for one in pictures
    )
    return (
        "<style>body{margin:8px;background:#888;font:14px sans-serif;display:grid;gap:10px;"
        f"grid-template-columns:repeat({columns},1fr);align-items:start}}figure{{margin:0}}"
        "figcaption{background:#fff;padding:2px 4px}img{width:100%;display:block}</style>" + figures
    )


@dataclass
class Look:
    """What is wrong with the states of a page so far, in these colours.

    way: whose sheet the pictures go to (`public`, `elder`, …). least: the height of what is
    touched, and in elder mode the size of letters too, in CSS pixels; 0 asks for neither.
    """

    page: Page
    sheets: Sheets
    way: str
    schemes: tuple[str, ...] = ("light", "dark")
    least: int = 0
    letters: int = 0
    desk: bool = False
    found: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)

    def at(self, state: str) -> None:
        """Look at the page as it is now."""
        self.seen.append(state)
        for scheme in self.schemes:
            self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            # The second time only colours can differ.
            what = EVERYTHING if scheme == self.schemes[0] else COLOURS
            self._note(f"{state}, {scheme}", violations(self.page, what))
            self._keep(self.way if scheme == "light" else f"{self.way}-{scheme}", state)
        self._measure(state)

    def _measure(self, state: str) -> None:
        self.page.emulate_media(color_scheme="light")
        usual = self.page.viewport_size
        assert usual is not None
        if self.least:
            self._note(state, self.page.evaluate(TOO_SMALL, self.least))
        if self.letters:
            self._note(state, self.page.evaluate(TOO_FINE, self.letters))
        self._resize(NARROW)
        self._note(f"{state}, 320 px wide", self.page.evaluate(TOO_WIDE, NARROW[0]))
        if self.desk:
            self._resize(DESK)
            self._keep(f"{self.way}-1440x900", state)
        self._resize((usual["width"], usual["height"]))

    def _resize(self, size: tuple[int, int]) -> None:
        self.page.set_viewport_size({"width": size[0], "height": size[1]})

    def _note(self, where: str, wrong: list[str]) -> None:
        self.found += [f"{where}: {one}" for one in wrong]

    def _keep(self, way: str, state: str) -> None:
        size = self.page.viewport_size
        assert size is not None
        tall = self.page.evaluate("document.scrollingElement.scrollHeight")
        clip = {
            "x": 0,
            "y": 0,
            "width": size["width"],
            "height": max(size["height"], min(tall, TALLEST)),
        }
        jpeg = self.page.screenshot(type="jpeg", quality=70, scale="css", full_page=True, clip=clip)
        self.sheets.pictures[way].append(Picture(state, size["width"], jpeg))


def violations(page: Page, what: dict[str, Any]) -> list[str]:
    """What axe finds: the rule and the places."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    found = page.evaluate(
        "what => axe.run(document, what)", {**what, "resultTypes": ["violations"]}
    )
    return [
        f"{one['id']} ({one['impact']}) {[node['html'][:120] for node in one['nodes']]}"
        for one in found["violations"]
    ]
