"""Whatever order parts come in, and however often: the same bytes are stored."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from portal.blobs import Blobs
from tests.portal.attachments.conftest import LARGE, Uploading, content, kept, row

A_GROUPS_FIRST, AFTER_IT = 8, 9


@given(st.lists(st.integers(0, 9), max_size=8), st.permutations(range(10)))
@settings(
    max_examples=10,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_parts_in_any_order_make_the_same_file(
    uploader: Uploading, session: Session, store: Blobs, before: list[int], rest: list[int]
) -> None:
    sender = uploader(LARGE)
    sender.begin()
    there: set[int] = set()
    for part in [*before, *rest, AFTER_IT]:
        unpaid = part == AFTER_IT and A_GROUPS_FIRST not in there
        assert sender.put(part).status_code == (409 if unpaid else 201)
        there |= set() if unpaid else {part}
    assert there == set(range(10))
    assert content(session, store, sender.id) == LARGE
    held = row(session, sender.id)
    assert held and held.stored == held.size
    assert sender.delete().status_code == 200
    assert kept(store) == set()
