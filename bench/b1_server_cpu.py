"""B1: server CPU per accepted report (8 KiB body, work checked, committed durably)."""

from __future__ import annotations

from collections.abc import Iterator

from bench.figure import Figure
from bench.load import prepared, send
from bench.server import serving

REPORTS = 2000
WARM = 200


def figures() -> Iterator[Figure]:
    """Measure with one client, solutions prepared beforehand."""
    with serving() as server:
        requests = prepared(server, WARM + REPORTS)
        send(server, requests[:WARM], 1)
        before = server.cpu_seconds()
        done = send(server, requests[WARM:], 1)
        used = server.cpu_seconds() - before
    generator = done.generator_cpu / REPORTS * 1000
    yield Figure(
        "B1",
        "server CPU per accepted report, 8 KiB",
        used / done.accepted * 1000,
        "ms",
        "≤",
        1.0,
        f"plain Flask + multipart + ORM 1.4-1.5 ms; generator {generator:.2f} ms apart",
    )
