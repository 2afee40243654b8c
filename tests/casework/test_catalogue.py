"""The English catalogue of the office's area is complete, whole and compiled."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
ENGLISH = ROOT / "casework" / "translations" / "en" / "LC_MESSAGES"
FOLDERS = ("casework", "templates")
AGAIN = "see casework/babel.cfg"


def extracted() -> set[str]:
    """Every text that stands in this area's code and templates."""
    with (ROOT / "casework" / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    return {
        str(message)
        for name, _line, message, _notes, _context in extract_from_dir(
            str(ROOT),
            methods,
            options,
            directory_filter=lambda path: (
                Path(path) == ROOT or Path(path).relative_to(ROOT).parts[0] in FOLDERS
            ),
        )
    }


def translated() -> dict[str, str]:
    with (ENGLISH / "messages.po").open("rb") as file:
        return {
            str(m.id): str(m.string) for m in read_po(file, locale="en") if m.id and not m.fuzzy
        }


def test_every_text_has_its_english() -> None:
    assert extracted() - {text for text, english in translated().items() if english} == set(), AGAIN


def test_no_text_is_left_over() -> None:
    assert set(translated()) - extracted() == set(), AGAIN


def test_english_keeps_every_placeholder() -> None:
    for text, english in translated().items():
        assert set(re.findall(r"%\(\w+\)s", text)) == set(re.findall(r"%\(\w+\)s", english)), text


def test_the_compiled_catalogue_is_the_written_one() -> None:
    with (ENGLISH / "messages.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert {text: compiled.gettext(text) for text in translated()} == translated(), AGAIN
