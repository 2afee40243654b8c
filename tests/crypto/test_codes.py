"""Receipt codes, passphrases, sizes, dates and work: the small promises people rely on."""

import datetime
import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crypto import age, bech32, days, keys, padding, passwords, receipt, work

digits = st.text("0123456789", min_size=23, max_size=23)
some = st.binary(max_size=80)


def test_a_new_code_is_24_digits_and_reads_back_as_it_is_shown():
    code = receipt.new_code()
    assert len(code) == 24
    assert receipt.parse(receipt.show(code)) == code
    assert receipt.new_code() != code


@given(row=digits, position=st.integers(0, 23), shift=st.integers(1, 9))
def test_every_mistyped_digit_is_noticed(row, position, shift):
    code = row + receipt.check_digit(row)
    wrong = str((int(code[position]) + shift) % 10)
    with pytest.raises(receipt.Mistyped):
        receipt.parse(code[:position] + wrong + code[position + 1 :])


@given(row=digits, position=st.integers(0, 22))
def test_every_swap_of_neighbours_is_noticed(row, position):
    code = row + receipt.check_digit(row)
    first, second = code[position : position + 2]
    swapped = code[:position] + second + first + code[position + 2 :]
    if first == second:
        assert receipt.parse(swapped) == code
        return
    with pytest.raises(receipt.Mistyped):
        receipt.parse(swapped)


def test_a_mistyped_code_derives_nothing():
    with pytest.raises(receipt.Mistyped):
        receipt.reporter_secret("1" * 24, bytes(16))


def test_a_code_gives_other_secrets_at_another_site():
    code = receipt.new_code()
    here, there = (receipt.reporter_secret(code, bytes([site] * 16)) for site in (1, 2))
    assert here != there


def test_a_new_passphrase_is_strong_and_reads_back():
    passphrase = passwords.new_passphrase()
    words = passphrase.split("-")
    assert len(words) == 5
    assert passphrase.isascii()
    assert passwords.normalise(passphrase.upper().replace("-", " ")) == passphrase
    assert passwords.BITS >= 70


def test_no_two_pairs_of_syllables_make_the_same_word():
    pairs = {first + second for first in passwords.SYLLABLES for second in passwords.SYLLABLES}
    assert len(pairs) == len(passwords.SYLLABLES) ** 2


@given(text=st.binary(max_size=9000))
def test_padding_adds_only_spaces_up_to_a_class(text):
    padded = padding.pad(text)
    assert len(padded) in padding.SIZE_CLASSES
    assert padded.startswith(text)
    assert set(padded[len(text) :]) <= {0x20}


def test_a_text_too_long_to_pad_is_refused_before_it_is_cut():
    assert len(padding.pad(bytes(65536))) == 65536
    with pytest.raises(padding.TooLong):
        padding.pad(bytes(65537))


@given(sealed=st.binary(max_size=300).map(lambda end: b"age" * 2000 + end))
def test_a_padded_file_comes_back(sealed):
    padded = padding.pad_file(sealed)
    assert len(padded) in padding.SEALED_SIZES
    assert padding.unpad_file(padded) == sealed


def test_a_file_too_long_to_pad_is_refused():
    largest = padding.SEALED_SIZES[-1]
    assert padding.unpad_file(padding.pad_file(bytes(largest - 1))) == bytes(largest - 1)
    with pytest.raises(padding.TooLong):
        padding.pad_file(bytes(largest))


@pytest.mark.parametrize("file", [b"", b"\x80", bytes(5755), b"\x80" + bytes(5755)])
def test_a_file_without_padding_is_refused(file):
    with pytest.raises(padding.PaddingInvalid):
        padding.unpad_file(file)


@given(st.integers(0, 2**50))
def test_an_attachment_is_padded_by_little_and_only_once(length):
    padded = padding.padme(length)
    assert length <= padded <= max(4096, length * 1.12)
    assert padding.padme(padded) == padded
    assert padding.attachment_size(padding.sealed_size(padded)) == padded


@given(st.integers(12, 40))
def test_few_attachments_of_one_magnitude_differ_in_size(exponent):
    """Between one power of two and the next there are at most as many sizes as bits are told."""
    unit = 2 ** (exponent - exponent.bit_length())
    assert padding.padme(2**exponent + 1) == 2**exponent + unit
    assert padding.padme(2 ** (exponent + 1) - 1) == 2 ** (exponent + 1)


@given(st.integers(-1, 2**40))
def test_a_size_that_no_attachment_is_sealed_to_is_refused(sealed):
    try:
        size = padding.attachment_size(sealed)
    except padding.PaddingInvalid:
        return
    assert (padding.sealed_size(size), padding.padme(size)) == (sealed, size)


@pytest.mark.parametrize("size", [*padding.SIZE_CLASSES, 0, 1, 65537, 200_000])
def test_the_size_of_a_sealed_file_is_known_beforehand(size, reader):
    assert len(age.seal(bytes(size), [reader.recipient])) == padding.sealed_size(size)


@given(hrp=st.sampled_from(["age", "a1b", "AGE-SECRET-KEY-PQ-"]), data=some)
def test_bech32_reads_what_it_writes(hrp, data):
    assert bech32.decode(bech32.encode(hrp, data)) == (hrp, data)


@given(data=some, position=st.integers(0, 200), letter=st.sampled_from("qpzry9x8gf2t"))
def test_bech32_notices_every_mistyped_letter(data, position, letter):
    text = bech32.encode("age", data)
    position = 4 + position % (len(text) - 4)
    if text[position] == letter:
        return
    with pytest.raises(bech32.Bech32Invalid):
        bech32.decode(text[:position] + letter + text[position + 1 :])


@given(date=st.dates())
def test_days_are_counted_as_the_calendar_does(date):
    assert days.day_number(date.isoformat()) == date.toordinal()


@pytest.mark.parametrize(
    "text", ["2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "1900-02-29"]
)
@pytest.mark.parametrize("written", ["{}", " {}", "{}\n", "{}Z"])
def test_a_date_that_is_none_is_refused(text, written):
    with pytest.raises(days.DateInvalid):
        days.day_number(written.format(text))
    with pytest.raises(ValueError, match=r"day|month"):
        datetime.date.fromisoformat(text)


@settings(max_examples=20)
@given(challenge=st.binary(min_size=32, max_size=32), difficulty=st.integers(0, 8))
def test_work_done_is_accepted_for_its_body_only(challenge, difficulty):
    digest = hashlib.sha256(b"body").digest()
    solution = work.solve(challenge, bytes(16), digest, difficulty)
    assert work.solved(challenge, bytes(16), digest, solution, difficulty)
    assert not work.solved(challenge, bytes(16), hashlib.sha256(b"other").digest(), solution, 250)


def test_unknown_kinds_and_short_secrets_are_refused():
    with pytest.raises(ValueError, match="kind"):
        keys.reading_half("poster", bytes(32))
    with pytest.raises(ValueError, match="32 bytes"):
        keys.signing_half("epoch", bytes(31))


def test_no_two_halves_of_one_secret_are_alike():
    secret = keys.new_secret()
    signing = {keys.verify_key(keys.signing_half(kind, secret)) for kind in keys.KINDS}
    reading = {str(keys.reading_half(kind, secret)) for kind in keys.KINDS}
    assert len(signing) == len(reading) == len(keys.KINDS)
