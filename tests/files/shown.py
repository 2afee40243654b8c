"""Files as they come with reports: to look at and to hear, harmless and not."""

from __future__ import annotations

import struct
import wave
import zlib
from io import BytesIO

from PIL import Image

ELSEWHERE = "http://127.0.0.1:9/caught"
SAID = "红包三千元"
SCRIPT = f"app.launchURL('{ELSEWHERE}');fetch('{ELSEWHERE}');parent.document.title='caught'"


def picture(kind: str, size: tuple[int, int] = (640, 480)) -> bytes:
    """A picture of one colour as JPEG, PNG, WEBP or GIF."""
    out = BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return out.getvalue()


def huge_png() -> bytes:
    """A few bytes that say they are a picture of 60,000 by 60,000."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", b"") + _chunk(b"IEND", b"")
    )


def _chunk(name: bytes, data: bytes) -> bytes:
    whole = name + data
    return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))


def sound() -> bytes:
    """A second of silence (WAV)."""
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(8000)
        file.writeframes(b"\x80" * 8000)
    return out.getvalue()


def mp3() -> bytes:
    """Half a second of silence: frames of 128 kbit/s at 44.1 kHz, all zero behind their headers."""
    return (b"\xff\xfb\x90\x64" + bytes(413)) * 20


def pdf(*pages: str, catalog: str = "", page: str = "", font: str = "", more: str = "") -> bytes:
    """A PDF that names a Chinese font and does not carry it: each page says one thing."""
    words = [f"BT /F1 48 Tf 40 700 Td <{one.encode('utf-16-be').hex()}> Tj ET" for one in pages]
    kids = " ".join(f"{10 + 2 * n} 0 R" for n in range(len(pages)))
    objects = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        3: "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
        f" /DescendantFonts [4 0 R] {font} >>",
        4: "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /FontDescriptor 5 0 R"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 >>",
        5: "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900]"
        " /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
    }
    for n, drawn in enumerate(words):
        objects[10 + 2 * n] = (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources"
            f" << /Font << /F1 3 0 R >> >> /Contents {11 + 2 * n} 0 R {page} >>"
        )
        objects[11 + 2 * n] = f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream"
    body = "".join(f"{n} 0 obj\n{one}\nendobj\n" for n, one in objects.items()) + more
    return f"%PDF-1.7\n{body}trailer\n<< /Root 1 0 R >>\n%%EOF\n".encode()


def hostile_pdf() -> bytes:
    """One that tries, when it is opened, drawn or closed, to run scripts and to reach elsewhere."""
    script = SCRIPT.replace("(", "\\(").replace(")", "\\)")
    action = f"<< /S /JavaScript /JS ({script}) >>"
    link = "<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /Border [0 0 0] /A"
    embedded = "<< /Type /Filespec /F (run.exe) /EF << /F 51 0 R >> >>"
    return pdf(
        SAID,
        catalog=f"/OpenAction {action} /AA << /WC {action} >>"
        f" /Names << /JavaScript << /Names [(a) {action}] >> /EmbeddedFiles"
        f" << /Names [(run.exe) {embedded}] >> >> /AcroForm << /XFA 50 0 R /Fields [] >>",
        page=f"/AA << /O {action} >> /Annots [{link} << /S /URI /URI ({ELSEWHERE}) >> >>"
        f" {link} << /S /Launch /F (run.exe) >> >>"
        f" {link} << /S /SubmitForm /F ({ELSEWHERE}) >> >>]",
        font=f"/FontMatrix [1 2 3 4 5 (1\\); {script}//)]",
        more='50 0 obj\n<< /Length 95 >>\nstream\n<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/">'
        f'<image href="{ELSEWHERE}"/></xdp:xdp>\nendstream\nendobj\n'
        "51 0 obj\n<< /Type /EmbeddedFile /Length 2 >>\nstream\nMZ\nendstream\nendobj\n",
    )


def page_of_scripts() -> bytes:
    """A page that would run, had it an address of its own."""
    return f"<!doctype html><title>.</title><script>{SCRIPT}</script>".encode()


def drawing_of_scripts() -> bytes:
    """An SVG that would run."""
    return f'<svg xmlns="http://www.w3.org/2000/svg"><script>{SCRIPT}</script></svg>'.encode()
