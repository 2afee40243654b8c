"""Every invariant has a test that bites: broken on purpose, the named test fails.

Each file in tests/broken/ is a small patch. Its first lines say which invariant of the threat
model it breaks and which test must notice. The tree is copied, patched, and that test run there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

ROOT = Path(__file__).parent.parent
PATCHES = sorted((ROOT / "tests/broken").glob("*.patch"))
INVARIANTS = ("1", "2", "3", "4", "5", "6", "7", "8")
INSTALLED = (".venv", "node_modules")
NOTICED = ("AssertionError", "assert ", "Failed: DID NOT RAISE")
AT_ONCE = 2


@dataclass(frozen=True)
class Patch:
    """A patch: the invariant it breaks, the test that must notice, the files it changes."""

    path: Path

    def _line(self, name: str) -> str:
        lines = self.path.read_text().splitlines()
        (found,) = [line for line in lines if line.startswith(f"{name}: ")]
        return found.partition(": ")[2]

    @property
    def invariant(self) -> str:
        return self._line("invariant")

    @property
    def test(self) -> str:
        return self._line("test")

    @property
    def changes_scripts(self) -> bool:
        return "+++ b/static/js/" in self.path.read_text()


@dataclass(frozen=True)
class Run:
    """What became of a patch and its test: refused hunks, tests run, how each of them failed."""

    refused: str
    tests: int
    failures: list[str]
    output: str


def tracked() -> list[str]:
    """The files of the tree, with those that are not committed yet."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def copy_tree(to: Path) -> None:
    """Copy the tree; what is installed into it is shared."""
    for name in tracked():
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, to / name)
    for name in INSTALLED:
        (to / name).symlink_to(ROOT / name)


def at_home(tree: Path) -> dict[str, str]:
    """The environment in which a copy's own modules are imported, and Git sees no repository."""
    return {
        **os.environ,
        "PATH": f"{tree / '.venv/bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(tree),
        "PYTHONDONTWRITEBYTECODE": "1",
        "GIT_CEILING_DIRECTORIES": str(tree.parent),
    }


def run(patch: Patch, tree: Path) -> Run:
    """Break a copy of the tree and run the test that must notice."""
    copy_tree(tree)
    command = ["git", "apply", patch.path]
    applied = subprocess.run(command, cwd=tree, env=at_home(tree), capture_output=True, text=True)
    if applied.returncode:
        return Run(applied.stderr, 0, [], "")
    if patch.changes_scripts:
        subprocess.run(["node", "static/build.mjs"], cwd=tree, env=at_home(tree), check=True)
    report = tree / "report.xml"
    tested = subprocess.run(
        [sys.executable, "-m", "pytest", f"--junitxml={report}", patch.test],
        cwd=tree,
        env=at_home(tree),
        capture_output=True,
        text=True,
    )
    root = ElementTree.parse(report).getroot()
    failures = [failure.get("message", "") for failure in root.iter("failure")]
    errors = [error.get("message", "") for error in root.iter("error")]
    return Run("", len(list(root.iter("testcase"))), failures + errors, tested.stdout)


@pytest.fixture(scope="module")
def runs(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[Path, Future[Run]]]:
    """Every patch that is asked for, some of them at once."""
    asked = {item.callspec.params["path"] for item in request.session.items if is_one(item)}
    with ThreadPoolExecutor(AT_ONCE) as workers:
        yield {
            path: workers.submit(run, Patch(path), tmp_path_factory.mktemp(path.stem))
            for path in sorted(asked)
        }


def is_one(item: pytest.Item) -> bool:
    """Whether a test that was asked for is about one patch."""
    return getattr(item, "originalname", "") == "test_the_named_test_notices"


@pytest.mark.parametrize("path", PATCHES, ids=lambda path: path.stem)
def test_the_named_test_notices(path: Path, runs: dict[Path, Future[Run]]) -> None:
    run = runs[path].result()
    assert run.refused == "", f"{path.name} does not apply: renew it"
    assert run.tests == 1, run.output
    assert run.failures, f"{Patch(path).test} passes although the tree is broken"
    assert all(failure.startswith(NOTICED) for failure in run.failures), run.output


def test_every_invariant_that_can_bite_is_broken_once() -> None:
    broken = {path.name.partition("-")[0] for path in PATCHES}
    assert broken == set(INVARIANTS)
    assert all(Patch(path).invariant and Patch(path).test for path in PATCHES)


def test_a_copy_runs_its_own_modules(tmp_path: Path) -> None:
    copy_tree(tmp_path)
    names = ("crypto", "portal", "casework", "wsgi", "tests.reporter")
    program = f"import {', '.join(names)}\nfor m in ({', '.join(names)}): print(m.__file__)"
    told = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env=at_home(tmp_path),
        check=True,
        capture_output=True,
        text=True,
    )
    places = told.stdout.splitlines()
    assert len(places) == len(names)
    assert all(Path(place).is_relative_to(tmp_path) for place in places)
