"""Scripts and catalogue agree: what a script says exists, and what exists is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from portal.pages.evidence import EVIDENCE
from portal.pages.texts import PAGES

SCRIPTS = Path(__file__).parents[3] / "static" / "js"
IMPORT = re.compile(r"from '(\.[^']+)'")
ASKED = re.compile(r"\b(?:text|say)\(\s*'(\w+)'")
LITERAL = re.compile(r"'(\w+)'")

every_page = pytest.mark.parametrize("page", PAGES)


def sources(entry: Path) -> str:
    """The text of a page's script with everything it imports, but not the worker's."""
    seen: dict[Path, str] = {}
    waiting = [entry]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen[path] = path.read_text(encoding="utf-8")
        waiting += [(path.parent / name).resolve() for name in IMPORT.findall(seen[path])]
    return "\n".join(seen.values())


@every_page
def test_every_text_a_script_asks_for_exists(page: str) -> None:
    asked = set(ASKED.findall(sources(SCRIPTS / "portal" / f"{page}.js")))
    assert asked
    assert asked <= set(PAGES[page])


@every_page
def test_every_text_is_asked_for(page: str) -> None:
    words = set(LITERAL.findall(sources(SCRIPTS / "portal" / f"{page}.js")))
    assert set(PAGES[page]) - set(EVIDENCE) <= words


def test_every_text_about_evidence_is_asked_for() -> None:
    """By its name, or by one that is put together: `evidence_done_${…}`."""
    scripts = (SCRIPTS / "components" / "evidence").glob("*.js")
    code = "\n".join(path.read_text(encoding="utf-8") for path in scripts)
    begun = set(re.findall(r"`(evidence_(?:\w+_)?)\$\{", code))
    assert begun >= {"evidence_", "evidence_done_"}
    unasked = [key for key in EVIDENCE if f"'{key}'" not in code]
    assert all(any(key.startswith(one) for one in begun) for key in unasked)


@pytest.mark.parametrize("path", sorted((SCRIPTS / "portal").glob("*.js")), ids=lambda p: p.name)
def test_scripts_hold_no_words_of_their_own(path: Path) -> None:
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert not re.search("[\u4e00-\u9fff]", code)
    assert ".innerHTML" not in code
