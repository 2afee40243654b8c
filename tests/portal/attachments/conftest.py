"""Somebody with a file to send."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.attachments.models import Attachment, Part
from portal.blobs import Blobs
from tests.uploader import Uploader, sealed_file

Uploading = Callable[..., Uploader]

LARGE = sealed_file(9_500_000)
"""Ten parts, so two groups; sealed once, because it takes a while."""


@pytest.fixture
def uploader(client: FlaskClient) -> Uploading:
    """Make somebody who sends a file: of one part, or another one."""
    challenge = client.get("/challenge").json

    def make(sealed: bytes | None = None, **changes: str) -> Uploader:
        return Uploader(client, challenge, sealed or sealed_file(5000), **changes)

    return make


@pytest.fixture
def store(app: Flask) -> Blobs:
    """The test installation's blobs."""
    blobs: Blobs = app.extensions["qingfeng.blobs"]
    return blobs


def kept(store: Blobs) -> set[uuid.UUID]:
    """The names of all blobs."""
    return {name for names in store.names() for name in names}


def content(session: Session, store: Blobs, id: uuid.UUID) -> bytes:
    """The bytes that are stored of an attachment. Leaves nothing locked."""
    rows = session.scalars(select(Part.id).where(Part.attachment_id == id).order_by(Part.part))
    data = b"".join(store.read(name) for name in rows)
    session.rollback()
    return data


def row(session: Session, id: uuid.UUID) -> Attachment | None:
    """What the database says of an attachment. Leaves nothing locked."""
    held = session.scalar(select(Attachment).where(Attachment.id == id))
    if held is not None:
        session.expunge(held)
    session.rollback()
    return held
