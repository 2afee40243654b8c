"""A wire between browser and server that breaks where a test wants it to."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Literal

from tests.journeys.server import Server

Cut = Literal["", "request", "answer"]
"""Where to break: nowhere, in the middle of the request, or when the server has answered it."""
Where = Callable[[str, str], Cut]


class CuttingWire:
    """Passes requests on in turn; `where(method, path)` says which to break, and how."""

    def __init__(self, server: Server, where: Where) -> None:
        self._far = ("127.0.0.1", server.port)
        self._where = where
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._lock = threading.Lock()
        self.server = replace(server, port=self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Cut every connection."""
        for end in (self._listener, *self._open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _address = self._listener.accept()
                self._open.append(near)
                threading.Thread(target=self._serve, args=(near,), daemon=True).start()

    def _serve(self, near: socket.socket) -> None:
        with suppress(OSError, EOFError), socket.create_connection(self._far) as far:
            self._open.append(far)
            while self._exchange(near, far):
                pass
        near.close()

    def _exchange(self, near: socket.socket, far: socket.socket) -> bool:
        head = read_head(near)
        method, path = head.decode("latin-1").split(" ")[:2]
        with self._lock:
            cut = self._where(method, path)
        length = length_of(head)
        far.sendall(head)
        pass_on(near, far, length // 2 if cut == "request" else length)
        if cut == "request":
            return False
        answer = read_head(far)
        if cut == "answer":
            return False
        near.sendall(answer)
        pass_on(far, near, length_of(answer))
        return True


def read_head(source: socket.socket) -> bytes:
    """A message up to its empty line. Raises EOFError."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        byte = source.recv(1)
        if not byte:
            raise EOFError
        head += byte
    return head


def length_of(head: bytes) -> int:
    """How many bytes of content follow."""
    lines = head.decode("latin-1").lower().split("\r\n")
    return next((int(line[15:]) for line in lines if line.startswith("content-length:")), 0)


def pass_on(source: socket.socket, target: socket.socket, length: int) -> None:
    """So many bytes from one to the other. Raises EOFError."""
    while length > 0:
        part = source.recv(min(length, 65536))
        if not part:
            raise EOFError
        target.sendall(part)
        length -= len(part)


@contextmanager
def cutting(server: Server, where: Where) -> Iterator[CuttingWire]:
    """A wire to a server; its `server` is the same one, reached through the wire."""
    wire = CuttingWire(server, where)
    try:
        yield wire
    finally:
        wire.close()
