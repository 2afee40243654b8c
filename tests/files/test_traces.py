"""What an office program noted beside the text goes too; what may tell more is said."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from tests.files.conftest import Browser
from tests.files.papers import WORDS, relations
from tests.files.photos import SENTINEL
from tests.files.traces import faults, letter, slides, table

PAPERS: dict[str, Callable[[], bytes]] = {"letter": letter, "table": table, "slides": slides}
LINK = '<R><Relationship Type="t/hyperlink" Target="{}" TargetMode="External"/></R>'


@pytest.mark.parametrize("kind", PAPERS)
def test_what_the_program_noted_goes_and_the_file_still_opens(browser: Browser, kind: str) -> None:
    cleaned = browser.clean(PAPERS[kind]())
    assert cleaned.verdict == "removed"
    with zipfile.ZipFile(BytesIO(cleaned.data)) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    assert [name for name, xml in parts.items() if SENTINEL in xml] == []
    assert any(WORDS in xml for xml in parts.values())
    assert not [name for name in parts if "tag" in name or "onnections" in name or "eta/" in name]
    assert faults(cleaned.data) == []


def _says(inside: str) -> str:
    return f'<w:d xmlns:w="urn:w">{inside}</w:d>'


@pytest.mark.parametrize(
    "more",
    [
        _says(r'<w:instrText>INCLUDEPICTURE "C:\\Users\\a\\1.jpg"</w:instrText>'),
        _says(r"<w:instrText>INCLUDEPICTURE C:</w:instrText><w:instrText>\\a.jpg</w:instrText>"),
        _says(r'<w:fldSimple w:instr="LINK &#x5c;\server-1\share\a.xlsx"/>'),
        _says('<w:t w:src="D:/照片/1.jpg"/>'),
        _says("<w:t>file:///home/a/1.odt</w:t>"),
        _says("<w:t>/storage/emulated/0/DCIM/1.jpg</w:t>"),
    ],
)
def test_a_path_that_stays_makes_a_file_unsure(browser: Browser, more: str) -> None:
    before = letter(**{"word/header1.xml": more})
    cleaned = browser.clean(before)
    assert (cleaned.verdict, cleaned.data) == ("unsure", before)


@pytest.mark.parametrize(
    ("target", "verdict"),
    [
        ("https://example.org/C/a", "removed"), ("mailto:a@example.org", "removed"),
        ("../张三/桌面/1.docx", "unsure"), ("file:///D:/1.docx", "unsure"),
    ],
)  # fmt: skip
def test_a_link_leads_to_the_web_or_the_file_is_unsure(
    browser: Browser, target: str, verdict: str
) -> None:
    rels = {"word/_rels/document.xml.rels": LINK.format(target)}
    assert browser.clean(letter(**rels)).verdict == verdict


def test_words_and_formats_that_only_look_like_paths_are_clean(browser: Browser) -> None:
    words = r'<t n="\\#,##0;\\\-#,##0">Profile: a/b, 10:30, see https://example.org/home/a</t>'
    assert browser.clean(table(**{"xl/styles.xml": words})).verdict == "removed"


def test_a_pivot_table_that_needs_its_connection_is_unsure(browser: Browser) -> None:
    source = '<cacheSource type="external" connectionId="1"/>'
    assert browser.clean(table(**{"xl/pivotCache/p.xml": source})).verdict == "unsure"


def test_a_relation_to_properties_under_any_name_goes(browser: Browser) -> None:
    rels = relations(("metadata/core-properties", "who.psmdcp"))
    before = letter(**{"word/who.psmdcp": SENTINEL, "word/_rels/document.xml.rels": rels})
    cleaned = browser.clean(before)
    assert cleaned.verdict == "removed" and b"psmdcp" not in cleaned.data
