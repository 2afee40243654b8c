"""Files of any size: the same files as in memory, checked whole before a byte is given out."""

import io
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import age
from tests.crypto.conftest import Pipe, some_bytes

CHUNK = 65536
BLOCK = 8 * CHUNK
READER = age.Identity.from_seed(b"reader".ljust(32))
sizes = st.builds(
    lambda unit, count, step: max(0, unit * count + step),
    st.sampled_from([CHUNK, BLOCK]),
    st.integers(0, 2),
    st.integers(-1, 1),
)


def sealed_from(src) -> bytes:
    dst = io.BytesIO()
    age.seal_stream(src, dst, [READER.recipient])
    return dst.getvalue()


def opened_from(src, identity=READER) -> bytes:
    dst = io.BytesIO()
    try:
        age.open_stream(src, dst, [identity])
    except age.AgeError:
        assert dst.getvalue() == b""
        raise
    return dst.getvalue()


@settings(max_examples=40)
@given(data=st.builds(some_bytes, st.integers(0, 300) | sizes))
def test_streams_and_memory_read_each_other(data):
    sealed = sealed_from(io.BytesIO(data))
    assert age.open_sealed(sealed, [READER]) == data
    assert opened_from(io.BytesIO(age.seal(data, [READER.recipient]))) == data
    assert len(sealed) == len(age.seal(data, [READER.recipient]))


@settings(max_examples=15)
@given(data=st.builds(some_bytes, sizes), piece=st.sampled_from([4099, CHUNK, CHUNK + 16]))
def test_pipes_work_both_ways(data, piece):
    sealed = sealed_from(Pipe(data, piece))
    assert opened_from(Pipe(sealed, piece)) == data


def test_a_file_may_begin_in_the_middle_of_another():
    src = io.BytesIO(b"something before" + age.seal(b"here", [READER.recipient]))
    src.seek(16)
    assert opened_from(src) == b"here"


@pytest.mark.parametrize("where", [0, 40, 1600, 1643, 1643 + CHUNK + 16, 1643 + BLOCK + 200, -1])
@pytest.mark.parametrize("through", [io.BytesIO, Pipe])
def test_one_changed_byte_gives_out_nothing(where, through):
    sealed = bytearray(age.seal(some_bytes(BLOCK + CHUNK), [READER.recipient]))
    sealed[where] ^= 0x04
    with pytest.raises(age.AgeError):
        opened_from(through(bytes(sealed)))


@pytest.mark.parametrize("missing", [1, 16, 17, CHUNK, CHUNK + 16, BLOCK, BLOCK + CHUNK + 130])
def test_a_file_cut_short_gives_out_nothing(missing):
    sealed = age.seal(some_bytes(BLOCK + CHUNK), [READER.recipient])
    with pytest.raises(age.AgeError):
        opened_from(io.BytesIO(sealed[:-missing]))


def test_somebody_else_gets_nothing(stranger):
    with pytest.raises(age.NoMatch):
        opened_from(io.BytesIO(age.seal(b"mine", [READER.recipient])), stranger)


def test_a_header_without_end_is_not_read_into_memory_for_ever():
    endless = Pipe(b"age-encryption.org/v1\n-> x\n" + b"A" * (4 << 20))
    with pytest.raises(age.HeaderInvalid):
        opened_from(endless)


class ChangedAfterChecking(io.BytesIO):
    """A file that somebody changes between the two passes."""

    def __init__(self, data: bytes, change) -> None:
        super().__init__(data)
        self._change = change
        self._size = len(data)
        self._passes = 0

    def seek(self, position: int, whence: int = 0) -> int:
        if position >= 1643:
            self._passes += 1
            if self._passes == 2:
                self._change(self)
        return super().seek(position, whence)


def flip(file):
    file.getbuffer()[1643 + 5] ^= 1


def cut(file):
    file.truncate(1643 + 8 * (CHUNK + 16))


def cut_in_a_block(file):
    file.truncate(1643 + 7 * (CHUNK + 16))


@pytest.mark.parametrize("change", [flip, cut, cut_in_a_block])
def test_a_file_changed_while_it_is_opened_is_refused(change):
    data = some_bytes(BLOCK + 2 * CHUNK)
    src, dst = ChangedAfterChecking(age.seal(data, [READER.recipient]), change), io.BytesIO()
    with pytest.raises(age.PayloadInvalid):
        age.open_stream(src, dst, [READER])
    assert data.startswith(dst.getvalue())


def test_memory_does_not_grow_with_the_file(tmp_path):
    plain, sealed, opened = (tmp_path / name for name in ("plain", "sealed", "opened"))
    plain.write_bytes(some_bytes(16 << 20))
    tracemalloc.start()
    try:
        with plain.open("rb") as src, sealed.open("wb") as dst:
            age.seal_stream(src, dst, [READER.recipient])
        with sealed.open("rb") as src, opened.open("wb") as dst:
            age.open_stream(src, dst, [READER])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert opened.read_bytes() == plain.read_bytes()
    assert peak < 4 << 20
