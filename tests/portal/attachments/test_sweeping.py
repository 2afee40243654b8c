"""What nobody claims goes after two days, blobs without a row at once; nothing else ever does."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, update
from sqlalchemy.orm import Session

from portal.attachments.claims import AttachmentUnknown, claim
from portal.attachments.models import Attachment
from portal.attachments.orphans import Orphans, StoreForeign, find_orphans, remove_orphans
from portal.attachments.parts import Piece, receive_part
from portal.attachments.service import find_upload
from portal.attachments.sweeping import Swept, sweep_unclaimed
from portal.attachments.sweeping import sweep as sweep_all
from portal.blobs import Blobs, Folder
from portal.days import today
from portal.offices.models import Site
from tests.conftest import Hospital
from tests.portal.attachments.conftest import Uploading, content, kept, row
from tests.reporter import Reporter
from tests.uploader import ids_field

Writing = Callable[[], AbstractContextManager[Session]]


@pytest.fixture
def writing(engine: Engine) -> Writing:
    """Short writes on a connection of their own each."""

    @contextmanager
    def write() -> Iterator[Session]:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    return write


@pytest.fixture
def reading(engine: Engine) -> Iterator[Session]:
    """A session that locks nothing, as a request has for reading."""
    with Session(engine.execution_options(reading=True)) as session:
        yield session


@pytest.fixture
def store(app: Flask, hospital: Hospital) -> Blobs:
    """The test installation's blobs, which know their site."""
    blobs: Blobs = app.extensions["qingfeng.blobs"]
    blobs.adopt(hospital.site)
    return blobs


def sweep(writing: Writing, store: Blobs, day: date) -> Swept:
    """Sweep, where many orphans are not asked about."""
    return sweep_all(writing, store, day, may_remove=lambda found: True)


def sweep_orphans(writing: Writing, store: Blobs) -> int:
    """Remove every blob without a row."""
    return remove_orphans(writing, store, find_orphans(writing, store).names)


def age(session: Session, days: int) -> None:
    """Have every attachment begun so many days ago."""
    session.execute(update(Attachment).values(begun_on=today() - timedelta(days=days)))
    session.commit()


def test_what_nobody_claims_goes_on_the_third_day(
    uploader: Uploading, session: Session, store: Blobs, writing: Writing
) -> None:
    ids = [uploader().send() for _ in range(3)]
    age(session, 2)
    assert sweep(writing, store, today()) == (0, 0)
    age(session, 3)
    assert sweep(writing, store, today()) == (3, 0)
    assert [row(session, id) for id in ids] == [None] * 3
    assert kept(store) == set()


def test_what_was_only_announced_goes_on_the_next_day(
    uploader: Uploading, session: Session, store: Blobs, writing: Writing
) -> None:
    announced, begun = uploader(), uploader()
    announced.begin()
    begun.send()
    assert sweep(writing, store, today()) == (0, 0)
    age(session, 1)
    assert sweep(writing, store, today()) == (1, 0)
    assert row(session, announced.id) is None
    assert content(session, store, begun.id) == begun.sealed


def test_nobody_sweeps_without_work(app: Flask, uploader: Uploading, session: Session) -> None:
    old = uploader()
    old.send()
    age(session, 3)
    del app.extensions["qingfeng.sweep_at"]
    assert uploader().begin(challenge="00" * 32).status_code == 403
    assert row(session, old.id)
    assert uploader().begin().status_code == 201
    assert row(session, old.id) is None


def test_what_is_claimed_stays(
    client: FlaskClient,
    reporter: Reporter,
    uploader: Uploading,
    session: Session,
    store: Blobs,
    writing: Writing,
) -> None:
    reported, written = uploader(), uploader()
    for sender in (reported, written):
        sender.send()
    client.post("/reports", data=reporter.report() | {"attachments": ids_field(reported.id)})
    letter = reporter.message("照片") | {"attachments": ids_field(written.id)}
    assert client.post("/mailbox/messages", data=letter).status_code == 201
    age(session, 400)
    assert sweep(writing, store, today()) == (0, 0)
    for sender in (reported, written):
        assert content(session, store, sender.id) == sender.sealed


def test_beginning_an_upload_sweeps_at_most_once_an_hour(
    app: Flask, uploader: Uploading, session: Session, store: Blobs
) -> None:
    old = uploader()
    old.send()
    age(session, 3)
    app.extensions["qingfeng.sweep_at"] = float("inf")
    assert uploader().begin().status_code == 201
    assert row(session, old.id)
    del app.extensions["qingfeng.sweep_at"]
    assert uploader().begin().status_code == 201
    assert row(session, old.id) is None
    assert kept(store) == set()


def test_a_blob_without_a_row_goes_and_so_does_a_half_written_one(
    uploader: Uploading, session: Session, store: Blobs, writing: Writing
) -> None:
    sender = uploader()
    sender.send()
    orphan = uuid.uuid4()
    store.write(orphan, b"sealed")
    assert isinstance(store, Folder)
    unfinished = store.path / orphan.hex[:2] / f"{uuid.uuid4().hex}.new"
    unfinished.write_bytes(b"sea")
    assert sweep(writing, store, today()) == (0, 1)
    assert (store.has(orphan), unfinished.exists()) == (False, False)
    assert content(session, store, sender.id) == sender.sealed


@pytest.mark.parametrize(
    ("blobs", "orphans", "few"),
    [(0, 0, True), (9, 1, False), (10, 1, True), (1000, 100, True), (5000, 101, False)],
)
def test_few_orphans_are_what_a_crash_leaves(blobs: int, orphans: int, few: bool) -> None:
    assert Orphans(blobs, [uuid.uuid4()] * orphans).are_few() is few


def test_many_orphans_stay_unless_somebody_says_so(
    uploader: Uploading, session: Session, store: Blobs, writing: Writing
) -> None:
    uploader().send()
    store.write(uuid.uuid4(), b"sealed")
    age(session, 3)
    asked: list[int] = []

    def no(found: Orphans) -> bool:
        asked.append(len(found.names))
        return False

    assert sweep_all(writing, store, today(), may_remove=no) == (1, 0)
    assert (asked, len(kept(store))) == ([1], 1)


def test_nothing_is_swept_in_the_store_of_another_site(
    uploader: Uploading, session: Session, store: Blobs, writing: Writing
) -> None:
    old = uploader()
    old.send()
    age(session, 3)
    session.execute(update(Site).values(site=b"2" * 16))
    session.commit()
    with pytest.raises(StoreForeign):
        sweep(writing, store, today())
    assert content(session, store, old.id) == old.sealed


def test_a_store_that_knows_no_site_yet_is_that_of_whoever_knows_its_blobs(
    uploader: Uploading, session: Session, store: Blobs, writing: Writing, hospital: Hospital
) -> None:
    assert isinstance(store, Folder)
    (store.path / "site").unlink()
    store.write(uuid.uuid4(), b"somebody else's")
    with pytest.raises(StoreForeign):
        sweep(writing, store, today())
    assert (store.site(), len(kept(store))) == (None, 1)
    uploader().send()
    assert sweep(writing, store, today()) == (0, 1)
    assert store.site() == hospital.site


def test_a_part_whose_blob_is_swept_before_its_row_is_there_is_kept(
    uploader: Uploading, session: Session, reading: Session, store: Blobs, writing: Writing
) -> None:
    """The sweep comes between the blob and its row: the longest moment in which it could err."""
    sender = uploader()
    sender.begin()

    @contextmanager
    def after_a_sweep() -> Iterator[Session]:
        assert sweep_orphans(writing, store) == 1
        with writing() as own:
            yield own

    upload = find_upload(reading, sender.id, sender.secret)
    receive_part(reading, after_a_sweep, store, upload, Piece(0, sender.sealed), admit=lambda: None)
    assert content(session, store, sender.id) == sender.sealed


def test_while_a_row_is_being_written_the_sweep_waits(
    uploader: Uploading, session: Session, reading: Session, store: Blobs, writing: Writing
) -> None:
    sender = uploader()
    sender.begin()
    sweeping = threading.Thread(target=sweep_orphans, args=(writing, store))

    @contextmanager
    def with_a_sweep_before_its_end() -> Iterator[Session]:
        with writing() as own:
            yield own
            own.flush()
            sweeping.start()
            sweeping.join(0.5)
            assert sweeping.is_alive(), "the sweep did not wait for the row"

    upload = find_upload(reading, sender.id, sender.secret)
    receive_part(
        reading,
        with_a_sweep_before_its_end,
        store,
        upload,
        Piece(0, sender.sealed),
        admit=lambda: None,
    )
    sweeping.join()
    assert content(session, store, sender.id) == sender.sealed


def test_a_claim_that_comes_first_wins_over_the_sweep(
    uploader: Uploading, session: Session, store: Blobs, writing: Writing
) -> None:
    sender = uploader()
    sender.send()
    age(session, 3)
    sweeping = threading.Thread(target=sweep_unclaimed, args=(writing, store, today()))
    held = row(session, sender.id)
    assert held
    with writing() as claiming:
        claim(claiming, held.office_id, [sender.id], report_id=uuid.uuid4())
        sweeping.start()
        sweeping.join(0.2)
    sweeping.join()
    assert content(session, store, sender.id) == sender.sealed


def test_a_sweep_that_comes_first_wins_over_the_claim(
    uploader: Uploading, session: Session, store: Blobs, writing: Writing
) -> None:
    sender = uploader()
    sender.send()
    age(session, 3)
    held = row(session, sender.id)
    assert held
    outcome: list[object] = []

    def claim_it() -> None:
        try:
            with writing() as claiming:
                claim(claiming, held.office_id, [sender.id], report_id=uuid.uuid4())
        except AttachmentUnknown as error:
            outcome.append(error)

    claiming = threading.Thread(target=claim_it)

    @contextmanager
    def with_a_claim_before_its_end() -> Iterator[Session]:
        with writing() as own:
            yield own
            claiming.start()
            claiming.join(0.2)

    assert sweep_unclaimed(with_a_claim_before_its_end, store, today()) == 1
    claiming.join()
    assert len(outcome) == 1
    assert row(session, sender.id) is None
