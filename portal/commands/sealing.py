"""`qingfeng keys`, `seal` and `open`: age files on a machine without a network.

Whatever fails ends with exit code 1, one line on standard error and not a byte of output.
"""

from __future__ import annotations

import codecs
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

import click

from crypto import age
from portal.archive import ArchiveRefused, Limits, unpack

_CONTROLS = dict.fromkeys(
    [*range(0x09), *range(0x0B, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F)], "\ufffd"
)
"""C0 but tab and line feed, DEL, C1, and what turns the direction of writing round."""
_STANDARD = "-"
_file = click.argument("file", type=click.Path(), default=_STANDARD)
_output = click.option("-o", "--output", type=click.Path(), default=_STANDARD, help="Write here.")


@click.group()
def keys() -> None:
    """Make identities and show their recipients."""


@keys.command()
@click.option("-o", "--output", type=click.Path(), default=_STANDARD, help="A new file.")
def new(output: str) -> None:
    """Make a new identity: whoever has it opens what is sealed to its recipient.

    With -o the identity goes to a new file that only you can read, and the recipient to the
    screen. A file that exists is never overwritten.
    """
    identity = age.Identity.generate()
    text = f"# public key: {identity.recipient}\n{identity}\n"
    if output == _STANDARD:
        click.echo(text, nl=False)
        click.echo(f"Public key: {identity.recipient}", err=True)
        return
    with _refusals():
        descriptor = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text)
    click.echo(str(identity.recipient))


@keys.command()
@_file
def recipient(file: str) -> None:
    """Show the recipient of each identity in FILE."""
    with _refusals():
        for identity in _read_identities(file):
            click.echo(str(identity.recipient))


@click.command()
@click.option("-r", "--recipient", "to", multiple=True, required=True, help="age1pq1…; repeatable.")
@_output
@_file
def seal(to: tuple[str, ...], output: str, file: str) -> None:
    """Seal FILE, or standard input, so that only the recipients can open it."""
    with _refusals():
        recipients = [age.Recipient.parse(text) for text in to]
        _convert(file, output, lambda src, dst: age.seal_stream(src, dst, recipients))


@click.command("open")
@click.option("-i", "--identity", type=click.Path(), required=True, help="A file of `keys new`.")
@_output
@click.option("--unpack", "folder", type=click.Path(path_type=Path), help="A case's archive: here.")
@click.option("--limit", type=click.IntRange(1), default=8192, help="MiB to unpack at most.")
@_file
def open_(identity: str, output: str, folder: Path | None, limit: int, file: str) -> None:
    """Open FILE, or standard input. Nothing is written unless all of it verifies.

    With --unpack the archive of a case becomes a new folder: case.html to be read, case.json,
    attachments, and check.txt, which says what the signatures prove.
    """
    with _refusals():
        identities = _read_identities(identity)
        if folder is None:
            _convert(file, output, lambda src, dst: age.open_stream(src, dst, identities))
            return
        if output != _STANDARD:
            raise click.UsageError("-o and --unpack do not go together")
        with click.open_file(file, "rb") as src:
            lines = unpack(cast(BinaryIO, src), folder, identities, Limits(limit * 1024**2))
    click.echo("\n".join(lines))


def _convert(file: str, output: str, convert: Callable[[BinaryIO, BinaryIO], None]) -> None:
    with click.open_file(file, "rb") as src, _writing(output) as dst:
        convert(cast(BinaryIO, src), dst)
        dst.flush()


class Screen:
    """A terminal that a stranger's text cannot command: control characters show as U+FFFD."""

    def __init__(self, screen: BinaryIO) -> None:
        self._screen = screen
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def write(self, data: bytes) -> int:
        """Write what people can read of a piece of text."""
        text = self._decoder.decode(data).translate(_CONTROLS)
        self._screen.write(text.encode())
        return len(data)

    def flush(self) -> None:
        """Pass on what was written."""
        self._screen.flush()


@contextmanager
def _writing(output: str) -> Iterator[BinaryIO]:
    """Open the output; a file is only yours to read, and appears when it is complete."""
    path = Path(output)
    if output == _STANDARD:
        with click.open_file(_STANDARD, "wb") as stream:
            standard = cast(BinaryIO, stream)
            yield cast(BinaryIO, Screen(standard)) if standard.isatty() else standard
    elif path.exists() and not path.is_file():  # a device or a pipe is not to be replaced
        with path.open("wb") as device:
            yield device
    else:
        descriptor, unfinished = tempfile.mkstemp(dir=path.resolve().parent, prefix=".qingfeng-")
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield file
            Path(unfinished).replace(path.resolve())
        except BaseException:
            Path(unfinished).unlink()
            raise


def _read_identities(file: str) -> list[age.Identity]:
    """Read an identity file: one a line, with comments after `#` and empty lines between."""
    with click.open_file(file, "rb") as stream:
        lines = stream.read(1 << 20).decode("utf-8", "replace").splitlines()
    texts = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    if not texts:
        raise age.AgeError(f"{file} holds no identity")
    return [age.Identity.parse(text) for text in texts]


@contextmanager
def _refusals() -> Iterator[None]:
    """Say in one line why something was refused."""
    try:
        yield
    except (age.AgeError, ArchiveRefused) as refusal:
        raise click.ClickException(str(refusal)) from refusal
    except OSError as failure:
        reason = failure.strerror or str(failure)
        name = f"{failure.filename}: " if failure.filename else ""
        raise click.ClickException(f"{name}{reason}") from failure
