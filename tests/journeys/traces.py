"""Searching everything a server left behind for words that should be nowhere."""

from __future__ import annotations

import base64
import functools
import glob
import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, quote_plus

DATABASE = b"SQLite format 3\0"


@functools.cache
def disguises(word: str) -> dict[str, set[bytes]]:
    """A word as it may lie in a file: the name of an encoding → the bytes to look for."""
    plain = word.encode()
    return {
        "utf-8": {plain},
        "utf-16le": {word.encode("utf-16-le")},
        "utf-16be": {word.encode("utf-16-be")},
        "gbk": {word.encode("gb18030")},
        "base64": set(_base64(plain)),
        "hex": {plain.hex().encode(), plain.hex().upper().encode()},
        "url": {quote(word, safe="").encode(), quote_plus(word).encode()},
        "json": {json.dumps(word)[1:-1].encode()},
    }


def _base64(plain: bytes) -> Iterator[bytes]:
    # Wherever it lies in what was encoded: without the digits that its neighbours share.
    for before in range(3):
        bits = 8 * before
        digits = base64.b64encode(bytes(before) + plain)
        start, end = -(-bits // 6), (bits + 8 * len(plain)) // 6
        yield digits[start:end]
        yield base64.urlsafe_b64encode(bytes(before) + plain)[start:end]


def found_in(haystack: bytes, words: Mapping[str, str]) -> list[str]:
    """Which words are in these bytes, each with the first encoding it was found in."""
    found = {
        name: encoding
        for name, word in words.items()
        for encoding, needles in reversed(disguises(word).items())
        if any(needle in haystack for needle in needles)
    }
    return [f"{name} ({encoding})" for name, encoding in found.items()]


def found_below(folder: Path, words: Mapping[str, str], *, but: Iterable[Path] = ()) -> list[str]:
    """Which words are in which files below a folder, without `but` and what lies below it."""
    left_out = set(but)
    return [
        f"{path.relative_to(folder)}: {trace}"
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not left_out & {path, *path.parents}
        for haystack in (path.read_bytes(), *_values(path))
        for trace in found_in(haystack, words)
    ]


def _values(path: Path) -> Iterator[bytes]:
    """Every value of a database: a long one is scattered over the pages of its file."""
    with path.open("rb") as file:
        if file.read(len(DATABASE)) != DATABASE:
            return
    # Of a copy with its journals: whoever was killed left some of it there, to be rolled back.
    with TemporaryDirectory() as folder:
        for one in path.parent.glob(f"{glob.escape(path.name)}*"):
            if one.is_file():
                shutil.copy(one, folder)
        with closing(sqlite3.connect(Path(folder) / path.name)) as database:
            yield from _rows(database)


def _rows(database: sqlite3.Connection) -> Iterator[bytes]:
    database.text_factory = bytes
    tables = database.execute("select name from sqlite_master where type = 'table'").fetchall()
    for (table,) in tables:
        for row in database.execute(f'select * from "{table.decode()}"'):
            yield b"\n".join(v if isinstance(v, bytes) else str(v).encode() for v in row)
