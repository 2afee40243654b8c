"""Under load the work grows by itself, for everybody alike, and shrinks again."""

from __future__ import annotations

import itertools

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.reports.pressure import MOST_BITS, Pressure
from tests.reporter import Reporter, fresh
from tests.uploader import Uploader, sealed_file

BASE = 4


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


def under(pressure: Pressure, bodies: int) -> int:
    for _ in range(bodies):
        pressure.count()
    return pressure.bits()


@pytest.mark.parametrize(
    ("bodies", "bits"), [(0, 0), (100, 0), (101, 1), (200, 1), (201, 2), (400, 2), (10**6, 8)]
)
def test_each_doubling_over_the_threshold_asks_one_more_bit(
    clock: Clock, bodies: int, bits: int
) -> None:
    assert under(Pressure(100, clock), bodies) == bits
    assert bits <= MOST_BITS


def test_it_passes_in_minutes(clock: Clock) -> None:
    pressure = Pressure(100, clock)
    assert under(pressure, 400) == 2
    clock.seconds += 60
    assert pressure.bits() == 1
    clock.seconds += 60
    assert pressure.bits() == 0


def test_a_steady_stream_below_the_threshold_asks_nothing(clock: Clock) -> None:
    pressure = Pressure(120, clock)
    for _ in range(10 * 60):
        clock.seconds += 1
        assert under(pressure, 1) == 0


def test_it_can_be_switched_off(clock: Clock) -> None:
    assert under(Pressure(0, clock), 10_000) == 0


@pytest.fixture
def pressure(app: Flask, clock: Clock) -> Pressure:
    """The application's, with a threshold of one body a minute and a clock that stands."""
    pressure = Pressure(1, clock)
    app.extensions["qingfeng.pressure"] = pressure
    return pressure


@pytest.fixture
def another(client: FlaskClient) -> Reporter:
    """Somebody who opened the page before the rush."""
    return Reporter(client.get("/o/hospital/office.json").json, client.get("/challenge").json)


def asked(client: FlaskClient) -> int:
    return int(client.get("/challenge").json["difficulty"])


@pytest.mark.usefixtures("pressure")
def test_reports_that_were_stored_raise_what_is_asked(
    client: FlaskClient, reporter: Reporter
) -> None:
    asked_at = [asked(client)]
    for _ in range(4):
        document, challenge = reporter.document, client.get("/challenge").json
        assert client.post("/reports", data=Reporter(document, challenge).report()).status_code
        asked_at.append(asked(client))
    assert asked_at == [BASE, BASE, BASE + 1, BASE + 2, BASE + 2]


def test_work_one_bit_short_is_taken_and_two_bits_short_is_not(
    client: FlaskClient, another: Reporter, pressure: Pressure
) -> None:
    form = another.report()
    assert under(pressure, 4) == 2
    reply = client.post("/reports", data=fresh(form))
    assert (reply.status_code, reply.json["error"]) == (403, "challenge_expired")
    clock = pressure.clock
    assert isinstance(clock, Clock)
    clock.seconds += 60
    assert pressure.bits() == 1
    assert client.post("/reports", data=form).status_code == 201


def test_the_same_body_is_confirmed_under_any_pressure(
    client: FlaskClient, reporter: Reporter, pressure: Pressure
) -> None:
    form = reporter.report()
    assert client.post("/reports", data=fresh(form)).status_code == 201
    under(pressure, 100)
    assert client.post("/reports", data=form).status_code == 201


def test_what_costs_its_sender_nothing_raises_nothing(
    client: FlaskClient, reporter: Reporter, pressure: Pressure
) -> None:
    form = reporter.report()
    client.post("/reports", data=fresh(form))
    look_up = reporter.look_up()
    stale = {**reporter.report(), "epoch": "000009"}
    taken = reporter.report()  # its mailbox is in use by the first
    for _ in range(10):
        replies = [
            client.post("/reports", data=fresh(form)),
            client.post("/reports", data=fresh(stale)),
            client.post("/reports", data=fresh(taken)),
            client.post("/mailbox", data=look_up, content_type="multipart/form-data"),
        ]
        assert [reply.status_code for reply in replies] == [201, 409, 409, 200]
    assert pressure.bits() == 0


def test_an_upload_that_its_sender_takes_back_again_and_again_raises_nothing(
    client: FlaskClient, pressure: Pressure
) -> None:
    upload = Uploader(client, client.get("/challenge").json, sealed_file(100))
    for _ in range(5):
        assert (upload.begin().status_code, upload.delete().status_code) == (201, 200)
    assert pressure.bits() == 0


def test_the_challenge_is_the_same_for_everybody(client: FlaskClient, pressure: Pressure) -> None:
    under(pressure, 100)
    addresses = ("10.0.0.1", "203.0.113.5")
    given = [client.get("/challenge", environ_base={"REMOTE_ADDR": one}).json for one in addresses]
    assert all(one == other for one, other in itertools.pairwise(given))
