"""Between the server and the application: a request is read whole before anybody works on it.

A phone in a corridor may take minutes to send eight kilobytes, and a stranger may never finish.
Here such a request holds no thread: it waits in the server's event loop, and the application,
which works on one request after the other, is asked only when all of it is there
(docs/decisions/0003). The server's side is RSGI, the application's side WSGI (PEP 3333).
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from portal.attachments.parts import PART_SIZE
from portal.errors import describe, log
from portal.reports.forms import MOST_BYTES
from portal.security import fixed_headers

CUT_OFF = MOST_BYTES + 4096
"""Bytes of a body that are read; the application refuses what is cut off here as too large."""
PAUSE = 60
"""Seconds that a sender may pause."""
DEADLINE = 600
"""Seconds that a request may take in all."""
MOST_AT_ONCE = 500
"""Requests with a body that are read at once; further ones are told to come back."""
PART_CUT_OFF = PART_SIZE + 4096
"""Bytes of a part of an attachment that are read."""
MOST_PARTS_AT_ONCE = 64
"""Parts that are read at once: together they take as many MiB of memory."""
PART_PAUSE = 15
"""Seconds that a sender of a part may pause."""
PART_DEADLINE = 180
"""Seconds that a part may take in all: a line of 64 kbit/s sends one in 130."""
DESK_CUT_OFF = 1024 * 1024 + 4096
"""Bytes of a body that a member sends: a registration holds a whole report and its letters."""
MOST_DESKS_AT_ONCE = 32
"""Such requests that are read at once."""
RETRY_AFTER = "30"
"""Seconds after which whoever found no place may come back."""

PART = re.compile(
    r"(/en|/elder)*(/casework)?/attachments"
    r"/[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}/parts/[0-9]+"
)
BEARER = re.compile(r"Bearer [0-9a-f]{64}")
DESK = re.compile(r"(^|; ?)__Host-qingfeng-casework=[0-9a-zA-Z_-]{20,}(;|$)")
BODILESS = ("GET", "HEAD", "OPTIONS")
"""Methods whose body, if any, nobody here reads: pages stay open to all while others stall."""

Environ = dict[str, Any]
WsgiApp = Callable[[Environ, Any], Iterable[bytes]]


class Room:
    """Places for requests that are being read, `most` of them, each cut off past `cut_off`.

    pause, deadline: seconds that a sender may pause, and that one request may take in all.
    """

    def __init__(self, cut_off: int, most: int, pause: float, deadline: float) -> None:
        self.cut_off, self.most, self.taken = cut_off, most, 0
        self.pause, self.deadline = pause, deadline

    async def read(self, protocol: Any) -> bytes:
        """One more request's body. Raises TimeoutError."""
        self.taken += 1
        try:
            return await read_whole(protocol, self.cut_off, self.pause, self.deadline)
        finally:
            self.taken -= 1


class Gateway:
    """A WSGI application as a server that speaks RSGI sees it."""

    def __init__(self, application: WsgiApp) -> None:
        self.application = application
        self.requests = Room(CUT_OFF, MOST_AT_ONCE, PAUSE, DEADLINE)
        self.parts = Room(PART_CUT_OFF, MOST_PARTS_AT_ONCE, PART_PAUSE, PART_DEADLINE)
        self.desks = Room(DESK_CUT_OFF, MOST_DESKS_AT_ONCE, PAUSE, DEADLINE)
        self.fixed = [(name.lower(), value) for name, value in fixed_headers("portal").items()]

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Read the request, ask the application, send its answer."""
        body = b""
        if scope.method not in BODILESS:
            room = self.room_for(scope)
            if room.taken >= room.most:
                protocol.response_empty(503, [*self.fixed, ("retry-after", RETRY_AFTER)])
                return
            try:
                body = await room.read(protocol)
            except TimeoutError:
                protocol.response_empty(408, [*self.fixed, ("connection", "close")])
                return
        try:
            protocol.response_bytes(*self.ask(environ_of(scope, body)))
        except Exception as error:
            log.error(describe(error))
            protocol.response_empty(500, self.fixed)

    def room_for(self, scope: Any) -> Room:
        """Where a request waits: parts of attachments are larger, so fewer are read at once.

        Their places are for those who show an upload's secret, or something that looks like one,
        and members' larger ones for those who show a session.
        """
        if scope.method != "PUT" or not PART.fullmatch(scope.path):
            signed_in = DESK.search(scope.headers.get("cookie", ""))
            at_desk = signed_in and scope.path.startswith("/casework/")
            return self.desks if at_desk else self.requests
        shown = BEARER.fullmatch(scope.headers.get("authorization", ""))
        return self.parts if shown else self.requests

    def ask(self, environ: Environ) -> tuple[int, list[tuple[str, str]], bytes]:
        """The application's answer: status, headers, body."""
        answer: list[Any] = []

        def start_response(status: str, headers: list[tuple[str, str]], _error: Any = None) -> None:
            answer[:] = [int(status[:3]), [(name.lower(), value) for name, value in headers]]

        parts = self.application(environ, start_response)
        try:
            body = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        return answer[0], answer[1], body


async def read_whole(protocol: Any, cut_off: int, pause: float, longest: float) -> bytes:
    """The body of a request, cut off past so many bytes.

    Raises TimeoutError after a long pause, or when all of it takes too long. One timer is moved on
    with each piece: a task for each would cost more than the rest of the gateway.
    """
    body = bytearray()
    now = asyncio.get_running_loop().time
    deadline = now() + longest
    async with asyncio.timeout(pause) as patience:
        async for piece in protocol:
            body += piece
            if len(body) > cut_off:
                break
            patience.reschedule(min(now() + pause, deadline))
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
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        if "_" in name:  # would pass for the name with a hyphen
            continue
        key = name.upper().replace("-", "_")
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
    if body:
        environ.setdefault("CONTENT_LENGTH", str(len(body)))
    return environ
