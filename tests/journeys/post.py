"""Posting to a running server without a browser."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import Any

from werkzeug.test import EnvironBuilder

from tests.journeys.server import Server


@dataclass(frozen=True)
class Prepared:
    """A request that is ready to be sent, so that sending it takes no time."""

    path: str
    body: bytes
    content_type: str

    def send(self, server: Server) -> tuple[int, dict[str, Any]]:
        """Send it on a connection of its own; status and JSON of the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        try:
            headers = {"Content-Type": self.content_type, "Accept": "application/json"}
            connection.request("POST", self.path, self.body, headers)
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()


def prepare(path: str, form: dict[str, Any]) -> Prepared:
    """A form of tests/reporter.py as a browser would encode it."""
    builder = EnvironBuilder(method="POST", data=form, content_type="multipart/form-data")
    environ = builder.get_environ()
    body = environ["wsgi.input"].read()
    builder.close()
    return Prepared(path, body, environ["CONTENT_TYPE"])
