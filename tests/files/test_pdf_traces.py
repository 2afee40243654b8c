"""What a PDF's maker noted beside its pages goes too; what leads elsewhere is said."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from tests.files.conftest import Browser
from tests.files.papers import everything_in, pdf, text, words_of
from tests.files.photos import SENTINEL


def name(word: str) -> NameObject:
    return NameObject(f"/{word}")


def dictionary(**entries: PdfObject) -> DictionaryObject:
    return DictionaryObject({name(key): value for key, value in entries.items()})


def written(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def profile(writer: PdfWriter, numbers: int, **entries: PdfObject) -> ArrayObject:
    stream = StreamObject()
    stream.set_data(f"{SENTINEL} scanner".encode())
    stream.update(dictionary(N=NumberObject(numbers), **entries))
    return ArrayObject([name("ICCBased"), writer._add_object(stream)])


def with_figure() -> bytes:
    """A figure as TeX puts it in, a form field, and colours measured for a device."""
    writer = PdfWriter(clone_from=BytesIO(pdf()))
    info = dictionary(Author=text(SENTINEL), Creator=text(SENTINEL), Producer=text(SENTINEL))
    figure = StreamObject()
    figure.set_data(b"q Q")
    figure.update({name("Subtype"): name("Form"), name("PTEX.FileName"): text(f"/x/{SENTINEL}")})
    figure.update({name("PTEX.InfoDict"): writer._add_object(info), **info})
    rect = ArrayObject([NumberObject(0)] * 4)
    field = dictionary(Subtype=name("Widget"), FT=name("Tx"), T=text("field"), Rect=rect)
    field.update(dictionary(M=text(SENTINEL), NM=text(SENTINEL)))
    lab = ArrayObject([name("Lab"), dictionary(WhitePoint=rect)])
    page = writer.pages[1]
    page[name("Annots")].append(writer._add_object(field))
    resources = page[name("Resources")]
    resources[name("XObject")][name("Fig")] = writer._add_object(figure)
    resources[name("ColorSpace")] = dictionary(
        A=profile(writer, 1),
        B=writer._add_object(profile(writer, 3)),
        C=ArrayObject([name("Indexed"), profile(writer, 4), NumberObject(0), text("abcd")]),
        D=profile(writer, 3, Alternate=lab),
        DefaultRGB=profile(writer, 3),
    )
    intent = dictionary(DestOutputProfile=profile(writer, 4)[1], Info=text(SENTINEL))
    writer.root_object[name("OutputIntents")] = ArrayObject([intent])
    return written(writer)


def test_figures_fields_and_colours_no_longer_name_their_makers(browser: Browser) -> None:
    before = with_figure()
    cleaned = browser.clean(before)
    assert cleaned.verdict == "removed"
    assert SENTINEL not in everything_in(cleaned.data)
    assert SENTINEL.encode() not in cleaned.data and b"PTEX" not in cleaned.data
    assert words_of(cleaned.data) == words_of(before)
    page = PdfReader(BytesIO(cleaned.data)).pages[1]
    field = page["/Annots"][1].get_object()  # type: ignore[index]
    assert (field["/T"], "/M" in field, "/NM" in field) == ("field", False, False)


def test_measured_colours_become_plain_ones(browser: Browser) -> None:
    page = PdfReader(BytesIO(browser.clean(with_figure()).data)).pages[1]
    spaces = page["/Resources"]["/ColorSpace"]  # type: ignore[index]
    assert (spaces["/A"], spaces["/B"]) == ("/DeviceGray", "/DeviceRGB")
    assert spaces["/C"][:2] == ["/Indexed", "/DeviceCMYK"]
    assert spaces["/D"][0] == "/Lab" and "/DefaultRGB" not in spaces


def _leading(action: DictionaryObject) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(pdf()))
    writer.root_object[name("OpenAction")] = action
    return written(writer)


@pytest.mark.parametrize(
    "action",
    [
        dictionary(S=name("Launch"), Win=dictionary(P=text("a"))),
        dictionary(S=name("GoToR"), D=text("a")),
        dictionary(S=name("SubmitForm"), F=text("a.fdf")),
        dictionary(S=name("Rendition"), R=dictionary(UF=text("a.mp4"))),
        dictionary(S=name("URI"), URI=text("file:///D:/1.pdf")),
        dictionary(S=name("GoTo"), Alt=text("C:\\Users\\张三\\1.jpg")),
    ],
)
def test_a_pdf_that_leads_to_a_file_is_unsure(browser: Browser, action: DictionaryObject) -> None:
    before = _leading(action)
    cleaned = browser.clean(before)
    assert (cleaned.verdict, cleaned.data) == ("unsure", before)


def test_a_pdf_that_leads_to_the_web_is_clean(browser: Browser) -> None:
    action = dictionary(S=name("URI"), URI=text("https://example.org/home/a"))
    assert browser.clean(_leading(action)).verdict == "removed"


def test_colours_of_no_known_number_are_unsure(browser: Browser) -> None:
    writer = PdfWriter(clone_from=BytesIO(pdf()))
    writer.root_object[name("Colours")] = profile(writer, 2)
    assert browser.clean(written(writer)).verdict == "unsure"
