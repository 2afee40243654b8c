"""Sealing and opening in memory: whatever was sealed comes back, and nothing else does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import age
from tests.crypto.conftest import some_bytes

CHUNK = 65536
around_a_border = st.builds(
    lambda chunks, step: max(0, chunks * CHUNK + step), st.integers(0, 3), st.integers(-2, 2)
)
contents = st.binary(max_size=500) | st.builds(some_bytes, around_a_border, st.integers(0, 9))
READER = age.Identity.from_seed(b"reader".ljust(32))


@settings(max_examples=60)
@given(data=contents)
def test_what_was_sealed_comes_back(data):
    assert age.open_sealed(age.seal(data, [READER.recipient]), [READER]) == data


def test_sealing_twice_gives_different_files_of_one_size(reader):
    first, second = (age.seal(b"the same", [reader.recipient]) for _ in range(2))
    assert first != second
    assert len(first) == len(second)


def test_each_of_several_recipients_opens(reader, stranger):
    sealed = age.seal(b"for both", [stranger.recipient, reader.recipient])
    assert len(age.read_header(sealed).stanzas) == 2
    assert age.open_sealed(sealed, [reader]) == age.open_sealed(sealed, [stranger]) == b"for both"


def test_one_of_several_identities_is_enough(reader, stranger):
    sealed = age.seal(b"mine", [reader.recipient])
    assert age.open_sealed(sealed, [stranger, reader]) == b"mine"


def test_somebody_else_does_not_open(reader, stranger):
    with pytest.raises(age.NoMatch):
        age.open_sealed(age.seal(b"mine", [reader.recipient]), [stranger])


def test_a_file_to_nobody_is_refused():
    with pytest.raises(age.AgeError):
        age.seal(b"", [])


@pytest.mark.parametrize("mask", [0x01, 0x80])
def test_one_changed_byte_anywhere_is_refused(reader, mask):
    sealed = age.seal("我看见了。".encode(), [reader.recipient])
    for position in range(len(sealed)):
        changed = bytearray(sealed)
        changed[position] ^= mask
        with pytest.raises(age.AgeError):
            age.open_sealed(bytes(changed), [reader])


def test_one_changed_byte_in_any_chunk_is_refused(reader):
    sealed = age.seal(some_bytes(3 * CHUNK), [reader.recipient])
    payload = age.read_header(sealed).payload_offset + 16
    borders = [payload + n * (CHUNK + 16) + step for n in range(1, 4) for step in (-17, -16, -1, 0)]
    for position in [payload - 1, payload, payload + 1, *borders[:-1], -1]:
        changed = bytearray(sealed)
        changed[position] ^= 0x10
        with pytest.raises(age.PayloadInvalid):
            age.open_sealed(bytes(changed), [reader])


def test_a_file_cut_short_anywhere_is_refused(reader):
    sealed = age.seal(some_bytes(CHUNK + 1), [reader.recipient])
    payload = age.read_header(sealed).payload_offset + 16
    border = payload + CHUNK + 16
    for length in [*range(payload + 20), border - 1, border, border + 1, len(sealed) - 1]:
        with pytest.raises(age.AgeError):
            age.open_sealed(sealed[:length], [reader])


def test_swapped_or_repeated_chunks_are_refused(reader):
    sealed = age.seal(some_bytes(3 * CHUNK), [reader.recipient])
    start = age.read_header(sealed).payload_offset + 16
    chunks = [sealed[start + n * (CHUNK + 16) : start + (n + 1) * (CHUNK + 16)] for n in range(3)]
    for order in [(1, 0, 2), (0, 1), (0, 2), (0, 1, 1, 2), (0, 1, 2, 2)]:
        with pytest.raises(age.PayloadInvalid):
            age.open_sealed(sealed[:start] + b"".join(chunks[n] for n in order), [reader])


@pytest.mark.parametrize(
    "text",
    [
        "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0",
        "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa",
    ],
)
def test_other_kinds_of_keys_are_refused_by_name(text):
    kind = text.split("1")[0]
    for parse in (age.Identity.parse, age.Recipient.parse):
        with pytest.raises(age.UnsupportedRecipient, match=kind):
            parse(text)


def test_a_mistyped_recipient_is_refused(reader):
    text = str(reader.recipient)
    for broken in (text[:-1], text.replace("q", "p", 1), text + "q", text[:50].upper() + text[50:]):
        with pytest.raises(age.AgeError):
            age.Recipient.parse(broken)


def test_keys_in_the_other_case_are_refused(reader):
    with pytest.raises(age.UnsupportedRecipient):
        age.Identity.parse(str(reader).lower())
    with pytest.raises(age.UnsupportedRecipient):
        age.Recipient.parse(str(reader.recipient).upper())


def test_keys_are_read_as_they_are_written(reader):
    assert age.Identity.parse(str(reader)).recipient == reader.recipient
    assert age.Recipient.parse(str(reader.recipient)) == reader.recipient
    assert len({reader.recipient, age.Recipient.parse(str(reader.recipient))}) == 1


def test_an_identity_does_not_show_itself_in_a_traceback(reader):
    assert str(reader) not in repr(reader)
