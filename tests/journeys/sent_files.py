"""A report that came with files, just as somebody's own tool sealed them: nothing cleaned."""

from __future__ import annotations

import hashlib
import uuid
from typing import Any, NamedTuple

from crypto import age, keys, padding
from tests.journeys.post import Visitor, prepare
from tests.journeys.server import Server
from tests.reporter import Reporter
from tests.uploader import Uploader, ids_field


class Sent(NamedTuple):
    """A file as its sender names it."""

    name: str
    type: str
    body: bytes


def send_with(server: Server, title: str, *files: Sent) -> None:
    """Send a report with these files to the demo hospital."""
    reporter = Reporter(server.get("/o/demo/office.json"), server.get("/challenge"))
    entries = [upload(server, file) for file in files]
    form = reporter.report(title, attachments=entries)
    ids = ids_field(*(uuid.UUID(entry["id"]) for entry in entries))
    assert prepare("/reports", form | {"attachments": ids}).send(server)[0] == 201


def upload(server: Server, file: Sent) -> dict[str, Any]:
    """Seal and send one file; how its letter names it."""
    secret = keys.new_secret()
    padded = file.body.ljust(padding.padme(len(file.body)), b"\0")
    sealed = age.seal(padded, [keys.reading_half("attachment", secret).recipient])
    visitor: Any = Visitor(server)
    id = Uploader(visitor, server.get("/challenge"), sealed, office="demo").send()
    return {
        "id": str(id),
        "name": file.name,
        "type": file.type,
        "size": len(file.body),
        "sha256": hashlib.sha256(file.body).hexdigest(),
        "secret": secret.hex(),
        "metadata": "kept",
    }
