"""B10: cold start to the first answer, embedded default."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.figure import Figure
from bench.server import serving

RUNS = 5


def figures() -> Iterator[Figure]:
    """Start a server whose database is there already, several times."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with serving(folder):
            pass
        times = []
        for _ in range(RUNS):
            start = time.perf_counter()
            with serving(folder, demo=False):
                times.append(time.perf_counter() - start)
    yield Figure(
        "B10", "cold start to first answer, median of 5", statistics.median(times), "s", "≤", 1.5
    )
