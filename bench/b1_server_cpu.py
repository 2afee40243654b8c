"""B1: server CPU per accepted report (8 KiB body, work checked, committed durably)."""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from bench.figure import Figure
from bench.load import prepared, readdressed, send
from bench.server import Server, serving, serving_plain

ROUNDS = 5
REPORTS = 400
WARM = 200


def cost(server: Server, requests: list[bytes]) -> tuple[float, float]:
    """CPU of the server and of the generator per accepted report, in milliseconds."""
    before = server.cpu_seconds()
    done = send(server, requests, 1)
    used = server.cpu_seconds() - before
    return used / done.accepted * 1000, done.generator_cpu / len(requests) * 1000


def figures() -> Iterator[Figure]:
    """Measure ours and the plain one in turn, one client, solutions prepared beforehand."""
    ours, plain, generator = [], [], []
    with serving() as server, serving_plain() as beside:
        requests = prepared(server, WARM + ROUNDS * REPORTS)
        send(server, requests[:WARM], 1)
        send(beside, readdressed(requests[:WARM], server, beside), 1)
        for start in range(WARM, len(requests), REPORTS):
            batch = requests[start : start + REPORTS]
            used, generated = cost(server, batch)
            ours.append(used)
            generator.append(generated)
            plain.append(cost(beside, readdressed(batch, server, beside))[0])
    share = statistics.median(mine / theirs for mine, theirs in zip(ours, plain, strict=True))
    yield Figure(
        "B1",
        "server CPU per accepted report, 8 KiB",
        statistics.median(ours),
        "ms",
        "≤",
        1.0,
        f"plain way {statistics.median(plain):.2f} ms in the same run; "
        f"generator {statistics.median(generator):.2f} ms apart",
    )
    yield Figure("B1", "the same, share of the plain way", share, "", "≤", 1.0 / 1.45)
