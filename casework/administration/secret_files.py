"""Secrets in files: written once, readable by their owner only, never overwritten."""

from __future__ import annotations

import os
from pathlib import Path

import click

from crypto import bech32

TRUST = "QINGFENG-TRUST-SECRET-"


def write_secret(path: Path, text: str) -> None:
    """Write a new file with mode 600. Ends with one clear line if the file exists."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise click.ClickException(f"{path} exists already; name a new file.") from None
    with os.fdopen(handle, "w") as file:
        file.write(text)


def write_trust(path: Path, office: str, trust: bytes) -> None:
    """Write an office's trust secret, to be carried off this machine."""
    line = bech32.encode(TRUST.lower(), trust).upper()
    write_secret(
        path, f"# Trust secret of the office {office}. Keep it off every server.\n{line}\n"
    )


def read_trust(path: Path) -> bytes:
    """Read a file that `write_trust` wrote, or end with one clear line."""
    try:
        lines = [line for line in path.read_text().split("\n") if line and line[0] != "#"]
        prefix, trust = bech32.decode(lines[0].strip())
        if prefix.upper() != TRUST or len(trust) != 32:
            raise ValueError
    except (OSError, ValueError, IndexError):
        raise click.ClickException(f"{path} holds no trust secret of an office.") from None
    return trust
