"""Two people who open files, and a pipe."""

import io
import random

import pytest

from crypto import age


@pytest.fixture(scope="session")
def reader() -> age.Identity:
    return age.Identity.from_seed(b"reader".ljust(32))


@pytest.fixture(scope="session")
def stranger() -> age.Identity:
    return age.Identity.from_seed(b"stranger".ljust(32))


class Pipe(io.RawIOBase):
    """Bytes that arrive in small pieces and cannot be read twice."""

    def __init__(self, data: bytes, piece: int = 9973) -> None:
        self._data = io.BytesIO(data)
        self._piece = piece

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:
        return self._data.readinto(memoryview(buffer)[: self._piece])


def some_bytes(size: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(size)
