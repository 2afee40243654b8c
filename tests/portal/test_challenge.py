"""A challenge is good for a day, for everybody, and for one body under one id."""

from __future__ import annotations

import hashlib
import uuid
from datetime import UTC, datetime, timedelta

import pytest

from crypto import work
from portal.reports import challenge
from portal.reports.challenge import ChallengeExpired, WorkMissing

KEY, DIFFICULTY = bytes(32), 12
GIVEN_AT = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
ID, BODY = uuid.UUID(int=1).bytes, b"sealed"


@pytest.fixture(scope="module")
def given() -> bytes:
    return challenge.give(KEY, DIFFICULTY, GIVEN_AT).challenge


@pytest.fixture(scope="module")
def solution(given: bytes) -> bytes:
    return work.solve(given, ID, hashlib.sha256(BODY).digest(), DIFFICULTY)


def check(given: bytes, solution: bytes, hours: float, id: bytes = ID, body: bytes = BODY) -> None:
    now = GIVEN_AT + timedelta(hours=hours)
    challenge.check(KEY, given, solution, id=id, body=body, now=now)


@pytest.mark.parametrize("hours", [0, 1, 23])
def test_work_is_accepted_for_a_day(given: bytes, solution: bytes, hours: int) -> None:
    check(given, solution, hours)


@pytest.mark.parametrize("hours", [24, 25, -1])
def test_it_is_not_accepted_later_nor_earlier(given: bytes, solution: bytes, hours: int) -> None:
    with pytest.raises(ChallengeExpired):
        check(given, solution, hours)


def test_work_is_not_moved_to_another_body_or_id(given: bytes, solution: bytes) -> None:
    with pytest.raises(WorkMissing):
        check(given, solution, 0, body=b"another")
    with pytest.raises(WorkMissing):
        check(given, solution, 0, id=uuid.UUID(int=2).bytes)


def test_a_challenge_cannot_be_made_easier(given: bytes, solution: bytes) -> None:
    with pytest.raises(ChallengeExpired):
        check(given[:4] + b"\0" + given[5:], solution, 0)


def test_everybody_gets_the_same_within_the_hour(given: bytes) -> None:
    later = challenge.give(KEY, DIFFICULTY, GIVEN_AT + timedelta(minutes=29))
    assert later.challenge == given
    assert later.expires_at == datetime(2026, 11, 23, 10, tzinfo=UTC)
    assert challenge.give(KEY, DIFFICULTY, GIVEN_AT + timedelta(minutes=30)).challenge != given
