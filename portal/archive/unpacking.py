"""Unpacking an archive: everything or nothing, into a folder that was not there before."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from crypto import age
from portal.archive.checking import Filed, NotAnArchive, check
from portal.archive.members import ArchiveRefused, Limits, Planned, plan

__all__ = ["ArchiveRefused", "Limits", "unpack"]

PAGE_START = re.compile(
    rb'<!doctype html>\n<html lang="[A-Za-z-]{2,20}">\n<meta charset="utf-8">\n'
    rb'<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    rb"style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
)
"""How the page of an archive begins: whatever follows, a browser runs and fetches nothing in it."""
_PIECE = 1024 * 1024
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeError)


def unpack(
    src: BinaryIO, folder: Path, identities: Iterable[age.Identity], limits: Limits
) -> list[str]:
    """Open a sealed archive and lay out its files in a new folder; gives the lines of check.txt.

    All of the sealed file is verified before any of it is unpacked, and the folder appears when it
    is complete: files are for their owner alone, under names of our own. Raises AgeError,
    ArchiveRefused, FileExistsError; then there is no folder.
    """
    folder = folder.resolve()
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise FileExistsError(17, "exists already and is not an empty folder", str(folder))
    # A file without a name, where the system can: what is cut off in between leaves nothing.
    with tempfile.TemporaryFile(dir=folder.parent) as plain:
        age.open_stream(src, plain, identities)
        unfinished = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".qingfeng-"))
        try:
            lines = _lay_out(plain, unfinished, limits)
            if folder.exists():
                folder.rmdir()
            unfinished.rename(folder)
        except BaseException:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise
    return lines


def _lay_out(plain: BinaryIO, folder: Path, limits: Limits) -> list[str]:
    try:
        with zipfile.ZipFile(plain) as archive:
            planned = plan(archive.infolist(), limits)
            (folder / "attachments").mkdir(mode=0o700)
            digests = _extract(archive, planned, folder, limits)
    except _BROKEN as error:
        raise ArchiveRefused("not a whole ZIP, or not the one it says it is") from error
    with (folder / "case.html").open("rb") as page:
        if not PAGE_START.match(page.read(400)):
            raise ArchiveRefused(
                "case.html is not the page that archives have: it could run scripts"
            )
    try:
        lines = check((folder / "case.json").read_bytes(), digests)
    except NotAnArchive as error:
        raise ArchiveRefused(f"not an archive of a case: {error}") from error
    with _new(folder / "check.txt") as file:
        file.write("\n".join(lines).encode() + b"\n")
    return lines


def _extract(
    archive: zipfile.ZipFile, planned: list[Planned], folder: Path, limits: Limits
) -> dict[str, Filed]:
    """Write every file; gives, by the name it was stored under, ours and its SHA-256."""
    filed, left = {}, limits.total
    for one in planned:
        digest = _extract_one(archive, one, folder / one.path, left)
        left -= one.info.file_size
        filed[one.info.filename] = Filed(one.path, digest)
    return filed


def _extract_one(archive: zipfile.ZipFile, one: Planned, path: Path, room: int) -> str:
    digest, size, most = hashlib.sha256(), 0, min(room, one.info.file_size)
    with archive.open(one.info) as packed, _new(path) as file:
        while piece := packed.read(_PIECE):
            size += len(piece)
            if size > most:
                raise ArchiveRefused("a file is larger than it says")
            digest.update(piece)
            file.write(piece)
    if size != one.info.file_size:
        raise ArchiveRefused("a file is shorter than it says")
    return digest.hexdigest()


def _new(path: Path) -> BinaryIO:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
