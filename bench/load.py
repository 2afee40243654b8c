"""A light load generator: requests made beforehand, sent over kept connections."""

from __future__ import annotations

import http.client
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from bench.server import Server
from tests.reporter import Reporter

BOUNDARY = "----qingfengbench0123456789"


@dataclass(frozen=True)
class Round:
    """What came of one round of requests."""

    seconds: float
    statuses: list[int]
    generator_cpu: float

    @property
    def accepted(self) -> int:
        """How many reports were answered with 201."""
        return self.statuses.count(201)


def prepared(server: Server, number: int) -> list[bytes]:
    """Whole HTTP requests for new reports of the 8 KiB class, work done."""
    office = server.get("/o/demo/office.json")
    reporter = Reporter(office, server.get("/challenge"))
    sealed = reporter.seal(reporter.body(uuid.uuid4(), "收了红包" * 300))
    requests = []
    for _ in range(number):
        form = reporter.form(uuid.uuid4(), sealed)
        form["mailbox_id"] = uuid.uuid4().hex + uuid.uuid4().hex
        requests.append(_request(server.port, form))
    return requests


def _request(port: int, form: dict[str, object]) -> bytes:
    parts = []
    for name, value in form.items():
        if isinstance(value, tuple):
            stream: BytesIO = value[0]
            disposition = f'name="{name}"; filename="{name}"'
            head = f"{disposition}\r\nContent-Type: application/octet-stream"
            content = stream.getvalue()
        else:
            head, content = f'name="{name}"', str(value).encode()
        parts.append(
            f"--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode()
            + content
            + b"\r\n"
        )
    body = b"".join(parts) + f"--{BOUNDARY}--\r\n".encode()
    return (
        f"POST /reports HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body


def readdressed(requests: list[bytes], source: Server, target: Server) -> list[bytes]:
    """The same requests for another server."""
    old, new = (f"Host: 127.0.0.1:{server.port}\r\n".encode() for server in (source, target))
    return [request.replace(old, new, 1) for request in requests]


def send(server: Server, requests: list[bytes], clients: int) -> Round:
    """Send all requests from so many clients at once and wait for every answer."""
    shared = iter(requests)
    lock = threading.Lock()
    statuses: list[int] = []
    threads = [
        threading.Thread(target=_client, args=(server.port, shared, lock, statuses))
        for _ in range(clients)
    ]
    cpu, start = time.process_time(), time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Round(time.perf_counter() - start, statuses, time.process_time() - cpu)


def _client(
    port: int, requests: Iterator[bytes], lock: threading.Lock, statuses: list[int]
) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while True:
            with lock:
                request = next(requests, None)
            if request is None:
                return
            connection.sendall(request)
            response = http.client.HTTPResponse(connection)
            response.begin()
            response.read()
            statuses.append(response.status)
