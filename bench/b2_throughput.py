"""B2: reports accepted per second by 1, 8 and 64 clients; none refused, none lost."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from bench.figure import Figure
from bench.load import prepared, readdressed, send
from bench.server import Server, serving, serving_plain
from portal.database import make_engine
from portal.reports.models import Report

BUDGETS = {1: 400, 8: 1000, 64: 1000}
PLAIN = 725
BATCHES = 4
REPORTS = 500


def stored(server: Server) -> int:
    """How many reports lie in the server's database."""
    engine = make_engine(f"sqlite:///{server.data / 'qingfeng.sqlite'}")
    with engine.connect() as connection:
        number = connection.scalar(select(func.count()).select_from(Report)) or 0
    engine.dispose()
    return number


def figures() -> Iterator[Figure]:
    """Measure ours and the plain one in turn, and count what is stored."""
    with serving() as server, serving_plain() as beside:
        for clients, budget in BUDGETS.items():
            before, accepted = stored(server), 0
            times = {"ours": 0.0, "plain": 0.0}
            for _ in range(BATCHES):
                requests = prepared(server, REPORTS)
                done = send(server, requests, clients)
                accepted += done.accepted
                times["ours"] += done.seconds
                plain = send(beside, readdressed(requests, server, beside), clients)
                times["plain"] += plain.seconds
            sent = BATCHES * REPORTS
            rate, theirs = accepted / times["ours"], sent / times["plain"]
            lost = (sent - accepted) + (sent - (stored(server) - before))
            name = f"{clients} client{'s' if clients > 1 else ''}"
            yield Figure(
                "B2",
                f"reports accepted per second, {name}",
                rate,
                "/s",
                "≥",
                budget,
                f"plain way {theirs:.0f}/s in the same run",
            )
            yield Figure(
                "B2",
                f"the same, times the plain way, {name}",
                rate / theirs,
                "",
                "≥",
                budget / PLAIN,
            )
            yield Figure("B2", f"refused or lost, {name}", lost, "", "≤", 0)
