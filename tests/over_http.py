"""A client of a running server with the manners of Flask's test client."""

from __future__ import annotations

import http.client
from dataclasses import dataclass
from typing import Any

from werkzeug.test import EnvironBuilder
from werkzeug.wrappers import Response


@dataclass(frozen=True)
class OverHttp:
    """Requests to a port on loopback, each on a connection of its own."""

    port: int

    def open(self, path: str, **options: Any) -> Response:
        """The answer to a request that is described as for a test client."""
        builder = EnvironBuilder(path, **options)
        environ = builder.get_environ()
        body = environ["wsgi.input"].read()
        headers = {"Accept": "application/json", **builder.headers}
        if environ.get("CONTENT_TYPE"):
            headers["Content-Type"] = environ["CONTENT_TYPE"]
        builder.close()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(environ["REQUEST_METHOD"], path, body or None, headers)
        answer = connection.getresponse()
        response = Response(answer.read(), answer.status, answer.getheaders())
        connection.close()
        return response

    def get(self, path: str, **options: Any) -> Response:
        """Read."""
        return self.open(path, method="GET", **options)

    def post(self, path: str, **options: Any) -> Response:
        """Send a form."""
        return self.open(path, method="POST", **options)

    def put(self, path: str, **options: Any) -> Response:
        """Send bytes."""
        return self.open(path, method="PUT", **options)

    def delete(self, path: str, **options: Any) -> Response:
        """Take something back."""
        return self.open(path, method="DELETE", **options)
