"""A wire between browser and server that remembers every byte a browser sent."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace

from tests.journeys.server import Server


class Wire:
    """Passes bytes on both ways and keeps those of the browser, each connection's by itself."""

    def __init__(self, server: Server) -> None:
        self._far = ("127.0.0.1", server.port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self._heard: list[bytearray] = []
        self._threads: list[threading.Thread] = []
        self.server = replace(server, port=self._listener.getsockname()[1])
        self._start(self._accept)

    @property
    def sent(self) -> bytes:
        """Everything sent so far."""
        return b"\n".join(bytes(heard) for heard in self._heard)

    def close(self) -> None:
        """Cut every connection."""
        for end in (self._listener, *self._open):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        for thread in self._threads:
            thread.join()

    def _start(self, run: object, *args: object) -> None:
        thread = threading.Thread(target=run, args=args)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _address = self._listener.accept()
                far = socket.create_connection(self._far)
                self._open += [near, far]
                heard = bytearray()
                self._heard.append(heard)
                self._start(self._pass, near, far, heard)
                self._start(self._pass, far, near, bytearray())

    def _pass(self, source: socket.socket, target: socket.socket, heard: bytearray) -> None:
        with suppress(OSError):
            while part := source.recv(65536):
                heard += part
                target.sendall(part)
            target.shutdown(socket.SHUT_WR)


@contextmanager
def tapped(server: Server) -> Iterator[Wire]:
    """A wire to a server; its `server` is the same one, reached through the wire."""
    wire = Wire(server)
    try:
        yield wire
    finally:
        wire.close()
