"""Sheets of paper: any k of n give the secret, fewer never do, and a slip of the pen is found."""

import hashlib
import io
import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from crypto import shares
from crypto.shares.cipher import decrypt
from crypto.shares.sharing import combine
from crypto.shares.sheet import sheet_of, values_of
from crypto.shares.words import WORDS

VECTORS = json.loads((Path(__file__).parent.parent / "vectors/slip39.json").read_text())
EXAMPLES = json.loads((Path(__file__).parent.parent / "vectors/sheets.json").read_text())
SECRET = hashlib.sha256(b"on paper").digest()


def join(sheets):
    return shares.join([shares.read_sheet(" ".join(words)) for words in sheets])


@st.composite
def plans(draw):
    """A threshold from 2, a number of sheets, and the sheets in some order."""
    count = draw(st.integers(2, shares.MOST_SHEETS))
    threshold = draw(st.integers(2, count))
    return threshold, count, draw(st.permutations(range(count)))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_a_published_vector_joins_or_is_refused(vector):
    def joined():
        sheets = [sheet_of(values_of(sheet)) for sheet in vector["sheets"]]
        return decrypt(combine(sheets), sheets[0].salt, sheets[0].exponent, b"TREZOR")

    if vector["refusal"]:
        with pytest.raises(getattr(shares, vector["refusal"])):
            joined()
    else:
        assert joined().hex() == vector["secret"]


@settings(max_examples=40)
@given(plan=plans(), secret=st.binary(min_size=32, max_size=32))
def test_any_k_sheets_in_any_order_give_the_secret_and_fewer_are_refused(plan, secret):
    threshold, count, order = plan
    sheets = shares.split(secret, threshold, count)
    assert {len(words) for words in sheets} == {33}
    chosen = [sheets[index] for index in order[:threshold]]
    assert join(chosen) == join(sheets) == secret
    with pytest.raises(shares.TooFewSheets) as refused:
        join(chosen[1:])
    assert refused.value.missing == 1


@settings(max_examples=40)
@given(plan=plans())
def test_too_few_sheets_that_claim_to_be_enough_give_nothing(plan):
    threshold, count, order = plan
    sheets = [
        shares.read_sheet(" ".join(words)) for words in shares.split(SECRET, threshold, count)
    ]
    few = [replace(sheets[index], threshold=threshold - 1) for index in order[: threshold - 1]]
    try:
        assert shares.join(few) != SECRET
    except shares.SheetsDiffer:
        assert threshold > 2


@settings(max_examples=200)
@given(positions=st.sets(st.integers(0, 32), min_size=1, max_size=3), data=st.data())
def test_up_to_three_changed_words_are_found(positions, data):
    words = shares.split(SECRET, 1, 1)[0]
    for position in positions:
        other = data.draw(st.sampled_from(WORDS))
        assume(other != words[position])
        words[position] = other
    with pytest.raises(shares.ChecksumWrong):
        shares.read_sheet(" ".join(words))


@given(position=st.integers(0, 31))
def test_two_words_that_changed_places_are_found(position):
    words = shares.split(SECRET, 1, 1)[0]
    assume(words[position] != words[position + 1])
    words[position : position + 2] = words[position + 1], words[position]
    with pytest.raises(shares.ChecksumWrong):
        shares.read_sheet(" ".join(words))


def test_a_sheet_is_read_as_people_write_it():
    (words,) = shares.split(SECRET, 1, 1)
    typed = "\n".join(f"{n}. {word[:4].upper()}," for n, word in enumerate(words, 1))
    full_width = typed.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert shares.join([shares.read_sheet(typed)]) == SECRET
    assert shares.join([shares.read_sheet(full_width)]) == SECRET


@pytest.mark.parametrize("wrong", ["zzzz", "aca", "academical"])
def test_a_word_that_is_none_is_named_with_its_place(wrong):
    words = shares.split(SECRET, 1, 1)[0]
    words[6] = wrong
    with pytest.raises(shares.WordUnknown) as refused:
        shares.read_sheet(" ".join(words))
    assert (refused.value.position, refused.value.word) == (7, wrong)


@pytest.mark.parametrize("count", [0, 20, 32, 34])
def test_a_sheet_with_another_number_of_words_is_refused(count):
    words = (shares.split(SECRET, 1, 1)[0] * 2)[:count]
    with pytest.raises(shares.WordsMissing) as refused:
        shares.read_sheet(" ".join(words))
    assert refused.value.count == count


def test_sheets_of_two_secrets_do_not_join():
    ours, others = (
        shares.split(SECRET, 2, 3),
        shares.split(SECRET, 2, 3, random.Random(1).randbytes),
    )
    with pytest.raises(shares.SheetsDiffer):
        join([ours[0], others[1]])


def test_a_forged_sheet_that_fits_by_its_head_does_not_join():
    real = [shares.read_sheet(" ".join(words)) for words in shares.split(SECRET, 2, 3)]
    forged = replace(real[1], value=bytes(32))
    for sheets in ([real[0], forged], [*real[:1], forged, real[2]]):
        with pytest.raises(shares.SheetsDiffer):
            shares.join(sheets)
    lone = shares.read_sheet(" ".join(shares.split(SECRET, 1, 1)[0]))
    with pytest.raises(shares.SheetsDiffer):
        shares.join([lone, replace(lone, index=1, value=bytes(32))])


def test_one_sheet_twice_is_one_sheet():
    first, second, _ = shares.split(SECRET, 2, 3)
    with pytest.raises(shares.SheetTwice) as refused:
        join([second, first, second])
    assert refused.value.number == 2


def test_no_sheet_and_a_short_secret_are_refused():
    with pytest.raises(shares.TooFewSheets):
        shares.join([])
    short = [sheet_of(values_of(sheet)) for sheet in VECTORS[3]["sheets"]]
    with pytest.raises(shares.SheetForeign):
        shares.join(short)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"{example['threshold']}")
def test_the_same_random_numbers_give_the_same_sheets_in_both_languages(example):
    drawn = io.BytesIO(bytes.fromhex(example["random"]))
    secret = bytes.fromhex(example["secret"])
    made = shares.split(secret, example["threshold"], len(example["sheets"]), drawn.read)
    assert [" ".join(words) for words in made] == example["sheets"]
    assert drawn.read() == b""


@pytest.mark.parametrize(("threshold", "count"), [(0, 1), (3, 2), (2, 17), (1, 2)])
def test_what_cannot_be_shared_is_refused(threshold, count):
    with pytest.raises(ValueError, match="sheet"):
        shares.split(SECRET, threshold, count)


def test_a_word_is_known_by_its_first_four_letters():
    assert len({word[:4] for word in WORDS}) == len(WORDS) == 1024
    assert list(WORDS) == sorted(WORDS)
    assert {len(word) for word in WORDS} <= set(range(4, 9))
