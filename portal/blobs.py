"""Where sealed bytes are kept beside the database: blobs under random names.

A store writes a blob once and for good, tells nothing of when, and knows nothing of what it holds.
`QINGFENG_BLOBS` is its address: a folder, for now.
"""

from __future__ import annotations

import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

NO_TIME = 946_684_800
"""The time every blob bears, in seconds since 1970: the first day of 2000 (anonymity.md, Time)."""
UNFINISHED = ".new"
SITE = "site"
FOLDER = "[0-9a-f][0-9a-f]"


class Blobs(Protocol):
    """A store of blobs. Every method may raise OSError."""

    def write(self, name: uuid.UUID, data: bytes) -> None:
        """Keep a blob for good: when this returns, it outlasts a loss of power, whole.

        Raises FileExistsError if the name is taken.
        """

    def read(self, name: uuid.UUID) -> bytes:
        """A blob. Raises FileNotFoundError."""

    def has(self, name: uuid.UUID) -> bool:
        """Whether there is such a blob."""

    def delete(self, names: Iterable[uuid.UUID]) -> None:
        """Delete blobs; those that are gone already are no fault."""

    def names(self) -> Iterator[list[uuid.UUID]]:
        """The names of all blobs, some at a time, in no order."""

    def drop_unfinished(self) -> None:
        """Delete what a process that died was writing. One that lives begins again."""

    def free(self) -> int:
        """Bytes that the store has room for."""

    def site(self) -> bytes | None:
        """Id of the site whose blobs these are; none yet, or empty if nobody can read it."""

    def adopt(self, site: bytes) -> bytes:
        """Have a store be one site's for good; says whose it is, if it was somebody's before."""


class Folder:
    """A store in a folder, of 256 folders, so that none gets long."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.prepared: set[Path] = set()
        path.mkdir(parents=True, exist_ok=True, mode=0o700)

    def write(self, name: uuid.UUID, data: bytes) -> None:
        """See Blobs. Written beside its place, made durable, then linked there in one step."""
        place = self._place(name)
        self._prepare(place.parent)
        unfinished = place.with_suffix(UNFINISHED)
        try:
            while True:
                _write_durably(unfinished, data)
                with suppress(FileNotFoundError):  # swept away under our hands: once more
                    os.link(unfinished, place)
                    break
        finally:
            unfinished.unlink(missing_ok=True)
            _forget_time(place.parent)
        _make_durable(place.parent)

    def read(self, name: uuid.UUID) -> bytes:
        """See Blobs."""
        return self._place(name).read_bytes()

    def has(self, name: uuid.UUID) -> bool:
        """See Blobs."""
        return self._place(name).exists()

    def delete(self, names: Iterable[uuid.UUID]) -> None:
        """See Blobs."""
        for name in names:
            place = self._place(name)
            with suppress(FileNotFoundError):
                place.unlink()
                _forget_time(place.parent)

    def names(self) -> Iterator[list[uuid.UUID]]:
        """See Blobs."""
        for folder in self.path.glob(FOLDER):
            yield [uuid.UUID(file.name) for file in folder.iterdir() if len(file.name) == 32]

    def drop_unfinished(self) -> None:
        """See Blobs."""
        for file in self.path.glob(f"{FOLDER}/*{UNFINISHED}"):
            file.unlink(missing_ok=True)

    def free(self) -> int:
        """See Blobs."""
        return shutil.disk_usage(self.path).free

    def site(self) -> bytes | None:
        """See Blobs."""
        try:
            return bytes.fromhex((self.path / SITE).read_bytes().decode())
        except FileNotFoundError:
            return None
        except ValueError:
            return b""

    def adopt(self, site: bytes) -> bytes:
        """See Blobs. A file of hex, linked to its place in one step."""
        unfinished = self.path / f"{uuid.uuid4().hex}{UNFINISHED}"
        try:
            _write_durably(unfinished, f"{site.hex()}\n".encode())
            with suppress(FileExistsError):
                os.link(unfinished, self.path / SITE)
        finally:
            unfinished.unlink(missing_ok=True)
            _forget_time(self.path)
        _make_durable(self.path)
        return self.site() or b""

    def _prepare(self, folder: Path) -> None:
        """Have a folder that outlasts a loss of power, whichever process made it."""
        if folder not in self.prepared:
            folder.mkdir(exist_ok=True, mode=0o700)
            _forget_time(self.path)
            _make_durable(self.path)
            _make_durable(self.path.parent)
            self.prepared.add(folder)

    def _place(self, name: uuid.UUID) -> Path:
        return self.path / name.hex[:2] / name.hex


def open_store(address: str) -> Blobs:
    """The store at an address; its folder is made if need be. Raises as `folder_at`."""
    return Folder(folder_at(address))


def folder_at(address: str) -> Path:
    """The folder that a store's address names, `file:///a/folder`. Raises ValueError."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    if parts.scheme != "file" or parts.netloc or not path.startswith("/"):
        raise ValueError("an address such as file:///var/lib/qingfeng/blobs")
    return Path(path)


def blobs() -> Blobs:
    """The store of the application that answers this request."""
    from flask import current_app

    store: Blobs = current_app.extensions["qingfeng.blobs"]
    return store


def _write_durably(path: Path, data: bytes) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(file, view) :]
        os.utime(file, (NO_TIME, NO_TIME))
        os.fsync(file)
    finally:
        os.close(file)


def _make_durable(folder: Path) -> None:
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def _forget_time(folder: Path) -> None:
    os.utime(folder, (NO_TIME, NO_TIME))
