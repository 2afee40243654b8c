"""Blobs are kept whole, once, without a time."""

from __future__ import annotations

import os
import threading
import uuid
from pathlib import Path

import pytest

from portal.blobs import NO_TIME, Folder, open_store
from portal.config import SettingInvalid, read_config


@pytest.fixture
def store(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "blobs")


def test_what_is_written_can_be_read_until_it_is_deleted(store: Folder) -> None:
    names = [uuid.uuid4() for _ in range(3)]
    for name in names:
        store.write(name, name.bytes * 1000)
    assert sorted(name for some in store.names() for name in some) == sorted(names)
    assert store.read(names[0]) == names[0].bytes * 1000
    store.delete([*names[:2], uuid.uuid4()])
    assert [store.has(name) for name in names] == [False, False, True]
    with pytest.raises(FileNotFoundError):
        store.read(names[0])


def test_a_name_is_written_once(store: Folder) -> None:
    name = uuid.uuid4()
    store.write(name, b"first")
    with pytest.raises(FileExistsError):
        store.write(name, b"second")
    assert store.read(name) == b"first"
    assert not list(store.path.glob("*/*.new"))


def test_no_file_and_no_folder_tells_when(store: Folder) -> None:
    names = [uuid.uuid4() for _ in range(3)]
    for name in names:
        store.write(name, b"sealed")
    store.delete(names[:1])
    for place in store.path.rglob("*"):
        assert (place.stat().st_mtime, place.stat().st_atime) == (NO_TIME, NO_TIME), place
    assert store.path.stat().st_mtime == NO_TIME


def test_a_store_keeps_to_the_site_that_took_it_first(store: Folder) -> None:
    ours, others = os.urandom(16), os.urandom(16)
    assert store.site() is None
    assert store.adopt(ours) == ours
    assert store.adopt(others) == ours
    assert Folder(store.path).site() == ours
    kept = [*store.path.rglob("*")]
    assert [place.name for place in kept] == ["site"]
    assert {place.stat().st_mtime for place in (store.path, *kept)} == {NO_TIME}
    assert [*store.names()] == []


def test_what_nobody_can_read_is_nobodys_site(store: Folder) -> None:
    (store.path / "site").write_bytes(b"\xff\0no site")
    assert store.site() == store.adopt(os.urandom(16)) == b""


def test_files_are_for_their_owner_only(store: Folder) -> None:
    before = os.umask(0)
    name = uuid.uuid4()
    store.write(name, b"sealed")
    os.umask(before)
    modes = {place.is_dir(): place.stat().st_mode & 0o777 for place in store.path.rglob("*")}
    assert modes == {True: 0o700, False: 0o600}


def test_a_writer_whose_half_file_is_swept_away_begins_again(store: Folder) -> None:
    over = threading.Event()

    def sweep() -> None:
        while not over.is_set():
            store.drop_unfinished()

    sweeper = threading.Thread(target=sweep)
    sweeper.start()
    names = [uuid.uuid4() for _ in range(50)]
    try:
        for name in names:
            store.write(name, b"sealed" * 10_000)
    finally:
        over.set()
        sweeper.join()
    assert all(store.read(name) == b"sealed" * 10_000 for name in names)


def test_what_else_lies_in_the_folder_is_left_alone(store: Folder) -> None:
    for name in ("lost+found", "ab"):
        (store.path / name).mkdir()
        (store.path / name / "notes.txt").write_text("the operator's")
    store.drop_unfinished()
    assert [names for names in store.names() if names] == []
    assert len(list(store.path.glob("*/notes.txt"))) == 2


def test_a_store_has_an_address(tmp_path: Path) -> None:
    folder = tmp_path / "here and there"
    store = open_store(folder.as_uri())
    assert isinstance(store, Folder)
    assert store.path == folder
    assert read_config({"QINGFENG_DATA": str(tmp_path)}).blob_address == f"file://{tmp_path}/blobs"


@pytest.mark.parametrize("address", ["blobs", "s3://bucket", "file://host/blobs", "file:blobs"])
def test_an_address_of_no_store_stops_the_start(address: str) -> None:
    with pytest.raises(SettingInvalid, match="QINGFENG_BLOBS="):
        read_config({"QINGFENG_BLOBS": address})
