"""Whatever is done to a chain as it is stored is found, and the entry is named."""

from __future__ import annotations

import json
import uuid
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from casework.audit.chain import START, digest
from casework.audit.checking import Broken, Check, End, Seen, Stored

OFFICE = uuid.UUID("0192f3a4-0000-4000-8000-000000000001")
Chain = list[Stored]

words = st.text(st.characters(codec="utf-8"), max_size=12)
facts = st.dictionaries(words, words | st.integers(-(2**53) + 1, 2**53 - 1) | st.booleans())
acts = st.tuples(words, words, words, words, facts)


@st.composite
def chains(draw: st.DrawFn, least: int = 1) -> Chain:
    """A whole chain of a few entries."""
    chain: Chain = []
    for seq, act in enumerate(draw(st.lists(acts, min_size=least, max_size=8)), 1):
        chain.append(entry(seq, act, chain[-1].digest if chain else START))
    return chain


def entry(seq: int, act: tuple[str, str, str, str, dict[str, Any]], previous: bytes) -> Stored:
    """An entry that holds on to the one before it."""
    *texts, facts = act
    made = digest(OFFICE, seq, *texts, facts, previous)
    return Stored(seq, *texts, json.dumps(facts), previous, made)


def first_broken(chain: Chain, *seen: Seen, end: Stored | None = None) -> Broken | None:
    """What the check says; `end` is what the row of the chain's end names, by default its end."""
    last = end or (chain[-1] if chain else None)
    ordered = sorted(chain, key=lambda one: one.seq)
    return Check(OFFICE, iter(seen)).run(ordered, End(last.seq, last.digest) if last else None)


def seen(entry: Stored) -> Seen:
    """What a member's browser has signed."""
    return Seen(entry.seq, entry.digest, "registrar", "2026-11-22")


@given(chains(least=0))
def test_a_whole_chain_is_whole(chain: Chain) -> None:
    assert first_broken(chain, *map(seen, chain)) is None


@given(chains(), st.data())
def test_a_change_of_any_field_is_found(chain: Chain, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(chain) - 1))
    old = chain[at]
    field = data.draw(st.sampled_from(Stored._fields[1:]))
    values: dict[str, st.SearchStrategy[Any]] = {
        "facts": facts.map(json.dumps) | st.just("[]") | words,
        "previous": st.binary(min_size=32, max_size=32),
        "digest": st.binary(min_size=32, max_size=32),
    }
    new = data.draw(values.get(field, words))
    changed = old._replace(**{field: new})
    if field == "facts" and is_same_json(new, old.facts):
        changed = old._replace(facts=json.dumps({**json.loads(old.facts), "另": 1}))
    elif changed == old:
        changed = old._replace(**{field: new[:-1] + (b"?" if isinstance(new, bytes) else "另")})
    if changed == old:
        return
    end = chain[-1]
    chain[at] = changed
    assert first_broken(chain, end=end) == Broken(at + 1, "changed")


def is_same_json(one: str, other: str) -> bool:
    """Whether two texts are the same facts."""
    try:
        return bool(json.loads(one) == json.loads(other))
    except ValueError:
        return False


@given(chains(least=2), st.data())
def test_an_entry_that_is_taken_out_is_missed(chain: Chain, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(chain) - 2))
    gone = chain.pop(at)
    assert first_broken(chain) == Broken(gone.seq, "missing")


@given(chains(), st.data())
def test_a_tail_that_is_cut_is_missed(chain: Chain, data: st.DataObject) -> None:
    kept = data.draw(st.integers(0, len(chain) - 1))
    last = chain[-1]
    assert first_broken(chain[:kept], end=last) == Broken(kept + 1, "cut")


@given(chains(), st.data())
def test_a_cut_that_the_chains_end_knows_nothing_of_is_seen_by_whoever_signed(
    chain: Chain, data: st.DataObject
) -> None:
    kept = data.draw(st.integers(0, len(chain) - 1))
    signed = seen(chain[data.draw(st.integers(kept, len(chain) - 1))])
    assert first_broken(chain[:kept], signed) == Broken(kept + 1, "cut", signed)


@given(chains(least=2), st.data())
def test_two_entries_that_change_places_are_found(chain: Chain, data: st.DataObject) -> None:
    one, other = sorted(data.draw(st.sets(st.sampled_from(chain), min_size=2, max_size=2)))
    chain[one.seq - 1] = other._replace(seq=one.seq)
    chain[other.seq - 1] = one._replace(seq=other.seq)
    assert first_broken(chain, end=None) == Broken(one.seq, "changed")


@given(chains(least=2), st.data())
def test_an_entry_replaced_by_one_that_gives_its_digest_is_found(
    chain: Chain, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(chain) - 1))
    end, previous = chain[-1], chain[at].previous
    chain[at] = entry(at + 1, ("", "别人", "act", "", {"again": True}), previous)
    kind = "replaced" if at + 1 < len(chain) else "end"
    assert first_broken(chain, end=end) == Broken(at + 1, kind)


@given(chains(least=2), chains(least=2), st.data())
def test_a_chain_written_anew_is_not_what_members_signed(
    chain: Chain, other: Chain, data: st.DataObject
) -> None:
    signed = seen(data.draw(st.sampled_from(chain)))
    if len(other) < signed.seq:
        assert first_broken(other, signed) == Broken(len(other) + 1, "cut", signed)
    elif other[signed.seq - 1].digest != signed.digest:
        assert first_broken(other, signed) == Broken(signed.seq, "rewritten", signed)


@given(chains(), st.data())
def test_a_signature_that_does_not_hold_is_named(chain: Chain, data: st.DataObject) -> None:
    forged = seen(data.draw(st.sampled_from(chain)))._replace(genuine=False)
    assert first_broken(chain, forged) == Broken(forged.seq, "forged", forged)


@given(chains())
def test_a_missing_end_is_found(chain: Chain) -> None:
    check = Check(OFFICE, iter(()))
    assert check.run(chain, None) == Broken(len(chain), "end")
    beyond = End(len(chain) - 1, chain[-1].previous)
    assert Check(OFFICE, iter(())).run(chain, beyond) == Broken(len(chain), "end")
