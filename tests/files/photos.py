"""Pictures as phones and programs write them, with everything that tells on their maker."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, ImageCms, TiffImagePlugin
from PIL.PngImagePlugin import PngInfo

SENTINEL = "ward-3-bed-12"
SENTINELS = (SENTINEL.encode(), b"Huawei", b"2026:01", b"GPS", b"adobe.com/xap", b"ICC_PROFILE")


def picture(mode: str = "RGB", size: tuple[int, int] = (61, 43)) -> Image.Image:
    """A small picture in which no two corners look alike."""
    width, height = size
    pixels = bytes((x * 4 + y * 2) % 256 for y in range(height) for x in range(width))
    return Image.frombytes("L", size, pixels).convert(mode)


def exif(orientation: int = 1) -> Image.Exif:
    """Exif with place, time, device and a thumbnail's worth of words."""
    tags = Image.Exif()
    tags[ExifTags.Base.Orientation] = orientation
    tags[ExifTags.Base.Make] = "Huawei"
    tags[ExifTags.Base.DateTime] = "2026:01:02 03:04:05"
    tags[ExifTags.Base.ImageDescription] = SENTINEL
    rational = TiffImagePlugin.IFDRational
    tags.get_ifd(ExifTags.IFD.GPSInfo).update(
        {1: "N", 2: (rational(39), rational(54), rational(1)), 29: "2026:01:02"}
    )
    return tags


def jpeg(image: Image.Image | None = None, **options: Any) -> bytes:
    """A photo with Exif, a comment, a colour profile, XMP and something behind its end."""
    out = BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    settings = {"exif": exif(), "comment": SENTINEL, "icc_profile": profile, "quality": 90}
    (image or picture()).save(out, "JPEG", **(settings | options))
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + SENTINEL.encode() + b"</x:xmpmeta>"
    whole = out.getvalue()
    return whole[:2] + segment(0xE1, xmp) + whole[2:] + b"MotionPhoto" + SENTINEL.encode()


def segment(marker: int, payload: bytes) -> bytes:
    """A JPEG segment."""
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def png(image: Image.Image | None = None) -> bytes:
    """A screenshot with texts, Exif, a time, an unknown chunk and something behind its end."""
    words = PngInfo()
    words.add_text("Author", SENTINEL)
    words.add_text("Comment", SENTINEL * 9, zip=True)
    words.add_itxt("XML:com.adobe.xmp", SENTINEL)
    out = BytesIO()
    (image or picture()).save(out, "PNG", pnginfo=words, exif=exif(), dpi=(326, 326))
    whole = out.getvalue()
    end = whole.index(b"IDAT") - 4
    extra = chunk(b"tIME", b"\x07\xea\x01\x02\x03\x04\x05") + chunk(b"prVt", SENTINEL.encode())
    return whole[:end] + extra + whole[end:] + SENTINEL.encode()


def chunk(kind: bytes, data: bytes) -> bytes:
    """A PNG chunk."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def webp(image: Image.Image | None = None, **options: Any) -> bytes:
    """A picture with Exif, XMP, a colour profile and something behind its end."""
    out = BytesIO()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    settings = {"exif": exif(), "xmp": SENTINEL.encode(), "icc_profile": profile}
    (image or picture()).save(out, "WEBP", **(settings | options))
    return out.getvalue() + SENTINEL.encode()


def pixels(data: bytes) -> list[bytes]:
    """Every frame of a picture, as decoded, in the way up that its file says."""
    with Image.open(BytesIO(data)) as image:
        frames = []
        for n in range(getattr(image, "n_frames", 1)):
            image.seek(n)
            frames.append(image.mode.encode() + image.tobytes())
        return frames
