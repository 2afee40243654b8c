"""A document is sent without what tells on its author, and says what it said."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from tests.files.conftest import Browser
from tests.files.papers import WORDS, docx, everything_in, pdf, pptx, updated, words_of, xlsx
from tests.files.photos import SENTINEL, SENTINELS

OFFICE: dict[str, Callable[[], bytes]] = {"docx": docx, "xlsx": xlsx, "pptx": pptx}
slow = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def encrypted() -> bytes:
    writer = PdfWriter(clone_from=BytesIO(pdf()))
    writer.encrypt("secret", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def with_file() -> bytes:
    writer = PdfWriter(clone_from=BytesIO(pdf()))
    writer.add_attachment("plan.txt", SENTINEL.encode())
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("before", [pdf(), updated(pdf())], ids=["once", "updated"])
def test_a_pdf_keeps_its_pages_and_loses_its_author(browser: Browser, before: bytes) -> None:
    cleaned = browser.clean(before)
    assert cleaned.verdict == "removed"
    assert [word for word in SENTINELS if word in cleaned.data] == []
    assert SENTINEL in everything_in(before) and SENTINEL not in everything_in(cleaned.data)
    reader = PdfReader(BytesIO(cleaned.data))
    assert reader.metadata is None and reader.xmp_metadata is None
    assert "/ID" not in reader.trailer
    assert words_of(cleaned.data) == words_of(before)
    (comment,) = reader.pages[1]["/Annots"]  # type: ignore[misc]
    assert comment.get_object()["/Contents"] == "a remark"


def test_a_cleaned_pdf_stays_as_it_is(browser: Browser) -> None:
    once = browser.clean(pdf()).data
    assert browser.clean(once).data == once


@pytest.mark.parametrize(
    "before",
    [
        encrypted(),
        with_file(),
        pdf(photo=b"\xff\xd8\xff no photo"),
        pdf()[:-400],
        b"%PDF-1.7\n" * 9,
    ],
    ids=["encrypted", "with a file in it", "with a broken photo", "cut off", "nothing"],
)
def test_what_cannot_be_cleaned_in_a_pdf_is_said(browser: Browser, before: bytes) -> None:
    cleaned = browser.clean(before)
    assert (cleaned.verdict, cleaned.data) == ("unsure", before)


@pytest.mark.parametrize("kind", OFFICE)
def test_an_office_file_keeps_its_words_and_loses_its_author(browser: Browser, kind: str) -> None:
    before = OFFICE[kind]()
    cleaned = browser.clean(before)
    assert cleaned.verdict == "removed"
    with zipfile.ZipFile(BytesIO(cleaned.data)) as file:
        parts = {info.filename: file.read(info) for info in file.infolist()}
        assert {info.date_time[:3] for info in file.infolist()} == {(1980, 1, 1)}
        assert not file.comment and not any(info.extra for info in file.infolist())
    whole = b"\n".join(parts.values())
    assert [
        word for word in (*SENTINELS, b"2026", SENTINEL.encode("utf-16-le")) if word in whole
    ] == []
    assert WORDS.encode() in whole
    gone = {"docProps/thumbnail.jpeg", "docMetadata/LabelInfo.xml", "ppt/revisionInfo.xml"}
    assert not gone & set(parts)
    assert not any(name.split("/")[-1].encode() in whole for name in gone)


@pytest.mark.parametrize("kind", OFFICE)
def test_a_cleaned_office_file_keeps_its_parts(browser: Browser, kind: str) -> None:
    once = browser.clean(OFFICE[kind]()).data
    again = browser.clean(once).data
    with zipfile.ZipFile(BytesIO(once)) as first, zipfile.ZipFile(BytesIO(again)) as second:
        names = [info.filename for info in first.infolist()]
        assert [first.read(name) for name in names] == [second.read(name) for name in names]


@pytest.mark.parametrize(
    "more",
    [
        {"word/embeddings/oleObject1.bin": SENTINEL},
        {"word/vbaProject.bin": SENTINEL},
        {"word/media/image2.jpeg": b"\xff\xd8\xff" + SENTINEL.encode()},
        {"word/media/image3.emf": SENTINEL},
        {"word/_rels/document.xml.rels": f'<R><Relationship Target="file:///C:/{SENTINEL}"/></R>'},
        {"word/header1.xml": b"\xff\xfe" + SENTINEL.encode()},
    ],
    ids=lambda more: next(iter(more)),
)
def test_what_cannot_be_cleaned_in_an_office_file_is_said(
    browser: Browser, more: dict[str, str | bytes]
) -> None:
    before = docx(**more)
    cleaned = browser.clean(before)
    assert (cleaned.verdict, cleaned.data) == ("unsure", before)


def test_a_plain_archive_is_no_document(browser: Browser) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("a.txt", SENTINEL)
    assert browser.clean(out.getvalue()).verdict == "unsure"


@pytest.mark.parametrize("whole", [pdf(), docx()], ids=["pdf", "docx"])
@slow
@given(data=st.data())
def test_a_broken_document_is_sent_as_it_came_or_read_again(
    browser: Browser, whole: bytes, data: st.DataObject
) -> None:
    start = data.draw(st.integers(4, len(whole) - 1))
    broken = whole[:start] + data.draw(st.binary(max_size=3)) + whole[start + 1 :]
    cleaned = browser.clean(broken)
    if cleaned.verdict == "unsure":
        assert cleaned.data == broken
    else:
        assert browser.clean(cleaned.data).verdict == "removed"
