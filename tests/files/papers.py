# ruff: noqa: E501 — parts stand here on one line, as programs write them
"""Documents as programs write them, with everything that tells on their author."""

from __future__ import annotations

import zipfile
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
    TextStringObject,
)

from tests.files.photos import SENTINEL, jpeg

WORDS = "Invoice 4711"
_XMP = f"<x:xmpmeta><dc:creator>{SENTINEL}</dc:creator></x:xmpmeta>".encode()


def pdf(photo: bytes | None = None) -> bytes:
    """Two pages with Info, XMP on the document and a picture, a comment, and an older version."""
    writer = PdfWriter()
    for _ in range(2):
        page = writer.add_blank_page(200, 100)
        stream = StreamObject()
        stream.set_data(f"BT /F1 12 Tf 10 50 Td ({WORDS}) Tj ET".encode())
        page[NameObject("/Contents")] = writer._add_object(stream)
        page[NameObject("/LastModified")] = TextStringObject(f"D:20260102 {SENTINEL}")
        page[NameObject("/PieceInfo")] = DictionaryObject({NameObject("/Private"): text(SENTINEL)})
    picture = StreamObject()
    picture.set_data(photo or jpeg())
    picture.update(
        {
            NameObject("/Subtype"): NameObject("/Image"),
            NameObject("/Filter"): NameObject("/DCTDecode"),
            NameObject("/Metadata"): writer._add_object(_metadata()),
        }
    )
    images = DictionaryObject({NameObject("/Im1"): writer._add_object(picture)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): images})
    page[NameObject("/Annots")] = ArrayObject([writer._add_object(_comment())])
    writer.root_object[NameObject("/Metadata")] = writer._add_object(_metadata())
    writer._add_object(text(f"left over {SENTINEL}"))
    writer.add_metadata({"/Author": SENTINEL, "/Producer": SENTINEL, "/Title": SENTINEL})
    writer.generate_file_identifiers()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def updated(whole: bytes) -> bytes:
    """The same document after an incremental update, with the author of that update."""
    writer = PdfWriter(BytesIO(whole), incremental=True)
    writer.add_metadata({"/Author": f"{SENTINEL} again"})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def text(words: str) -> TextStringObject:
    """A PDF string."""
    return TextStringObject(words)


def _metadata() -> StreamObject:
    stream = StreamObject()
    stream.set_data(_XMP)
    stream[NameObject("/Type")] = NameObject("/Metadata")
    return stream


def _comment() -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Text"),
            NameObject("/Rect"): ArrayObject(FloatObject(n) for n in (0, 0, 9, 9)),
            NameObject("/Contents"): text("a remark"),
            NameObject("/T"): text(SENTINEL),
            NameObject("/M"): text(f"D:20260102 {SENTINEL}"),
        }
    )


def words_of(data: bytes) -> list[str]:
    """The text of every page."""
    return [page.get_contents().get_data().decode() for page in PdfReader(BytesIO(data)).pages]  # type: ignore[union-attr]


def everything_in(data: bytes) -> str:
    """Every object of a PDF, as pypdf writes it down; strings in it are as they read."""
    reader = PdfReader(BytesIO(data))
    return "".join(repr(reader.get_object(n)) for n in sorted(reader.xref[0]))


_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def relations(*targets: tuple[str, str]) -> str:
    """A .rels part."""
    rows = "".join(
        f'<Relationship Id="rId{n}" Type="{_KINDS}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{rows}</Relationships>'


def types(*names: str) -> str:
    """The list of content types."""
    rows = "".join(
        f'<Override PartName="/{name}" ContentType="application/xml"/>' for name in names
    )
    default = '<Default Extension="rels" ContentType="application/xml"/>'
    return f'<Types xmlns="{_TYPES}">{default}{rows}</Types>'


def archive(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive as an office program writes it."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.comment = SENTINEL.encode()
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6))
            info.extra = b"\x55\x54\x05\x00\x01" + b"2026"
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, content)
    return out.getvalue()


PROPERTIES: dict[str, str | bytes] = {
    "docProps/core.xml": f"<cp><dc:creator>{SENTINEL}</dc:creator></cp>",
    "docProps/app.xml": f"<Properties><Company>{SENTINEL}</Company></Properties>",
    "docProps/custom.xml": f"<Properties><property name='{SENTINEL}'/></Properties>",
    "docProps/thumbnail.jpeg": jpeg(),
}


def docx(**more: str | bytes) -> bytes:
    """A letter with tracked changes, comments, people, a template and a photo."""
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{_WORD}"><w:body>'
        f'<w:sdtPr><w:dataBinding w:xpath="{SENTINEL}"/></w:sdtPr>'
        f'<w:p w:rsidR="00{SENTINEL}" w:rsidRDefault="0"><w:r><w:t>{WORDS}</w:t></w:r>'
        f'<w:dataBinding w:xpath="{SENTINEL}"></w:dataBinding>'
        f'<w:ins w:id="1" w:author="{SENTINEL}" w:date="2026-01-02T03:04:05Z"><w:r/></w:ins></w:p>'
        f"<!-- {SENTINEL} --></w:body></w:document>"
    )
    remark = f'<w:comment w:author="{SENTINEL}" w:initials="{SENTINEL}" w:date="2026-01-02">'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types("word/document.xml", "docProps/thumbnail.jpeg", "docMetadata/LabelInfo.xml"),
        "_rels/.rels": relations(("officeDocument", "word/document.xml"), ("thumbnail", "docProps/thumbnail.jpeg")),
        "word/document.xml": body,
        "word/comments.xml": f"<w:comments>{remark}<w:t>a remark</w:t></w:comment></w:comments>",
        "word/people.xml": f'<w15:people><w15:person w15:author="{SENTINEL}"><w15:presenceInfo w15:userId="{SENTINEL}"/></w15:person></w15:people>',
        "word/settings.xml": f'<w:settings><w:rsids><w:rsid w:val="{SENTINEL}"/></w:rsids><w:attachedTemplate r:id="rId1"/><w:zoom w:percent="90"/></w:settings>',
        "word/_rels/settings.xml.rels": f'<Relationships><Relationship Id="rId1" Type="{_KINDS}/attachedTemplate" Target="file:///C:/Users/{SENTINEL}/Normal.dotm" TargetMode="External"/></Relationships>',
        "word/media/image1.jpeg": jpeg(),
        "customXml/item1.xml": f"<label>{SENTINEL}</label>",
        "docMetadata/LabelInfo.xml": f"<label>{SENTINEL}</label>",
    }  # fmt: skip
    return archive({**parts, **PROPERTIES, **more})


def xlsx() -> bytes:
    """A table with remarks, a path on somebody's computer and a printer."""
    return archive(
        {
            "[Content_Types].xml": types("xl/workbook.xml"),
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook><fileVersion lastEdited="7" rupBuild="2026"/><mc:AlternateContent><mc:Choice><x15ac:absPath url="C:\\Users\\{SENTINEL}\\"/></mc:Choice></mc:AlternateContent><sheets/></workbook>',
            "xl/worksheets/sheet1.xml": f'<worksheet><c><v>{WORDS}</v></c><pageSetup orientation="portrait" r:id="rId1"/></worksheet>',
            "xl/worksheets/_rels/sheet1.xml.rels": relations(("printerSettings", "../printerSettings/printerSettings1.bin")),
            "xl/printerSettings/printerSettings1.bin": SENTINEL.encode("utf-16-le"),
            "xl/comments1.xml": f"<comments><authors><author>{SENTINEL}</author></authors></comments>",
            "xl/persons/person.xml": f'<personList><person displayName="{SENTINEL}" id="1" userId="{SENTINEL}" providerId="AD"/></personList>',
            "xl/threadedComments/threadedComment1.xml": '<t><threadedComment ref="A1" dT="2026-01-02T03:04:05" personId="1"/></t>',
            **PROPERTIES,
        }
    )  # fmt: skip


def pptx() -> bytes:
    """Slides with remarks and a history."""
    return archive(
        {
            "[Content_Types].xml": types("ppt/presentation.xml", "ppt/revisionInfo.xml"),
            "ppt/presentation.xml": "<p:presentation/>",
            "ppt/_rels/presentation.xml.rels": relations(("revisionInfo", "revisionInfo.xml")),
            "ppt/revisionInfo.xml": f"<p:i>{SENTINEL}</p:i>",
            "ppt/slides/slide1.xml": f"<p:sld><a:t>{WORDS}</a:t></p:sld>",
            "ppt/commentAuthors.xml": f'<p:cmAuthorLst><p:cmAuthor id="0" name="{SENTINEL}" initials="{SENTINEL}"/></p:cmAuthorLst>',
            "ppt/comments/comment1.xml": '<p:cmLst><p:cm authorId="0" dt="2026-01-02T03:04:05"/></p:cmLst>',
            "ppt/comments/modern.xml": '<p188:cmLst><p188:cm authorId="1" created="2026-01-02T03:04:05.001"/></p188:cmLst>',
            **PROPERTIES,
        }
    )  # fmt: skip
