"""B9: one sealed body at rest beside its size class."""

from __future__ import annotations

from collections.abc import Iterator

from bench.figure import Figure
from crypto import age, padding

BUDGETS = {4096: 1.45, 65536: 1.03}


def figures() -> Iterator[Figure]:
    """Seal one body of the smallest and of the largest class."""
    recipient = age.Identity.generate().recipient
    for size, budget in BUDGETS.items():
        sealed = age.seal(padding.pad(b" " * size), [recipient])
        yield Figure(
            "B9",
            f"sealed body ÷ size class, {size // 1024} KiB",
            len(sealed) / size,
            "",
            "≤",
            budget,
            f"{len(sealed):,} bytes",
        )
