"""The trust secret on paper and back, as somebody at a command line does it."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from casework.administration.secret_files import write_trust
from casework.commands import main
from crypto import shares

Run = Callable[..., Result]
SECRET = bytes(range(32))


@pytest.fixture
def run() -> Run:
    """Run `qingfeng trust`."""

    def run(*words: object, typed: str = "") -> Result:
        return CliRunner().invoke(main, ["trust", *map(str, words)], input=typed)

    return run


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A trust file as `office add` writes it."""
    write_trust(tmp_path / "trust", "clinic", SECRET)
    return tmp_path / "trust"


@pytest.fixture
def folder(run: Run, file: Path, tmp_path: Path) -> Path:
    """Five sheets, three of them needed."""
    folder = tmp_path / "sheets"
    result = run("split", file, "-k", 3, "-n", 5, "-o", folder, "--trustee", "周书记")
    assert result.exit_code == 0, result.output
    return folder


def words_on(sheet: Path) -> str:
    """The words of a sheet in their order, typed as lines of a few."""
    numbered = re.findall(r"(\d+)\. ([a-z]+)", sheet.read_text())
    words = [". ".join(pair) for pair in sorted(numbered, key=lambda pair: int(pair[0]))]
    return "\n".join(" ".join(words[at : at + 10]) for at in range(0, 33, 10))


def sheets_in(folder: Path, *numbers: int) -> str:
    """What somebody types who has these sheets."""
    return "".join(f"{words_on(folder / f'sheet-{n}-of-5.txt')}\n" for n in numbers)


def test_sheets_are_for_their_owner_and_name_what_they_are(folder: Path) -> None:
    papers = sorted(folder.iterdir())
    assert len(papers) == 5
    assert {stat.S_IMODE(paper.stat().st_mode) for paper in papers} == {0o600}
    text = papers[0].read_text()
    assert "周书记" in text
    assert "SHEET 1 OF 5" in text
    assert re.search(r"(\w{4}-){4}\w{4}", text)


def test_three_sheets_give_the_file_back(
    run: Run, folder: Path, file: Path, tmp_path: Path
) -> None:
    result = run("join", "-o", tmp_path / "again", typed=sheets_in(folder, 5, 1, 3))
    assert result.exit_code == 0, result.output
    assert (tmp_path / "again").read_text().split("\n")[1] == file.read_text().split("\n")[1]
    assert stat.S_IMODE((tmp_path / "again").stat().st_mode) == 0o600
    (fingerprint,) = re.findall(r"(?:\w{4}-){4}\w{4}", result.output)
    assert fingerprint in (folder / "sheet-1-of-5.txt").read_text()


def test_a_slip_costs_one_sheet_not_the_others(run: Run, folder: Path, tmp_path: Path) -> None:
    slip = "academic zzzz\n\n"
    typed = sheets_in(folder, 1) + slip + sheets_in(folder, 1, 2, 3)
    result = run("join", "-o", tmp_path / "again", typed=typed)
    assert result.exit_code == 0, result.output
    assert "word 2, 'zzzz', is not in the list" in result.output
    assert "sheet 1 is there twice" in result.output


def test_two_sheets_write_nothing(run: Run, folder: Path, tmp_path: Path) -> None:
    result = run("join", "-o", tmp_path / "again", typed=sheets_in(folder, 1, 2))
    assert result.exit_code == 1
    assert "Sheets still needed: 1." in result.output
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize(("k", "n"), [(0, 1), (3, 2), (2, 17), (1, 5)])
def test_what_cannot_be_shared_is_refused_in_a_line(run: Run, file: Path, k: int, n: int) -> None:
    result = run("split", file, "-k", k, "-n", n, "-o", file.parent / "sheets")
    assert result.exit_code == 2
    assert not (file.parent / "sheets").exists()


def test_a_sheet_on_disk_is_not_overwritten(run: Run, file: Path, folder: Path) -> None:
    before = (folder / "sheet-1-of-5.txt").read_text()
    result = run("split", file, "-o", folder)
    assert result.exit_code == 1
    assert "exists already" in result.output
    assert (folder / "sheet-1-of-5.txt").read_text() == before


def test_a_sheet_has_the_words_of_a_share(folder: Path) -> None:
    sheet = shares.read_sheet(words_on(folder / "sheet-2-of-5.txt"))
    assert (sheet.index, sheet.threshold) == (1, 3)
