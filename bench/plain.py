"""What B1 and B2 stand beside: the same work in the plain way, in the same run.

Flask, its own multipart parser and the mapper; one table, the same durability, the work checked.
Nothing of ours but the hash of the work.
"""

from __future__ import annotations

import hashlib
import os
import uuid

from flask import Flask, jsonify, request
from sqlalchemy import LargeBinary, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column


class Base(DeclarativeBase):
    """The base of the one table."""


class Report(Base):
    """A report."""

    __tablename__ = "reports"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    mailbox_id: Mapped[str] = mapped_column(unique=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


def build() -> Flask:
    """The plain intake, on the SQLite file that `BENCH_PLAIN` names."""
    engine = create_engine(f"sqlite:///{os.environ['BENCH_PLAIN']}")

    @event.listens_for(engine, "connect")
    def durable(connection: object, _record: object) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL"):
            connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]

    Base.metadata.create_all(engine)
    app = Flask(__name__)

    @app.get("/challenge")
    def challenge() -> object:
        return jsonify(challenge="00" * 32, difficulty=0)

    @app.post("/reports")
    def create() -> object:
        form, body = request.form, request.files["body"].read()
        work = form["challenge"] + form["id"] + hashlib.sha256(body).hexdigest() + form["solution"]
        hashlib.sha256(work.encode()).digest()
        with Session(engine) as session:
            id = uuid.UUID(form["id"])
            if session.get(Report, id) is None:
                session.add(Report(id=id, mailbox_id=form["mailbox_id"], body=body))
                session.commit()
        return jsonify(received_on="2026-01-01"), 201

    return app


def serve(port: int) -> None:
    """Serve it as ours is served."""
    from granian.constants import Interfaces
    from granian.server import Server

    Server(
        "bench.plain:app",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        blocking_threads=1,
        websockets=False,
        log_enabled=False,
    ).serve()


def __getattr__(name: str) -> Flask:
    """Build `bench.plain:app` when the server asks for it."""
    if name == "app":
        return build()
    raise AttributeError(name)
