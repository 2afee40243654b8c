"""A year is imported by hand on the server, as from the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from casework.commands import main
from portal.calendar.years import calendar_of
from portal.config import Config
from tests.casework.administration.conftest import acts
from tests.conftest import Hospital

YEAR: dict[str, Any] = {"year": 2027, "notice": "", "off": ["01-01"], "worked": ["01-09"]}
Run = Callable[..., Result]


@pytest.fixture
def run(settings: Config, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `qingfeng calendar` on the test installation."""
    monkeypatch.setenv("QINGFENG_DATA", str(settings.data))
    monkeypatch.setenv("QINGFENG_DATABASE", settings.database)

    def command(*words: str, given: object = None) -> Result:
        return CliRunner().invoke(main, ["calendar", *words], input=json.dumps(given))

    return command


def test_a_year_is_imported_and_shown(run: Run, session: Session, hospital: Hospital) -> None:
    assert "2026\t19 off, 6 worked\tof this release" in run("show").output
    done = run("import", "-", given=YEAR)
    assert done.output.startswith("2027 is known. 0 deadlines"), done.output
    assert "2027\t1 off, 1 worked\timported" in run("show").output
    facts = {"off": 1, "worked": 1}
    assert acts(session, hospital.office, "calendar_import") == [
        ("", "calendar_import", "2027", facts)
    ]


def test_a_known_year_asks_for_again(run: Run, session: Session) -> None:
    run("import", "-", given=YEAR)
    other = YEAR | {"worked": []}
    refused = run("import", "-", given=other)
    assert refused.exit_code == 1 and "--again" in refused.output
    assert run("import", "-", "--again", given=other).exit_code == 0
    assert calendar_of(session).published[2027].worked == frozenset()


@pytest.mark.parametrize(
    "given",
    [None, [], {"year": "2027"}, YEAR | {"off": ["01-02"]}, YEAR | {"worked": 7}],
)
def test_what_is_no_year_is_told_in_one_line(run: Run, session: Session, given: object) -> None:
    refused = run("import", "-", given=given)
    assert refused.exit_code == 1 and refused.output.startswith("Error: ")
    assert refused.output.count("\n") == 1
    assert 2027 not in calendar_of(session).published
