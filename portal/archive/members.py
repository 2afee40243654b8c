"""What a ZIP says it holds, looked through before anything of it is written."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from portal.archive.names import own_name

MOST_FILES = 10_000
MOST_RATIO = 200
"""How many times its packed size a file may have; what people write packs to a hundredth."""
OWN = ("case.json", "case.html")
_STORED_OR_DEFLATED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_FOLDER = "/"


class ArchiveRefused(Exception):
    """This is no archive of ours, or one that means harm; nothing of it was written."""


@dataclass(frozen=True)
class Limits:
    """What is unpacked at most: bytes in all."""

    total: int = 8 * 1024**3


@dataclass(frozen=True)
class Planned:
    """A file of the ZIP and the path, below the new folder, that we give it."""

    info: zipfile.ZipInfo
    path: str


def plan(infos: Sequence[zipfile.ZipInfo], limits: Limits) -> list[Planned]:
    """Where each file goes. Raises ArchiveRefused."""
    if len(infos) > MOST_FILES:
        raise ArchiveRefused(f"more than {MOST_FILES} files")
    for info in infos:
        _check(info)
    if sum(info.file_size for info in infos) > limits.total:
        raise ArchiveRefused("larger than the limit (--limit)")
    names = [info.filename for info in infos]
    if len(set(names)) < len(names):
        raise ArchiveRefused("two files have the same name")
    if not set(OWN) <= set(names):
        raise ArchiveRefused(f"not an archive of a case: it must hold {' and '.join(OWN)}")
    return _with_names(infos)


def _with_names(infos: Sequence[zipfile.ZipInfo]) -> list[Planned]:
    planned, number = [], 0
    for info in infos:
        if info.filename in OWN:
            planned.append(Planned(info, info.filename))
        elif not info.filename.endswith(_FOLDER):
            number += 1
            planned.append(Planned(info, f"attachments/{own_name(number, info.filename)}"))
    return planned


def _check(info: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise ArchiveRefused("it holds something that is not a file (a link, a device)")
    if info.flag_bits & _ENCRYPTED or info.compress_type not in _STORED_OR_DEFLATED:
        raise ArchiveRefused("it holds a file packed in a way that archives of cases are not")
    if info.file_size > MOST_RATIO * max(info.compress_size, 1024):
        raise ArchiveRefused("it holds a file that swells too much")
