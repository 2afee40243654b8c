"""Between the server and the application: a request is read whole before anybody works on it.

A phone in a corridor may take minutes to send eight kilobytes, and a stranger may never finish.
Here such a request costs a few bytes of memory and no thread: it waits in the server's event loop,
and the application, which works on one request after the other, is asked only when all of it is
there (docs/decisions/0003). The server's side is RSGI, the application's side WSGI (PEP 3333).
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

MOST_BYTES = 256 * 1024
"""More than any request of ours; the application refuses what is cut off here, as too large."""
PATIENCE = 60
"""Seconds that a sender may pause before the request is given up."""

Environ = dict[str, Any]
WsgiApp = Callable[[Environ, Any], Iterable[bytes]]


class Gateway:
    """A WSGI application as a server that speaks RSGI sees it."""

    def __init__(self, application: WsgiApp) -> None:
        self.application = application

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Read the request, ask the application, send its answer."""
        try:
            body = await read_whole(protocol)
        except TimeoutError:
            protocol.response_empty(408, [("connection", "close")])
            return
        answer: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], _error: Any = None) -> None:
            answer[:] = [int(status[:3]), [(name.lower(), value) for name, value in headers]]

        parts = self.application(environ_of(scope, body), start_response)
        protocol.response_bytes(*answer, b"".join(parts))


async def read_whole(protocol: Any) -> bytes:
    """The body of a request, cut off past MOST_BYTES. Raises TimeoutError after a long pause."""
    body = bytearray()
    parts = aiter(protocol)
    while len(body) <= MOST_BYTES:
        try:
            body += await asyncio.wait_for(anext(parts), PATIENCE)
        except StopAsyncIteration:
            break
    return bytes(body)


def environ_of(scope: Any, body: bytes) -> Environ:
    """A request as PEP 3333 describes it."""
    host, _, port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
    if body:
        environ.setdefault("CONTENT_LENGTH", str(len(body)))
    return environ
