"""Run every benchmark, or those named on the command line, and print the table."""

from __future__ import annotations

import importlib
import os
import platform
import sys
from pathlib import Path

from bench.figure import Figure


def main() -> int:
    """Print the table. The exit code says whether every figure is inside its budget."""
    names = sys.argv[1:] or sorted(path.stem for path in Path(__file__).parent.glob("b[0-9]*.py"))
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print(f"{'':5}{'figure':62}{'measured':>14}  {'budget':>12}  compared with")
    figures: list[Figure] = []
    for name in names:
        for figure in importlib.import_module(f"bench.{name}").figures():
            figures.append(figure)
            print(figure.row(), flush=True)
    late = [figure for figure in figures if not figure.kept]
    print(f"\n{len(figures) - len(late)} of {len(figures)} inside their budget.")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
