"""Asking a running server without a browser."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass, field
from typing import Any, NamedTuple

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


class Answer(NamedTuple):
    """What a server answered."""

    status_code: int
    json: Any
    headers: http.client.HTTPMessage
    data: bytes


@dataclass(frozen=True)
class Visitor:
    """Somebody without a browser: the methods of Flask's test client that tests use, on the wire.

    address: the loopback address they come from. headers: sent with everything.
    """

    server: Server
    address: str = "127.0.0.1"
    headers: dict[str, str] = field(default_factory=dict)

    def open(
        self, path: str, method: str = "GET", headers: dict[str, str] | None = None, **body: Any
    ) -> Answer:
        """Send one request on a connection of its own."""
        builder = EnvironBuilder(method=method, path=path, **body)
        environ = builder.get_environ()
        sent = environ["wsgi.input"].read()
        kind = {"Content-Type": environ["CONTENT_TYPE"]} if "CONTENT_TYPE" in environ else {}
        builder.close()
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.server.port, timeout=60, source_address=(self.address, 0)
        )
        try:
            connection.request(method, path, sent, self.headers | kind | (headers or {}))
            answer = connection.getresponse()
            data = answer.read()
        finally:
            connection.close()
        is_json = answer.headers.get_content_type() == "application/json"
        return Answer(answer.status, json.loads(data) if is_json else None, answer.headers, data)

    def get(self, path: str, **request: Any) -> Answer:
        """Ask for something."""
        return self.open(path, "GET", **request)

    def post(self, path: str, **request: Any) -> Answer:
        """Send a form."""
        return self.open(path, "POST", **{"content_type": "multipart/form-data", **request})

    def put(self, path: str, **request: Any) -> Answer:
        """Send bytes."""
        return self.open(path, "PUT", **request)

    def delete(self, path: str, **request: Any) -> Answer:
        """Delete something."""
        return self.open(path, "DELETE", **request)
