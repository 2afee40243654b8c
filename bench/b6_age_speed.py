"""B6: `crypto.age` on 64 MiB beside bare ChaCha20-Poly1305 over 64 KiB chunks."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from bench.figure import Figure
from crypto import age

SIZE = 64 * 1024 * 1024
CHUNK = 64 * 1024
RUNS = 9


def seconds(work: Callable[[], object]) -> float:
    """The time of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def bare(source: Path, target: Path) -> None:
    """Encrypt chunk by chunk, nothing else."""
    cipher = ChaCha20Poly1305(bytes(32))
    with source.open("rb") as plain, target.open("wb") as sealed:
        for number in iter(lambda: plain.read(CHUNK), b""):
            sealed.write(cipher.encrypt(bytes(12), number, None))


def seal(source: Path, target: Path, identity: age.Identity) -> None:
    """Seal a file as `qingfeng seal` does."""
    with source.open("rb") as plain, target.open("wb") as sealed:
        age.seal_stream(plain, sealed, [identity.recipient])


def open_(source: Path, target: Path, identity: age.Identity) -> None:
    """Open a file as `qingfeng open` does."""
    with source.open("rb") as sealed, target.open("wb") as plain:
        age.open_stream(sealed, plain, [identity])


def peak(command: str, folder: Path) -> int:
    """Peak memory in bytes of a fresh process that runs one of the two."""
    script = f"from bench import b6_age_speed as b; b.alone({command!r}, {str(folder)!r})"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True)
    return int(done.stdout)


def alone(command: str, folder: str) -> None:
    """Run one of the two in this process and print the peak of its memory."""
    identity = age.Identity.from_seed(bytes(32))
    plain, sealed, again = (Path(folder, name) for name in ("plain", "sealed", "again"))
    if command == "seal":
        seal(plain, again, identity)
    elif command == "open":
        open_(sealed, again, identity)
    # Not ru_maxrss: a child inherits its parent's.
    status = Path("/proc/self/status").read_text()
    print(int(status.partition("VmHWM:")[2].split()[0]) * 1024)


def share(runs: dict[str, list[float]], verb: str) -> float:
    """The verb's share of the bare cipher's speed, run by run, in percent; the median."""
    pairs = zip(runs["bare"], runs[verb], strict=True)
    return statistics.median(bare / ours for bare, ours in pairs) * 100


def figures() -> Iterator[Figure]:
    """Measure all three in turn, several times."""
    identity = age.Identity.from_seed(bytes(32))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plain, sealed, again = (folder / name for name in ("plain", "sealed", "again"))
        plain.write_bytes(bytes(SIZE))
        runs: dict[str, list[float]] = {"bare": [], "seal": [], "open": []}
        for _ in range(RUNS):
            runs["bare"].append(seconds(lambda: bare(plain, again)))
            runs["seal"].append(seconds(lambda: seal(plain, sealed, identity)))
            runs["open"].append(seconds(lambda: open_(sealed, again, identity)))
        base = peak("nothing", folder)
        for verb in ("seal", "open"):
            speeds = {name: SIZE / statistics.median(runs[name]) / 1e6 for name in ("bare", verb)}
            yield Figure(
                "B6",
                f"{verb} 64 MiB, share of the bare cipher",
                share(runs, verb),
                "%",
                "≥",
                70,
                f"bare cipher {speeds['bare']:.0f} MB/s, ours {speeds[verb]:.0f}",
            )
            rise = (peak(verb, folder) - base) / 2**20
            yield Figure("B6", f"{verb} 64 MiB, memory over base", rise, "MiB", "≤", 4)
