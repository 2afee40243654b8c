"""B2: reports accepted per second by 1, 8 and 64 clients; none refused, none lost."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from bench.figure import Figure
from bench.load import prepared, send
from bench.server import serving
from portal.database import make_engine
from portal.reports.models import Report

ROUNDS = ((1, 2000, 400), (8, 4000, 1000), (64, 4000, 1000))


def figures() -> Iterator[Figure]:
    """Measure each number of clients on one server and count what is stored."""
    with serving() as server:
        sent = 0
        for clients, reports, budget in ROUNDS:
            requests = prepared(server, reports)
            done = send(server, requests, clients)
            sent += reports
            engine = make_engine(f"sqlite:///{server.data / 'qingfeng.sqlite'}")
            with engine.connect() as connection:
                stored = connection.scalar(select(func.count()).select_from(Report)) or 0
            engine.dispose()
            yield Figure(
                "B2",
                f"reports accepted per second, {clients} clients",
                done.accepted / done.seconds,
                "/s",
                "≥",
                budget,
                "the plain one 650-800/s",
            )
            yield Figure(
                "B2",
                f"refused or lost, {clients} clients",
                (reports - done.accepted) + (sent - stored),
                "",
                "≤",
                0,
            )
