# ruff: noqa: E501 — parts stand here on one line, as programs write them
"""Office files with the traces that WPS, Word and Excel leave in places of their own."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from posixpath import dirname, join, normpath
from xml.etree import ElementTree

from tests.files.papers import WORDS, archive, relations, types
from tests.files.photos import SENTINEL

_NAMESPACES = 'xmlns:w="urn:w" xmlns:wp="urn:wp" xmlns:pic="urn:pic" xmlns:v="urn:v" xmlns:o="urn:o" xmlns:p="urn:p" xmlns:a="urn:a" xmlns:r="urn:r"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_CORE = f"{_PACKAGE}/relationships/metadata/core-properties"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"


def _part(tag: str, inside: str) -> str:
    return f"<{tag} {_NAMESPACES}>{inside}</{tag}>"


def letter(**more: str | bytes) -> bytes:
    """A letter by WPS: the device's id, a list of addressees, pictures named by their files."""
    picture = (
        f'<wp:docPr id="1" name="{SENTINEL}" descr="C:\\Users\\{SENTINEL}\\1.jpg" title="{SENTINEL}"/>'
        f'<pic:cNvPr id="0" name="{SENTINEL}.jpg" descr=""/>'
        f'<v:shape id="s" alt="{SENTINEL}"><v:imagedata r:id="" o:title="{SENTINEL}"/></v:shape>'
    )
    settings = (
        f'<w:docVars><w:docVar w:name="commondata" w:val="{SENTINEL} > 1"/></w:docVars>'
        f'<w:mailMerge><w:connectString w:val="{SENTINEL}"/><w:dataSource r:id="rId0"/></w:mailMerge><w:zoom/>'
    )
    properties = f'<Relationship Id="rId9" Type="{_CORE}" Target="meta/props.xml"/></Relationships>'
    core_type = (
        f'<Override PartName="/meta/typed.xml" ContentType="{_CORE_TYPE}"></Override></Types>'
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types("word/document.xml", "meta/props.xml").replace(
            "</Types>", core_type
        ),
        "_rels/.rels": relations(("officeDocument", "word/document.xml")).replace(
            "</Relationships>", properties
        ),
        "word/document.xml": _part("w:document", f"<?mso {SENTINEL}?><w:t>{WORDS}</w:t>{picture}"),
        "word/settings.xml": _part("w:settings", settings),
        "word/_rels/settings.xml.rels": relations(
            ("mailMergeSource", f"file:///C:\\{SENTINEL}.xlsx")
        ),
        "meta/props.xml": f"<c>{SENTINEL}</c>",
        "meta/typed.xml": f"<c>{SENTINEL}</c>",
        "docProps/core0.xml": f"<c>{SENTINEL}</c>",
    }
    return archive({**parts, **more})


def table(**more: str | bytes) -> bytes:
    """A table fetched from a file, a pivot table and somebody's own view."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types("xl/workbook.xml", "xl/connections.xml", "xl/queryTables/queryTable1.xml"),
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook><customWorkbookViews><customWorkbookView name="{SENTINEL}"/></customWorkbookViews><sheets/></workbook>',
        "xl/_rels/workbook.xml.rels": relations(("worksheet", "worksheets/sheet1.xml"), ("connections", "connections.xml")),
        "xl/worksheets/sheet1.xml": f'<worksheet><v>{WORDS}</v><customSheetViews><customSheetView guid="{SENTINEL}"/></customSheetViews></worksheet>',
        "xl/tables/table1.xml": '<table tableType="queryTable" connectionId="1"><tableColumn id="1" queryTableFieldId="1"/></table>',
        "xl/tables/_rels/table1.xml.rels": relations(("queryTable", "../queryTables/queryTable1.xml")),
        "xl/queryTables/queryTable1.xml": f'<queryTable name="{SENTINEL}"/>',
        "xl/connections.xml": f'<connections><connection sourceFile="C:\\Users\\{SENTINEL}\\a.csv"/></connections>',
        "xl/pivotCache/pivotCacheDefinition1.xml": f'<pivotCacheDefinition refreshedBy="{SENTINEL}" refreshedDate="45300.4" refreshedDateIso="{SENTINEL}"/>',
        "xl/comments9.xml": f'<x:comments xmlns:x="urn:x"><x:author>{SENTINEL}</x:author></x:comments>',
    }  # fmt: skip
    return archive({**parts, **more})


def slides(**more: str | bytes) -> bytes:
    """Slides by WPS: the device's id in tags of the file and of a shape."""
    tags = '<p:custDataLst><p:tags r:id="rId0"/></p:custDataLst>'
    slide = f'<p:cNvPr id="4" name="{SENTINEL}" descr="D:\\{SENTINEL}\\照片.jpg"/>{tags}<a:t>{WORDS}</a:t>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": types(
            "ppt/presentation.xml", "ppt/tags/tag1.xml", "ppt/tags/tag2.xml"
        ),
        "_rels/.rels": relations(("officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": _part("p:presentation", tags),
        "ppt/_rels/presentation.xml.rels": relations(("tags", "tags/tag1.xml")),
        "ppt/slides/slide1.xml": _part("p:sld", slide),
        "ppt/slides/_rels/slide1.xml.rels": relations(("tags", "../tags/tag2.xml")),
        "ppt/tags/tag1.xml": f'<p:tagLst><p:tag name="COMMONDATA" val="{SENTINEL}"/></p:tagLst>',
        "ppt/tags/tag2.xml": f'<p:tagLst><p:tag name="KSO_WM" val="{SENTINEL}"/></p:tagLst>',
        "ppt/comments/authors1.xml": f'<l xmlns:p188="urn:p188"><p188:author name="{SENTINEL}"/></l>',
    }
    return archive({**parts, **more})


def faults(data: bytes) -> list[str]:
    """What would keep an office program from opening a file: every part and reference looked at."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    if "_rels/.rels" not in parts:
        return ["no way in"]
    found = [
        f"{type_} is listed"
        for type_ in re.findall(r'PartName="/([^"]*)"', parts["[Content_Types].xml"])
        if type_ not in parts
    ]
    for name, xml in parts.items():
        ElementTree.fromstring(xml)
        folder, _, own = name.rpartition("_rels/")
        if name.endswith(".rels"):
            targets = re.findall(r'Target="([^"]*)"', xml)
            found += [
                f"{name}: {target}"
                for target in targets
                if normpath(join(dirname(folder), target)) not in parts
            ]
            if own != ".rels":
                found += [f"{name}: nobody's"] * (folder + own[:-5] not in parts)
        about = parts.get(f"{dirname(name)}/_rels/{name.rpartition('/')[2]}.rels", "")
        found += [
            f"{name}: {id_}"
            for id_ in re.findall(r'r:id="(.+?)"', xml)
            if f'Id="{id_}"' not in about
        ]
    return found
