"""A picture is sent without what its maker did not mean to tell, and looks as it did."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image

from tests.files.conftest import Browser
from tests.files.photos import SENTINELS, chunk, exif, jpeg, picture, pixels, png, segment, webp

SAMPLES = {
    "a photo": jpeg(),
    "a progressive photo": jpeg(progressive=True),
    "a photo with restart markers": jpeg(restart_marker_blocks=2),
    "a grey photo": jpeg(picture("L")),
    "a CMYK photo": jpeg(picture("CMYK")),
    "a screenshot": png(),
    "a screenshot with a palette": png(picture("P")),
    "a transparent screenshot": png(picture("LA")),
    "a lossy WebP": webp(),
    "a lossless WebP": webp(lossless=True),
    "a transparent WebP": webp(picture("RGBA")),
    "an animation": webp(
        save_all=True, append_images=[picture().transpose(Image.Transpose.ROTATE_180)]
    ),
}
each = pytest.mark.parametrize("name", SAMPLES)
slow = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@each
def test_what_tells_on_the_maker_is_gone(browser: Browser, name: str) -> None:
    before = SAMPLES[name]
    assert any(sentinel in before for sentinel in SENTINELS)
    cleaned = browser.clean(before)
    assert cleaned.verdict == "removed"
    assert [word for word in SENTINELS if word in cleaned.data] == []
    with Image.open(BytesIO(cleaned.data)) as image:
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"} | {
            "adobe", "adobe_transform", "progressive", "progression", "transparency",
            "loop", "background", "timestamp", "duration",
        }  # fmt: skip
        assert dict(image.getexif()) == {}


@each
def test_every_pixel_stays(browser: Browser, name: str) -> None:
    before = SAMPLES[name]
    assert pixels(browser.clean(before).data) == pixels(before)


@each
def test_cleaning_twice_finds_nothing_the_second_time(browser: Browser, name: str) -> None:
    once = browser.clean(SAMPLES[name])
    again = browser.clean(once.data)
    assert (again.verdict, again.data) == ("none", once.data)


@pytest.mark.parametrize("name", ["a transparent WebP", "an animation"])
def test_a_webp_no_longer_announces_what_is_gone(browser: Browser, name: str) -> None:
    before, after = SAMPLES[name], browser.clean(SAMPLES[name]).data
    assert (before[12:16], before[20] & 0x2C) == (b"VP8X", 0x2C)
    assert (after[12:16], after[20] & 0x2C) == (b"VP8X", 0)
    assert int.from_bytes(after[4:8], "little") == len(after) - 8


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stays_the_right_way_up(browser: Browser, orientation: int) -> None:
    cleaned = browser.clean(jpeg(exif=exif(orientation)))
    with Image.open(BytesIO(cleaned.data)) as image:
        tags = dict(image.getexif())
    assert tags == ({} if orientation == 1 else {ExifTags.Base.Orientation: orientation})


def test_a_thumbnail_in_the_first_segment_goes(browser: Browser) -> None:
    thumbnail = segment(0xE0, b"JFIF\0\1\2\0\0\1\0\1\2\1" + b"Huawei")
    photo = b"\xff\xd8" + thumbnail + jpeg()[2:]
    cleaned = browser.clean(photo)
    assert cleaned.verdict == "removed" and b"Huawei" not in cleaned.data
    assert pixels(cleaned.data) == pixels(photo)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (b"gAMA", bytes(5)), (b"cHRM", bytes(33)), (b"sRGB", b"\0Huawei"), (b"sBIT", bytes(4)),
        (b"cICP", bytes(5)), (b"bKGD", bytes(7)), (b"tRNS", bytes(7)), (b"acTL", bytes(9)),
        (b"PLTE", bytes(771)), (b"PLTE", bytes(4)), (b"IEND", b"Huawei"),
    ],
)  # fmt: skip
def test_a_chunk_longer_than_what_it_says_is_unsure(
    browser: Browser, kind: bytes, data: bytes
) -> None:
    whole = png()
    at = whole.index(b"IEND" if kind == b"IEND" else b"IDAT") - 4
    before = whole[:at] + chunk(kind, data) + whole[at:]
    cleaned = browser.clean(before)
    assert (cleaned.verdict, cleaned.data) == ("unsure", before)


def test_a_chunk_that_comes_once_comes_once(browser: Browser) -> None:
    whole = png()
    at, gamma = whole.index(b"IDAT") - 4, chunk(b"gAMA", b"\0\0\xb1\x8f")
    assert browser.clean(whole[:at] + gamma + whole[at:]).verdict == "removed"
    assert browser.clean(whole[:at] + gamma * 2 + whole[at:]).verdict == "unsure"


@pytest.mark.parametrize(
    "name", ["a photo", "a photo with restart markers", "a grey photo", "a CMYK photo"]
)
@pytest.mark.parametrize("more", [b"Huawei", b"\xff\0Huawei\xff\xd3Huawei"])
def test_nothing_hides_behind_the_last_block(browser: Browser, name: str, more: bytes) -> None:
    once = browser.clean(SAMPLES[name]).data
    assert once[-2:] == b"\xff\xd9"
    cleaned = browser.clean(once[:-2] + more + once[-2:])
    assert (cleaned.verdict, cleaned.data) == ("removed", once)


def test_a_scan_that_ends_too_early_is_unsure(browser: Browser) -> None:
    once = browser.clean(SAMPLES["a photo"]).data
    assert browser.clean(once[:-60] + once[-2:]).verdict == "unsure"
    restarted = browser.clean(SAMPLES["a photo with restart markers"]).data
    assert browser.clean(restarted.replace(b"\xff\xd1", b"Huawei\xff\xd1")).verdict == "unsure"


@pytest.mark.parametrize("name", ["a photo", "a screenshot", "a lossy WebP", "an animation"])
@slow
@given(data=st.data())
def test_a_broken_picture_is_never_passed_as_clean(
    browser: Browser, name: str, data: st.DataObject
) -> None:
    whole = SAMPLES[name]
    start = data.draw(st.integers(4, len(whole)))
    broken = data.draw(
        st.sampled_from([whole[:start], whole[:start] + whole[start + 1 :]])
        | st.binary(min_size=1, max_size=12).map(lambda junk: whole[:start] + junk + whole[start:])
    )
    cleaned = browser.clean(broken)
    if cleaned.verdict == "unsure":
        assert cleaned.data == broken
    else:
        assert browser.clean(cleaned.data).verdict == "none"
        assert not any(word in cleaned.data for word in SENTINELS)


STARTS = (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"%PDF-1.7\n", b"PK\3\4")


@slow
@given(st.binary(max_size=200), st.sampled_from(STARTS))
def test_what_is_no_file_at_all_stays_unsure(browser: Browser, junk: bytes, start: bytes) -> None:
    assert browser.clean(start + junk).verdict == "unsure"


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"\0\0\0\x18ftypheic", "heic"), (b"\0\0\0\x18ftypavif", "heic"),
        (b"\0\0\0\x18ftypmp42", "recording"), (b"\0\0\0\x18ftypqt  ", "recording"),
        (b"#!AMR\n", "recording"), (b"ID3\3", "recording"), (b"\xff\xfb\x90", "recording"),
        (b"\x1aE\xdf\xa3", "recording"), (b"RIFF\0\0\0\0WAVE", "recording"),
        (b"GIF89a", "other"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "other"), (b"", "other"),
    ],
)  # fmt: skip
def test_a_file_is_known_by_its_first_bytes(browser: Browser, start: bytes, kind: str) -> None:
    assert browser.kind(start + bytes(20)[: 20 * bool(start)]) == kind
    assert browser.clean(start).verdict == "unsure"
