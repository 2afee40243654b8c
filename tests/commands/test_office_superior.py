"""A way past an office, and its hours, are told on the command line too."""

from __future__ import annotations

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from casework.commands import main
from portal.config import Config
from portal.database import make_engine
from portal.offices.service import office_named

pytestmark = pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
WAY = ("--superior", "请打 12388。", "--superior-en", "Call 12388.", "--hours", "八点到五点。")


def change(settings: Config, monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    monkeypatch.setenv("QINGFENG_DATA", str(settings.data))
    monkeypatch.setenv("QINGFENG_DATABASE", settings.database)
    return CliRunner().invoke(main, ["office", "change", "hospital", *words])


def test_a_way_past_and_hours_are_told(settings: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    done = change(settings, monkeypatch, *WAY)
    assert done.exit_code == 0, done.output
    engine = make_engine(settings.database)
    with Session(engine) as session:
        office = office_named(session, "hospital")
        assert (office.superior(), office.superior("en")) == ("请打 12388。", "Call 12388.")
        assert office.hours() == "八点到五点。"
    engine.dispose()


def test_a_public_office_keeps_a_way_past(
    settings: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(settings, monkeypatch, *WAY)
    done = change(settings, monkeypatch, "--superior", "")
    assert done.exit_code == 1
    assert "must name another channel" in done.output
