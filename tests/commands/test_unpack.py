"""`qingfeng open --unpack` and archives that mean harm: whoever knows a recipient can seal one."""

from __future__ import annotations

import io
import json
import stat
import unicodedata
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crypto import age
from portal.archive import members
from portal.commands.sealing import open_

ME = age.Identity.generate()
CONTENT = json.dumps(
    {"format": "qingfeng.archive/1", "proofs": {"office": {"fingerprint": "\u202eABCD\x1b[2J"}}}
)
PAGE = """<!doctype html>
<html lang="zh-Hans">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>案件</title>
"""  # noqa: E501 -- as the browser writes it
Fill = Callable[[zipfile.ZipFile], object]
pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name")


def archive(fill: Fill = lambda zip: None, *, content: str = CONTENT, page: str = PAGE) -> bytes:
    """A sealed ZIP with the two files of every archive, and what `fill` puts beside them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as zip, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        zip.writestr("case.html", page)
        zip.writestr("case.json", content)
        fill(zip)
    return sealed(file.getvalue())


def sealed(plain: bytes) -> bytes:
    return age.seal(plain, [ME.recipient])


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder two levels down, with the identity of whoever reads."""
    home = tmp_path / "above" / "home"
    home.mkdir(parents=True)
    (home / "my.identity").write_text(f"{ME}\n")
    return home


def unpack(home: Path, file: bytes, *more: str) -> Result:
    (home / "case.age").write_bytes(file)
    paths = ["-i", home / "my.identity", "--unpack", home / "case", home / "case.age"]
    return CliRunner().invoke(open_, [str(path) for path in (*paths, *more)])


def everything(home: Path) -> set[str]:
    """Every path below the folder two levels up."""
    top = home.parent.parent
    return {str(path.relative_to(top)) for path in top.rglob("*")}


def refused(home: Path, file: bytes, *more: str) -> str:
    """The one line with which an archive is refused, leaving nothing behind."""
    before = everything(home) | {"above/home/case.age"}
    done = unpack(home, file, *more)
    assert (done.exit_code, done.stdout) == (1, "")
    assert everything(home) == before
    assert len(done.stderr.splitlines()) == 1
    return done.stderr


@pytest.mark.parametrize(
    ("stored", "name"),
    [
        ("../../evil.txt", "01-evil.txt"),
        ("/etc/cron.d/evil", "01-evil"),
        ("C:\\Windows\\evil.exe", "01-evil.exe"),
        ("attachments/../../../evil", "01-evil"),
        ("a/b/.bashrc", "01-bashrc"),
        ("attachments/..", "01-file"),
        ("CON", "01-CON"),
        ("NUL.txt", "01-NUL.txt"),
        ("attachments/07-照片 1.jpg", "01-照片 1.jpg"),
        ("invoice\u202egpj.exe", "01-invoice_gpj.exe"),
        ("a\x07b\nc.txt", "01-a_b_c.txt"),
        ("-rf", "01--rf"),
        ("a:b|c*.txt. .", "01-a_b_c_.txt"),
        ("长" * 300 + ".jpeg", f"01-{'长' * 60}.jpeg"),
        ("case.json/../check.txt", "01-check.txt"),
    ],
)
def test_no_stored_path_is_followed(home: Path, stored: str, name: str) -> None:
    before = everything(home)
    done = unpack(home, archive(lambda zip: zip.writestr(stored, b"x")))
    assert done.exit_code == 0, done.output
    ours = {"", "/attachments", "/case.html", "/case.json", "/check.txt", f"/attachments/{name}"}
    new = everything(home) - before - {"above/home/case.age"}
    assert new == {f"above/home/case{path}" for path in ours}


def test_what_is_shown_commands_no_terminal(home: Path) -> None:
    shown = unpack(home, archive()).stdout
    assert not [one for one in shown if unicodedata.category(one) in ("Cc", "Cf") and one != "\n"]


def linked(zip: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("attachments/01-link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    zip.writestr(info, "/etc/passwd")


def encrypted(zip: zipfile.ZipFile) -> None:
    zip.writestr("attachments/01-a", b"x")
    zip.filelist[-1].flag_bits |= 1


@pytest.mark.parametrize(
    ("fill", "reason"),
    [
        (linked, "not a file"),
        (lambda zip: zip.writestr("a", bytes(50_000_000)), "swells"),
        (lambda zip: (zip.writestr("a", b"1"), zip.writestr("a", b"2")), "same name"),
        (lambda zip: zip.writestr("case.json", b"{}"), "same name"),
        (lambda zip: zip.writestr("a", b"x" * 99, zipfile.ZIP_BZIP2), "packed in a way"),
        (encrypted, "packed in a way"),
    ],
)
def test_what_archives_never_hold_is_refused(home: Path, fill: Fill, reason: str) -> None:
    assert reason in refused(home, archive(fill))


def test_more_files_than_anybody_attaches_are_refused(home: Path) -> None:
    def many(zip: zipfile.ZipFile) -> None:
        for number in range(members.MOST_FILES):
            zip.writestr(str(number), b"")

    assert "more than 10000 files" in refused(home, archive(many))


def test_more_than_the_limit_is_refused(home: Path) -> None:
    noise = bytes(range(256)) * 8192
    file = archive(lambda zip: zip.writestr("a", noise, zipfile.ZIP_STORED))
    assert "limit" in refused(home, file, "--limit", "1")
    assert unpack(home, file, "--limit", "3").exit_code == 0


def test_a_file_that_is_larger_than_it_says_is_refused(home: Path) -> None:
    plain = bytearray(age.open_sealed(archive(lambda z: z.writestr("a", b"x" * 9000)), [ME]))
    central = plain.rindex(b"PK\x01\x02")
    plain[central + 24 : central + 28] = (10).to_bytes(4, "little")
    assert "not the one it says" in refused(home, sealed(bytes(plain)))


@pytest.mark.parametrize("plain", [b"", b"no zip", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_archive_is_refused(home: Path, plain: bytes) -> None:
    refused(home, sealed(plain))


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"format": "qingfeng.archive/2"}',
        '{"format": "qingfeng.archive/1"}',
        '{"format": "qingfeng.archive/1", "proofs": []}',
        "[" * 100_000,
    ],
)
def test_a_made_up_content_is_refused(home: Path, content: str) -> None:
    assert "not an archive" in refused(home, archive(content=content))


@pytest.mark.parametrize(
    "page", ["<script>alert(1)</script>", "", PAGE.replace("<meta", "<script></script><meta", 1)]
)
def test_a_page_that_could_run_something_is_refused(home: Path, page: str) -> None:
    assert "could run scripts" in refused(home, archive(page=page))


def test_a_folder_with_something_in_it_is_left_alone(home: Path) -> None:
    (home / "case").mkdir()
    (home / "case" / "mine.txt").write_text("mine")
    assert "not an empty folder" in refused(home, archive())
    (home / "case" / "mine.txt").unlink()
    assert unpack(home, archive()).exit_code == 0


def test_somebody_elses_archive_is_refused(home: Path) -> None:
    other = age.Identity.generate()
    refused(home, age.seal(b"x", [other.recipient]))
