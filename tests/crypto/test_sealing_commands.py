"""`qingfeng keys`, `seal` and `open` on a machine without a network."""

import os
import stat
import subprocess
import sys

import pytest
from click.testing import CliRunner

from crypto import age
from portal.commands.sealing import keys, open_, seal

RUNNER = CliRunner()
SECRET = "张主任收了红包".encode() * 20_000


@pytest.fixture
def mine(tmp_path):
    """An identity file, and its recipient."""
    path = tmp_path / "mine.txt"
    done = RUNNER.invoke(keys, ["new", "-o", str(path)])
    assert done.exit_code == 0
    return path, done.stdout.strip()


@pytest.fixture
def sealed(mine, tmp_path):
    path = tmp_path / "report.age"
    path.write_bytes(age.seal(SECRET, [age.Recipient.parse(mine[1])]))
    return path


def refused(command, args, **options):
    """Run a command that must fail, and return its one line."""
    done = RUNNER.invoke(command, [str(arg) for arg in args], **options)
    assert done.exit_code == 1
    assert done.stdout_bytes == b""
    assert len(done.stderr.splitlines()) == 1
    return done.stderr


def test_an_identity_file_is_for_its_owner_only(mine):
    path, recipient = mine
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert recipient.startswith("age1pq1")
    assert "AGE-SECRET-KEY-PQ-1" in path.read_text()


def test_an_identity_file_is_never_overwritten(mine):
    before = mine[0].read_bytes()
    assert "exists" in refused(keys, ["new", "-o", mine[0]])
    assert mine[0].read_bytes() == before


def test_without_a_file_the_identity_goes_to_standard_output():
    done = RUNNER.invoke(keys, ["new"])
    identity = age.Identity.parse(done.stdout.splitlines()[-1])
    assert str(identity.recipient) in done.stderr
    assert "AGE-SECRET-KEY" not in done.stderr


def test_the_recipient_of_an_identity_file_is_shown(mine):
    path, recipient = mine
    assert RUNNER.invoke(keys, ["recipient", str(path)]).stdout.strip() == recipient
    assert RUNNER.invoke(keys, ["recipient"], input=path.read_bytes()).stdout.strip() == recipient


@pytest.mark.parametrize("as_files", [True, False])
def test_what_was_sealed_opens_again(mine, tmp_path, as_files):
    path, recipient = mine
    plain, file = tmp_path / "plain", tmp_path / "sealed"
    plain.write_bytes(SECRET)
    if as_files:
        RUNNER.invoke(seal, ["-r", recipient, "-o", str(file), str(plain)], catch_exceptions=False)
        RUNNER.invoke(open_, ["-i", str(path), "-o", str(plain), str(file)])
        assert plain.read_bytes() == SECRET
        assert stat.S_IMODE(plain.stat().st_mode) == 0o600
        return
    through = RUNNER.invoke(seal, ["-r", recipient], input=SECRET).stdout_bytes
    assert SECRET[:9] not in through
    assert RUNNER.invoke(open_, ["-i", str(path)], input=through).stdout_bytes == SECRET


def test_several_recipients_each_open(mine, reader):
    options = ["-r", mine[1], "-r", str(reader.recipient)]
    file = RUNNER.invoke(seal, options, input=b"both").stdout_bytes
    assert age.open_sealed(file, [reader]) == b"both"
    assert RUNNER.invoke(open_, ["-i", str(mine[0])], input=file).stdout_bytes == b"both"


def test_a_wrong_key_opens_nothing(sealed, tmp_path, stranger):
    other = tmp_path / "other.txt"
    other.write_text(f"# not the reader\n\n{stranger}\n")
    assert "somebody else" in refused(open_, ["-i", other, sealed])


@pytest.mark.parametrize("position", [0, 1000, 1640, 1660, 70_000, -1])
def test_a_changed_byte_opens_nothing(mine, sealed, position):
    data = bytearray(sealed.read_bytes())
    data[position] ^= 1
    assert refused(open_, ["-i", mine[0]], input=bytes(data))


@pytest.mark.parametrize("length", [0, 100, 1627, 1643, 1660, 70_000, -1])
def test_a_truncated_file_opens_nothing(mine, sealed, tmp_path, length):
    sealed.write_bytes(sealed.read_bytes()[:length])
    target = tmp_path / "opened"
    assert refused(open_, ["-i", mine[0], "-o", target, sealed])
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["mine.txt", "report.age"]


def test_a_file_opened_onto_itself_is_lost_only_if_it_opens(mine, sealed):
    done = RUNNER.invoke(open_, ["-i", str(mine[0]), "-o", str(sealed), str(sealed)])
    assert done.exit_code == 0
    assert sealed.read_bytes() == SECRET
    refused(open_, ["-i", mine[0], "-o", sealed, sealed])
    assert sealed.read_bytes() == SECRET


def test_a_device_is_written_to_and_not_replaced(mine, sealed, tmp_path):
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    reading = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    try:
        small = age.seal(b"few words", [age.Recipient.parse(mine[1])])
        done = RUNNER.invoke(open_, ["-i", str(mine[0]), "-o", str(fifo)], input=small)
        assert done.exit_code == 0
        assert os.read(reading, 100) == b"few words"
    finally:
        os.close(reading)
    assert stat.S_ISFIFO(fifo.stat().st_mode)


def test_mistakes_are_told_in_one_line(mine, sealed, tmp_path):
    empty = tmp_path / "empty"
    empty.write_text("# nothing\n")
    assert "no identity" in refused(open_, ["-i", empty, sealed])
    assert "No such file" in refused(open_, ["-i", tmp_path / "missing", sealed])
    assert "No such file" in refused(open_, ["-i", mine[0], tmp_path / "missing"])
    assert "mistyped" in refused(open_, ["-i", sealed, sealed])
    assert "mistyped" in refused(seal, ["-r", mine[1][:-1], sealed])
    assert "age1…" in refused(seal, ["-r", X25519, sealed])
    assert "AGE-SECRET-KEY" not in refused(open_, ["-i", broken(mine[0]), sealed])


X25519 = "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa"


def broken(path):
    path.write_text(path.read_text().rstrip()[:-1] + "Q\n")
    return path


def test_the_commands_load_neither_the_web_nor_the_database():
    code = (
        "import sys; from portal.commands.sealing import open_\n"
        "loaded = {name.split('.')[0] for name in sys.modules}\n"
        "assert not loaded & {'flask', 'sqlalchemy', 'alembic', 'casework'}, loaded"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_through_real_pipes_a_refusal_gives_out_nothing(mine, sealed):
    code = "from portal.commands.sealing import open_; open_(prog_name='open')"
    command = [sys.executable, "-c", code, "-i", str(mine[0])]
    good = subprocess.run(command, input=sealed.read_bytes(), capture_output=True, check=True)
    assert good.stdout == SECRET
    cut = subprocess.run(command, input=sealed.read_bytes()[:-1], capture_output=True, check=False)
    assert (cut.returncode, cut.stdout, len(cut.stderr.splitlines())) == (1, b"", 1)
