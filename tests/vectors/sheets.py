"""Write sheets.json: sheets from fixed random numbers, which both languages must make alike.

    python -m tests.vectors.sheets

Fixed random numbers are safe in an example only: these secrets protect nothing.
"""

import hashlib
import json
from pathlib import Path

from crypto import shares

FILE = Path(__file__).with_name("sheets.json")


def example(threshold: int, count: int) -> dict[str, object]:
    """One secret on sheets; `random` is all that was drawn, in order."""
    secret, drawn = hashlib.sha256(f"{threshold} of {count}".encode()).digest(), bytearray()

    def draw(size: int) -> bytes:
        seed = f"{threshold} {count} {len(drawn)}".encode()
        drawn.extend(hashlib.shake_256(seed).digest(size))
        return bytes(drawn[-size:])

    sheets = [" ".join(words) for words in shares.split(secret, threshold, count, draw)]
    return {
        "threshold": threshold,
        "secret": secret.hex(),
        "random": drawn.hex(),
        "sheets": sheets,
    }


if __name__ == "__main__":
    made = [example(1, 1), example(2, 2), example(3, 5), example(16, 16)]
    FILE.write_text(json.dumps(made, indent=1) + "\n")
